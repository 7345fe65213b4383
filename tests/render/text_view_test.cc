#include "render/text_view.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "render/text_lines.h"
#include "render/visible.h"
#include "tests/render/html_oracle.h"
#include "tests/render/samples.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOkAndHolds;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Not;
using ::testing::ResultOf;

std::string TextOrDie(absl::string_view rules, absl::string_view document, size_t width = 40) {
  return *HtmlToText(test::RenderWith(rules, document), width);
}

// Whether all characters of `part` but blanks stand in `whole`, in that order.
bool Holds(absl::string_view whole, absl::string_view part) {
  size_t at = 0;
  for (const char byte : part) {
    if (byte == ' ' || byte == '\n') continue;
    at = whole.find(byte, at);
    if (at == absl::string_view::npos) return false;
    ++at;
  }
  return true;
}

constexpr char kHeading[] = "Essai\n=====\n\n";

// Proves: PRES-1
TEST(TextViewTest, FieldsAreLabelAndValueOnALine) {
  EXPECT_EQ(
      TextOrDie("elements { name: \"a\" show_as: FIELD label { fr: \"Objet\" en: \"Subject\" } }",
                "<a>Marché de Noël</a>"),
      std::string(kHeading) + "Objet\u00A0: Marché de Noël\n");
}

TEST(TextViewTest, ListsTablesAndParagraphsKeepTheirShape) {
  EXPECT_EQ(
      TextOrDie(
          "elements { name: \"a\" show_as: SECTION label { fr: \"Titre\" en: \"Title\" } }"
          "elements { name: \"p\" show_as: PARAGRAPH } elements { name: \"l\" show_as: LIST_ITEM }"
          "elements { name: \"r\" show_as: TABLE_ROW } elements { name: \"c\" show_as: TABLE_CELL "
          "}",
          "<a><p>un</p><l>deux</l><l>trois</l><r><c>4</c><c>5</c></r></a>"),
      std::string(kHeading) + "Titre\n-----\n\nun\n\n- deux\n- trois\n\n4 | 5\n");
}

// Proves: PRES-5
TEST(TextViewTest, SaysAllThatThePageSaysInItsOrder) {
  for (const test::Sample& sample : test::Samples()) {
    const std::string page = test::RenderOrDie(sample.document, *test::ShowAll());
    EXPECT_TRUE(Holds(*HtmlToText(page, 72), test::ShownBy(*test::ParseHtmlOrDie(page))))
        << sample.name;
  }
}

// Cells stand side by side and technical fields last, so that words are what to look for.
// Proves: PRES-5
TEST(TextViewTest, SaysAllWordsOfThePageWhereItsTableSetsThemApart) {
  for (const test::Sample& sample : test::Samples()) {
    const std::string page = test::RenderOrDie(sample.document, *test::TableOrDie(sample.table));
    const std::string text = *HtmlToText(page, kMaxTextWidth);
    for (const std::string& node : test::TextsShownBy(*test::ParseHtmlOrDie(page))) {
      for (const absl::string_view word :
           absl::StrSplit(node, absl::ByAnyChar(" \n\t"), absl::SkipEmpty())) {
        EXPECT_TRUE(absl::StrContains(text, word)) << sample.name << ": " << word;
      }
    }
  }
}

constexpr char kLines[] =
    "elements { name: \"i\" show_as: TRANSPARENT }"
    "elements { name: \"l\" show_as: TABLE_ROW label { fr: \"Lignes\" en: \"Lines\" }"
    " columns { element: \"n\" label { fr: \"Désignation\" en: \"Item\" } }"
    " columns { element: \"p\" label { fr: \"Prix\" en: \"Price\" } } }"
    "elements { name: \"n\" show_as: SPAN } "
    "elements { name: \"p\" show_as: SPAN value { kind: AMOUNT } }";
constexpr char kInvoice[] =
    "<i><l><n>Porte de l’église</n><p>40.00</p></l><l><n>Clé</n><p>1250.5</p></l></i>";

// Proves: PRES-1
TEST(TextViewTest, RowsWithColumnsStandBelowTheirHeadings) {
  EXPECT_EQ(TextOrDie(kLines, kInvoice, 60), std::string(kHeading) +
                                                 "Lignes\n"
                                                 "Désignation       | Prix\n"
                                                 "------------------+------------------\n"
                                                 "Porte de l’église |     40.00 (40,00)\n"
                                                 "Clé               | 1250.5 (1\u00a0250,50)\n");
  EXPECT_EQ(TextOrDie(kLines, kInvoice, 32), std::string(kHeading) +
                                                 "Lignes\n"
                                                 "Désignation    | Prix\n"
                                                 "---------------+---------------\n"
                                                 "Porte de       |  40.00 (40,00)\n"
                                                 "l’église       |\n"
                                                 "Clé            |         1250.5\n"
                                                 "               |     (1\u00a0250,50)\n");
}

// Proves: PRES-1
TEST(TextViewTest, RowsTooWideForTheTerminalAreFieldsUnderTheirHeadings) {
  EXPECT_EQ(TextOrDie(kLines, kInvoice, 20), std::string(kHeading) +
                                                 "Lignes\n\n"
                                                 "Désignation\u00a0: Porte\n    de l’église\n"
                                                 "Prix\u00a0: 40.00 (40,00)\n\n"
                                                 "Désignation\u00a0: Clé\n"
                                                 "Prix\u00a0: 1250.5\n    (1\u00a0250,50)\n");
}

// Proves: PRES-1
TEST(TextViewTest, TechnicalFieldsAreToldLast) {
  EXPECT_EQ(
      TextOrDie("elements { name: \"a\" show_as: SECTION label { fr: \"A\" en: \"A\" } }"
                "elements { name: \"r\" show_as: TRANSPARENT }"
                "elements { name: \"b\" show_as: FIELD }"
                "attributes { name: \"id\" label { fr: \"Id\" en: \"Id\" } technical: true }",
                "<r id=\"1\"><a id=\"2\"><b>x</b><a><b>y</b></a></a></r>"),
      std::string(kHeading) + "A\n-\n\n    x\n\n  A\n      y\n\nId\u00a0: 2\n\nId\u00a0: 1\n");
}

// Proves: PRES-6
TEST(TextViewTest, NoLineIsWiderThanAsked) {
  for (const test::Sample& sample : test::Samples()) {
    const std::string page = test::RenderOrDie(sample.document, *test::TableOrDie("generic"));
    const std::string text = *HtmlToText(page, 30);
    const std::vector<std::string> lines = absl::StrSplit(text, '\n');
    EXPECT_THAT(
        lines, Each(ResultOf([](const std::string& line) { return DisplayWidth(line); }, Le(30u))));
  }
}

TEST(TextViewTest, LongWordsGoOnInTheNextLine) {
  EXPECT_EQ(TextOrDie("elements { name: \"a\" show_as: PARAGRAPH }",
                      "<a>" + std::string(50, 'x') + "</a>", 20),
            std::string(kHeading) + std::string(20, 'x') + "\n" + std::string(20, 'x') + "\n" +
                std::string(10, 'x') + "\n");
}

// Proves: PRES-6
TEST(TextViewTest, TerminalSequencesNeverPass) {
  const std::string document = "<a x=\"\u009B31m\">\u009B2J\u0085\u200E]0;title\u009C</a>";
  const std::string text = *HtmlToText(test::RenderOrDie(document, *test::ShowAll()), 80);
  EXPECT_THAT(text, HasSubstr("⟦U+009B⟧31m"));
  EXPECT_THAT(text, Not(HasSubstr("\u009B")));
  EXPECT_THAT(VisibleText(document, Language::kFrench), Not(HasSubstr("\u009B")));
}

// Proves: PRES-8
TEST(TextViewTest, ReadsNoPagesButOurs) {
  const std::string page = test::RenderOrDie("<a x=\"1\">2</a>", *test::ShowAll());
  EXPECT_THAT(HtmlToText(page, 80), test::IsOk());
  const auto with = [&page](const std::string& from, const std::string& to) {
    std::string changed = page;
    changed.replace(changed.find(from), from.size(), to);
    return changed;
  };
  for (const std::string& changed :
       {with("<dl>", "<script>"), with("<dl>", "<dl onclick=\"x\">"),
        with("class=\"label\"", "class=\"x\""), with("</dl>", ""), with("</dl>", "</dl></dl>"),
        with(">1<", ">\x1B[2J<"), with(">1<", ">\u009B<"), with(">1<", ">\u202E<"),
        with(">1<", ">&nbsp;<"), with("</html>", "</html><b>"), with("<!DOCTYPE", "<!doctype"),
        with("<dl>", "<!-- --><dl>"), with(">1<", ">\xFF<"), page.substr(0, page.size() / 2),
        std::string()}) {
    EXPECT_THAT(HtmlToText(changed, 80), HasReason(v1::PRESENTATION_MISMATCH)) << changed;
  }
}

}  // namespace
}  // namespace paraphe
