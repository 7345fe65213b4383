#include "render/html.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/render/html_oracle.h"
#include "tests/render/samples.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::HasReason;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

absl::StatusOr<std::string> Render(absl::string_view document, const Table& table) {
  return RenderHtml(document, table, Language::kFrench, xml::Bounds());
}

// Proves: PRES-2, PRES-5
TEST(HtmlTest, SamplesShowExactlyWhatTheyHold) {
  for (const test::Sample& sample : test::Samples()) {
    const std::string said = test::SaidBy(*test::ParseXmlOrDie(sample.document));
    for (const std::string& table : {sample.table, std::string("generic")}) {
      const std::string page = test::RenderOrDie(sample.document, *test::TableOrDie(table));
      EXPECT_EQ(test::ShownBy(*test::ParseHtmlOrDie(page)), said) << sample.name << " by " << table;
    }
  }
}

// Proves: PRES-3, PRES-7
TEST(HtmlTest, SamplesAreInertAndParseToOneTree) {
  for (const test::Sample& sample : test::Samples()) {
    for (const std::string& table : {sample.table, std::string("generic")}) {
      const std::string page = test::RenderOrDie(sample.document, *test::TableOrDie(table));
      const UniqueXmlDoc html = test::ParseHtmlOrDie(page);
      EXPECT_THAT(test::FirstForeign(*html), IsEmpty()) << sample.name;
      EXPECT_EQ(test::Outline(*html), test::Outline(*test::ParseXmlOrDie(page))) << sample.name;
    }
  }
}

// Proves: PRES-8
TEST(HtmlTest, ThePageOfADocumentAndATableIsTheseBytes) {
  const absl::string_view rules =
      "elements { name: \"a\" show_as: SECTION label { fr: \"Acte\" en: \"Act\" } }"
      "elements { name: \"b\" show_as: FIELD label { fr: \"Objet\" en: \"Subject\" }"
      " codes { code: \"1\" words { fr: \"un\" en: \"one\" } } }"
      "attributes { name: \"x\" label { fr: \"Ixe\" en: \"Ex\" } }"
      "attributes { name: \"y\" show_as: SPAN }";
  EXPECT_EQ(
      test::RenderWith(rules, "<a x=\"&lt;\" y=\"\u202E\"><b>1</b></a>"),
      "<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"/>"
      "<title>Essai</title></head><body><h1 class=\"label\">Essai</h1>"
      "<section><h2 class=\"label\">Acte</h2>"
      "<dl><dt><b class=\"label\">Ixe</b></dt><dd>&lt;</dd></dl>"
      "<span><span class=\"mark\">⟦U+202E⟧</span></span>"
      "<dl><dt><b class=\"label\">Objet</b></dt><dd>1<span class=\"words\"> (un)</span></dd></dl>"
      "</section></body></html>");
}

TEST(HtmlTest, AChangedByteOfTheDocumentChangesThePage) {
  const std::string document = "<a x=\"1\">text</a>";
  const std::string page = test::RenderOrDie(document, *test::ShowAll());
  EXPECT_NE(test::RenderOrDie("<a x=\"2\">text</a>", *test::ShowAll()), page);
  EXPECT_NE(test::RenderOrDie("<a x=\"1\">texu</a>", *test::ShowAll()), page);
  EXPECT_NE(test::RenderOrDie("<a x=\"1\">text </a>", *test::ShowAll()), page);
}

// Proves: PRES-3
TEST(HtmlTest, UnmappedElementIsNamedWithPathAndPosition) {
  const auto table = test::MakeTableOrDie("elements { name: \"a\" show_as: SECTION }");
  EXPECT_THAT(
      Render("<a>\n <b></b></a>", *table),
      HasReason(v1::TABLE_UNMAPPED, AllOf(HasSubstr("2:2 (byte 5)"), HasSubstr("element /a/b"),
                                          HasSubstr("\"test\""))));
}

// Proves: PRES-3
TEST(HtmlTest, UnmappedAttributeIsNamedWithPathAndPosition) {
  const auto table = test::MakeTableOrDie("elements { name: \"a\" show_as: SECTION }");
  const auto page = Render("<a x=\"1\"></a>", *table);
  EXPECT_THAT(page, HasReason(v1::TABLE_UNMAPPED, HasSubstr("attribute /a/@x")));
  EXPECT_EQ(GetErrorDetail(page.status())->position().byte_offset(), 3u);
}

// Proves: PRES-3
TEST(HtmlTest, NamespaceOfTheUnmappedIsNamed) {
  const auto table = test::MakeTableOrDie("elements { name: \"a\" show_as: SECTION }");
  EXPECT_THAT(Render("<a xmlns=\"urn:x\"></a>", *table),
              HasReason(v1::TABLE_UNMAPPED, HasSubstr("/a (namespace urn:x)")));
}

// Proves: PRES-6
TEST(HtmlTest, NamesInErrorsCannotHide) {
  const auto table = test::MakeTableOrDie("elements { name: \"a\" show_as: SECTION }");
  EXPECT_THAT(Render("<a xmlns:p=\"urn:\u202E\"><p:b></p:b></a>", *table), Not(test::IsOk()));
  EXPECT_THAT(Render("<a><b\u200Dc></b\u200Dc></a>", *table),
              HasReason(v1::TABLE_UNMAPPED, HasSubstr("/a/b⟦U+200D⟧c")));
}

// Proves: PRES-3
TEST(HtmlTest, TableForAnotherDocumentElementIsRefused) {
  const auto table =
      test::MakeTableOrDie("root: \"a\" default_rule { show_unlisted_elements: true }");
  EXPECT_THAT(Render("<a></a>", *table), test::IsOk());
  EXPECT_THAT(Render("<b></b>", *table),
              HasReason(v1::TABLE_UNMAPPED, HasSubstr("document element is b")));
}

TEST(HtmlTest, DocumentThatIsNotCanonicalIsRefused) {
  EXPECT_THAT(Render("<a/>", *test::ShowAll()), HasReason(v1::DOCUMENT_NOT_CANONICAL));
}

// Proves: PRES-2
TEST(HtmlTest, TheLongestMatchingParentPathWins) {
  const absl::string_view rules =
      "elements { name: \"r\" show_as: TRANSPARENT }"
      "elements { name: \"x\" show_as: TRANSPARENT }"
      "elements { name: \"n\" show_as: EMPHASIS }"
      "elements { name: \"n\" parent: \"x\" show_as: CODE }"
      "elements { name: \"n\" parent: \"r/x\" show_as: STRONG }";
  EXPECT_EQ(test::BodyWith(rules, "<r><n>1</n></r>"), "<em>1</em>");
  EXPECT_EQ(test::BodyWith(rules, "<r><x><n>1</n></x></r>"), "<strong>1</strong>");
  EXPECT_EQ(test::BodyWith(rules, "<r><x><x><n>1</n></x></x></r>"), "<code>1</code>");
}

// Proves: PRES-2
TEST(HtmlTest, NamesAreComparedWithTheirNamespace) {
  const absl::string_view rules =
      "prefixes { prefix: \"p\" uri: \"urn:p\" }"
      "elements { name: \"p:n\" show_as: STRONG } elements { name: \"n\" show_as: EMPHASIS }";
  EXPECT_EQ(test::BodyWith(rules, "<q:n xmlns:q=\"urn:p\">1</q:n>"), "<strong>1</strong>");
  EXPECT_EQ(test::BodyWith(rules, "<n>1</n>"), "<em>1</em>");
}

// Proves: PRES-3
TEST(HtmlTest, DefaultRuleShowsNamesAsLabels) {
  EXPECT_EQ(test::BodyOf(test::RenderOrDie("<a x=\"1\"><b>2</b></a>", *test::ShowAll())),
            "<section><h2 class=\"label\">a</h2><dl><dt><b class=\"label\">x</b></dt><dd>1</dd>"
            "<dt><b class=\"label\">b</b></dt><dd>2</dd></dl></section>");
}

TEST(HtmlTest, TitleLanguageAndLabelsFollowTheLanguage) {
  const std::string english = test::RenderOrDie("<a></a>", *test::ShowAll(), Language::kEnglish);
  EXPECT_THAT(english, AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("<title>Trial</title>")));
  EXPECT_THAT(test::RenderOrDie("<a></a>", *test::ShowAll()), HasSubstr("<html lang=\"fr\">"));
}

// Proves: PRES-4
TEST(HtmlTest, APageThatNobodyCouldReadIsRefused) {
  const auto table = test::ShowAll();
  const std::string document = "<a>text</a>";
  const size_t size = test::RenderOrDie(document, *table).size();
  EXPECT_THAT(RenderHtml(document, *table, Language::kFrench, xml::Bounds(), size), test::IsOk());
  EXPECT_THAT(RenderHtml(document, *table, Language::kFrench, xml::Bounds(), size - 1),
              HasReason(v1::DOCUMENT_BEYOND_BOUND));
}

// Proves: PRES-8
TEST(HtmlTest, TheDigestIsThatOfThePageWhetherThePageIsKeptOrNot) {
  const auto table = test::ShowAll();
  const std::string document = absl::StrCat("<a>", std::string(100000, 'x'), "é</a>");
  for (const Language language : {Language::kFrench, Language::kEnglish}) {
    const std::string html = test::RenderOrDie(document, *table, language);
    EXPECT_THAT(HashHtml(document, *table, language, {}), test::IsOkAndHolds(Sha256(html)));
    const auto page = RenderPage(document, *table, language, {});
    ASSERT_THAT(page, test::IsOk());
    EXPECT_EQ(page->html, html);
    EXPECT_EQ(page->sha256, Sha256(html));
  }
  EXPECT_THAT(HashHtml("<a>", *table, Language::kFrench, {}),
              HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
}

// Proves: PRES-8, DOC-1
TEST(HtmlTest, WhatIsCheckedInTheSamePassMakesTheSamePage) {
  const auto table = test::ShowAll();
  const std::string document = "<a Id=\"z\"><b>été &amp; hiver</b></a>";
  HtmlText text(document.size());
  const auto facts = CheckAndWriteHtml(document, *table, Language::kFrench, {}, text);
  ASSERT_THAT(facts, test::IsOk());
  EXPECT_EQ(std::move(text).Take(), test::RenderOrDie(document, *table, Language::kFrench));
  EXPECT_EQ(facts->root_local_name, "a");
  EXPECT_THAT(facts->ids, testing::ElementsAre("z"));
}

// Proves: PRES-3, DOC-3
TEST(HtmlTest, WhatIsWrongWithTheDocumentIsSaidFirst) {
  const auto table = test::MakeTableOrDie(R"(elements { name: "a" show_as: TRANSPARENT })");
  const auto check = [&](absl::string_view document) {
    HtmlText text(document.size());
    return CheckAndWriteHtml(document, *table, Language::kFrench, {}, text).status();
  };
  EXPECT_THAT(check("<a><b></b></a>"), HasReason(v1::TABLE_UNMAPPED));
  EXPECT_THAT(check("<a><b></b><c></a>"), HasReason(v1::DOCUMENT_NOT_WELL_FORMED));
  EXPECT_THAT(check("<a><b Id=\"1\"></b><c Id=\"1\"></c></a>"),
              HasReason(v1::DOCUMENT_DUPLICATE_ID));
}

}  // namespace
}  // namespace paraphe
