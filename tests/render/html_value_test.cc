#include "render/html_value.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace paraphe {
namespace {

constexpr char kSpace[] = "<span class=\"mark\">\u2423</span>";
constexpr char kTab[] = "<span class=\"mark\">⟦U+0009⟧</span>";
constexpr char kLine[] = "<span class=\"mark\">⟦U+000A⟧</span>";

std::string Write(absl::string_view value, ValueKind kind) {
  HtmlText text(value.size());
  HtmlWriter writer("t", Language::kFrench, size_t{1} << 20, text);
  WriteValue(value, kind, Language::kFrench, writer);
  writer.Finish();
  const std::string page = std::move(text).Take();
  const size_t begin = page.find("<body>") + 6;
  return page.substr(begin, page.find("</body>") - begin);
}

std::string Attribute(absl::string_view value) { return Write(value, ValueKind::kAttribute); }
std::string Whole(absl::string_view value) { return Write(value, ValueKind::kWholeText); }
std::string Mixed(absl::string_view value) { return Write(value, ValueKind::kMixedText); }

// Proves: PRES-5
TEST(HtmlValueTest, OrdinaryValuesStandAsTheyAre) {
  for (const auto kind : {ValueKind::kAttribute, ValueKind::kWholeText, ValueKind::kMixedText}) {
    EXPECT_EQ(Write("Rue de l’Église, n° 4", kind), "Rue de l’Église, n° 4");
    EXPECT_EQ(Write("", kind), "");
  }
}

// Proves: PRES-6
TEST(HtmlValueTest, SeveralSpacesAreMarkedButTheLast) {
  EXPECT_EQ(Attribute("a  b"), absl::StrCat("a", kSpace, " b"));
  EXPECT_EQ(Whole("a   b"), absl::StrCat("a", kSpace, kSpace, " b"));
  EXPECT_EQ(Mixed("a  b"), absl::StrCat("a", kSpace, " b"));
}

// Proves: PRES-6
TEST(HtmlValueTest, BlanksAtEitherEndOfAValueAreMarked) {
  EXPECT_EQ(Attribute(" a "), absl::StrCat(kSpace, "a", kSpace));
  EXPECT_EQ(Whole(" a "), absl::StrCat(kSpace, "a", kSpace));
  EXPECT_EQ(Attribute("\na"), absl::StrCat(kLine, "a"));
  EXPECT_EQ(Attribute(" "), kSpace);
  EXPECT_EQ(Whole("  "), absl::StrCat(kSpace, kSpace));
}

TEST(HtmlValueTest, BlanksBetweenTextAndElementsStandAsTheyAre) {
  EXPECT_EQ(Mixed("a "), "a ");
  EXPECT_EQ(Mixed(" a"), " a");
}

// Proves: PRES-6
TEST(HtmlValueTest, TabsAreMarked) {
  EXPECT_EQ(Whole("a\tb"), absl::StrCat("a", kTab, "b"));
  EXPECT_EQ(Whole("a\t b"), absl::StrCat("a", kTab, " b"));
}

// Proves: PRES-6
TEST(HtmlValueTest, LineBreaksInsideBreakTheLine) {
  EXPECT_EQ(Whole("a\nb"), "a\n<br/>b");
  EXPECT_EQ(Attribute("a\n\nb"), "a\n<br/>\n<br/>b");
  EXPECT_EQ(Whole("a \n  b"), absl::StrCat("a", kSpace, "\n<br/>", kSpace, kSpace, "b"));
}

TEST(HtmlValueTest, LayoutAroundTextStandsAsItIs) {
  EXPECT_EQ(Whole("\n    a\n  "), "\n    a\n  ");
  EXPECT_EQ(Mixed("\n    a\n  "), "\n    a\n  ");
}

TEST(HtmlValueTest, OnlyBlanksWithALineBreakOrBetweenElementsAreLayout) {
  EXPECT_TRUE(IsLayout("\n  ", ValueKind::kWholeText));
  EXPECT_TRUE(IsLayout("  ", ValueKind::kMixedText));
  EXPECT_FALSE(IsLayout("  ", ValueKind::kWholeText));
  EXPECT_FALSE(IsLayout("\n", ValueKind::kAttribute));
  EXPECT_FALSE(IsLayout("\n a", ValueKind::kWholeText));
}

TEST(HtmlValueTest, LongWordsMayWrap) {
  const std::string word(60, 'x');
  EXPECT_EQ(Attribute(word), word);
  EXPECT_EQ(Attribute(word + "y"), word + "<wbr/>y");
  EXPECT_EQ(Attribute(word + " " + word), word + " " + word);
  EXPECT_EQ(Attribute(word + "\u0301y"), word + "\u0301<wbr/>y");
}

TEST(HtmlValueTest, RightToLeftValuesAreIsolated) {
  EXPECT_EQ(Attribute("שלום"), "<bdi>שלום</bdi>");
  EXPECT_EQ(Whole("سلام 12"), "<bdi>سلام 12</bdi>");
  EXPECT_EQ(Mixed("שלום"), "שלום");
  EXPECT_EQ(Attribute("東京"), "東京");
}

// Proves: PRES-7
TEST(HtmlValueTest, MarkupIsEscaped) { EXPECT_EQ(Attribute("<b>&amp;"), "&lt;b&gt;&amp;amp;"); }

}  // namespace
}  // namespace paraphe
