#include "render/styled_page.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/render/html_oracle.h"
#include "tests/render/samples.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::HasReason;
using ::testing::HasSubstr;
using ::testing::Not;

std::string PageOf(absl::string_view document) {
  return test::RenderOrDie(document, *test::ShowAll());
}

std::string Styled(absl::string_view page) { return *StyledPage(page); }

// What a styled page adds to the bare one.
std::string AddedTo(const std::string& page) {
  const std::string styled = Styled(page);
  const size_t begin = page.find("<title>");
  return styled.substr(begin, styled.size() - page.size());
}

// Proves: PRES-8
TEST(StyledPageTest, TheBarePageStandsInItByteForByte) {
  for (const test::Sample& sample : test::Samples()) {
    const std::string page = test::RenderOrDie(sample.document, *test::TableOrDie(sample.table));
    std::string styled = Styled(page);
    const std::string added = AddedTo(page);
    styled.erase(styled.find(added), added.size());
    EXPECT_EQ(styled, page) << sample.name;
  }
}

// Proves: PRES-7
TEST(StyledPageTest, NothingOfTheDocumentReachesTheStyle) {
  const std::string hostile =
      "<style "
      "href=\"http://127.0.0.1/\">&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;</style>";
  EXPECT_EQ(AddedTo(PageOf(hostile)), AddedTo(PageOf("<a>1</a>")));
  EXPECT_THAT(Styled(PageOf(hostile)), Not(HasSubstr("<script")));
}

// The policy names the style by its digest, so that no other would be applied.
// Proves: PRES-7
TEST(StyledPageTest, ThePolicyAllowsTheStyleAlone) {
  const std::string added = AddedTo(PageOf("<a>1</a>"));
  const size_t begin = added.find("<style>") + 7;
  const std::string style = added.substr(begin, added.find("</style>") - begin);
  EXPECT_THAT(added, HasSubstr(absl::StrCat("\"default-src 'none'; style-src 'sha256-",
                                            absl::Base64Escape(Sha256(style)),
                                            "'; base-uri 'none'; form-action 'none'\"")));
  for (const char* loads : {"url(", "@import", "@font-face", "src:", "expression"}) {
    EXPECT_FALSE(absl::StrContains(style, loads)) << loads;
  }
}

// Proves: PRES-5, PRES-7
TEST(StyledPageTest, ParsersOfHtmlAndXmlReadOneTree) {
  const std::string page = PageOf("<a x=\"1\">2</a>");
  std::string styled = Styled(page);
  EXPECT_EQ(test::ShownBy(*test::ParseHtmlOrDie(styled)), "12");
  // The two parsers keep a style's text in nodes of different kinds.
  const size_t begin = styled.find("<style>") + 7;
  styled.erase(begin, styled.find("</style>") - begin);
  EXPECT_EQ(test::Outline(*test::ParseXmlOrDie(styled)),
            test::Outline(*test::ParseHtmlOrDie(styled)));
}

// Proves: PRES-8
TEST(StyledPageTest, OtherHtmlIsRefused) {
  const std::string page = PageOf("<a>1</a>");
  EXPECT_THAT(StyledPage(page), test::IsOk());
  for (const std::string& other :
       {std::string(), page.substr(1), page.substr(0, 27), page.substr(0, 40),
        std::string("<!DOCTYPE html>\n<html lang=\"fr\"><head><style>")}) {
    EXPECT_THAT(StyledPage(other), HasReason(v1::PRESENTATION_MISMATCH)) << other;
  }
}

}  // namespace
}  // namespace paraphe
