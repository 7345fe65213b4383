// Files inside a document: folded in the page, named by size and digest, whole all the same.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "render/html.h"
#include "render/text_view.h"
#include "tests/render/html_oracle.h"
#include "tests/render/samples.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kRules[] =
    "elements { name: \"r\" show_as: SECTION }"
    "elements { name: \"f\" show_as: FIELD label { fr: \"Pièce\" en: \"File\" }"
    " value { kind: ATTACHMENT media_type_from: \"type\" file_name_from: \"nom\" }"
    " attributes { name: \"type\" show_as: SPAN } attributes { name: \"nom\" show_as: SPAN } }"
    "elements { name: \"s\" show_as: SPAN value { kind: ATTACHMENT } }";

// SHA-256 of "Hello", by sha256sum.
constexpr char kHelloSha256[] = "185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969";
constexpr char kHello[] = "SGVsbG8=";

std::string File(absl::string_view base64) {
  return absl::StrCat("<r><f nom=\"a.txt\" type=\"text/plain\">", base64, "</f></r>");
}

// Proves: PRES-5, PRES-7
TEST(HtmlAttachmentTest, IsFoldedUnderItsNameTypeSizeAndDigest) {
  const std::string body = test::BodyWith(kRules, File(kHello));
  const std::string words =
      absl::StrCat("Fichier joint « a.txt », de type text/plain, 5 octets, SHA-256 ", kHelloSha256);
  const UniqueXmlDoc page = test::ParseHtmlOrDie(test::RenderWith(kRules, File(kHello)));
  EXPECT_THAT(test::TextOfClass(*page, "words"), words);
  EXPECT_THAT(body, HasSubstr("<dd><span>a.txt</span><span class=\"gap\"> </span>"
                              "<span>text/plain</span><details><summary class=\"words\">"));
  EXPECT_THAT(body, HasSubstr("</summary>SGVsbG8=</details></dd>"));
  EXPECT_EQ(test::ShownBy(*page), "a.txttext/plainSGVsbG8=");
}

// Proves: PRES-5
TEST(HtmlAttachmentTest, WhatIsNoBase64StandsAsItIs) {
  for (const char* text : {"SGVsbG8", "SGVsbG9=", "SGVs bG8=x", "Bonjour !", "="}) {
    EXPECT_THAT(test::BodyWith(kRules, File(text)), Not(HasSubstr("details"))) << text;
  }
  EXPECT_THAT(test::BodyWith(kRules, "<r><f>\n</f><f></f></r>"), Not(HasSubstr("details")));
  EXPECT_THAT(test::BodyWith(kRules, File("SGVs\nbG8=\n")), HasSubstr("5 octets"));
}

TEST(HtmlAttachmentTest, WhereNoBlockMayStandItsWordsFollowIt) {
  EXPECT_THAT(test::BodyWith(kRules, "<r><s>SGVsbG8=</s></r>"),
              HasSubstr("<span>SGVsbG8=<span class=\"words\"> (Fichier joint, 5 octets"));
}

// Proves: PRES-5
TEST(HtmlAttachmentTest, FilesAreFoundWithTheirBytes) {
  const auto table = test::MakeTableOrDie(kRules);
  const std::string document = absl::StrCat("<r><f nom=\"a.txt\" type=\"text/plain\">", kHello,
                                            "</f><f>no base64!</f><s>AAE=</s></r>");
  const auto page = RenderPage(document, *table, Language::kFrench, xml::Bounds());
  ASSERT_THAT(page, test::IsOk());
  const std::vector<Attachment>& files = page->attachments;
  EXPECT_THAT(files, ElementsAre(Field(&Attachment::bytes, "Hello"),
                                 Field(&Attachment::bytes, std::string("\0\1", 2))));
  EXPECT_EQ(files.front().file_name, "a.txt");
  EXPECT_EQ(files.front().media_type, "text/plain");
  EXPECT_THAT(files.back().file_name, IsEmpty());
}

// Proves: PRES-6
TEST(HtmlAttachmentTest, ANameCannotHideInItsWords) {
  const std::string body = test::BodyWith(kRules, "<r><f nom=\"a\u202Efdp.exe\">SGVsbG8=</f></r>");
  EXPECT_THAT(body, HasSubstr("« a<span class=\"mark\">⟦U+202E⟧</span>fdp.exe »"));
}

// Proves: PRES-1
TEST(HtmlAttachmentTest, ATerminalShowsTheWordsAndSaysWhereTheRestIs) {
  const std::string text = *HtmlToText(test::RenderWith(kRules, File(kHello)), 72);
  EXPECT_THAT(text, HasSubstr("Fichier joint « a.txt »"));
  EXPECT_THAT(text, HasSubstr("185f8db3"));
  EXPECT_THAT(text, HasSubstr("le document XML"));
  EXPECT_THAT(text, Not(HasSubstr(kHello)));
}

}  // namespace
}  // namespace paraphe
