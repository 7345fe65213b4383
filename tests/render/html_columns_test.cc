// Rows with labelled columns, technical fields, and words of values, as they stand in a page.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "render/html.h"
#include "tests/render/html_oracle.h"
#include "tests/render/samples.h"

namespace paraphe {
namespace {

using test::BodyWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kLines[] =
    "elements { name: \"i\" show_as: TRANSPARENT } elements { name: \"w\" show_as: TRANSPARENT }"
    "elements { name: \"l\" show_as: TABLE_ROW label { fr: \"Lignes\" en: \"Lines\" }"
    " columns { attribute: \"n\" label { fr: \"N°\" en: \"No.\" } }"
    " columns { element: \"q\" label { fr: \"Quantité\" en: \"Quantity\" } }"
    " columns { element: \"p\" label { fr: \"Prix\" en: \"Price\" } } }"
    "elements { name: \"q\" show_as: FIELD label { fr: \"Q\" en: \"Q\" } }"
    "elements { name: \"p\" show_as: FIELD label { fr: \"P\" en: \"P\" }"
    " value { kind: AMOUNT currency: \"EUR\" } }"
    "elements { name: \"z\" show_as: FIELD label { fr: \"Zed\" en: \"Zed\" } }"
    "attributes { name: \"n\" }";

constexpr char kHead[] =
    "<table><caption class=\"label\">Lignes</caption><thead><tr><th class=\"label\">N°</th>"
    "<th class=\"label\">Quantité</th><th class=\"label\">Prix</th></tr></thead><tbody>";

// Proves: PRES-2
TEST(HtmlColumnsTest, RepeatedElementsAreRowsUnderOneHeading) {
  EXPECT_EQ(
      BodyWith(kLines, "<i><l n=\"1\"><q>2</q><p>3.50</p></l>\n<l n=\"2\"><w><q>4</q></w></l></i>"),
      absl::StrCat(kHead,
                   "<tr><td>1</td><td>2</td><td class=\"amount\">3.50<span class=\"words\">"
                   " (3,50\u00a0€)</span></td></tr>\n"
                   "<tr><td>2</td><td>4</td><td></td></tr></tbody></table>"));
}

// Proves: PRES-5
TEST(HtmlColumnsTest, WhatNoColumnIsOfStandsInTheCellBeforeIt) {
  EXPECT_EQ(BodyWith(kLines, "<i><l><p>1</p><z>2</z><q>3</q></l></i>"),
            absl::StrCat(kHead,
                         "<tr><td></td><td></td><td class=\"amount\">1<span class=\"words\">"
                         " (1\u00a0€)</span>"
                         "<dl><dt><b class=\"label\">Zed</b></dt><dd>2</dd>"
                         "<dt><b class=\"label\">Q</b></dt><dd>3</dd></dl></td></tr>"
                         "</tbody></table>"));
}

TEST(HtmlColumnsTest, ACellWithWhatCameBeforeItIsStillItsOwn) {
  EXPECT_EQ(BodyWith(kLines, "<i><l><z>1</z></l></i>"),
            absl::StrCat(kHead,
                         "<tr><td><dl><dt><b class=\"label\">Zed</b></dt><dd>1</dd></dl></td>"
                         "<td></td><td></td></tr></tbody></table>"));
}

TEST(HtmlColumnsTest, ATableThatTheDocumentHasGetsTheHeadingToo) {
  const std::string rules = absl::StrCat(kLines, "elements { name: \"t\" show_as: TABLE }");
  EXPECT_EQ(
      BodyWith(rules, "<i><t><l n=\"1\"></l></t><t><l n=\"2\"></l></t></i>"),
      "<table><tbody><tr><th class=\"label\">N°</th><th class=\"label\">Quantité</th>"
      "<th class=\"label\">Prix</th></tr><tr><td>1</td><td></td><td></td></tr></tbody></table>"
      "<table><tbody><tr><th class=\"label\">N°</th><th class=\"label\">Quantité</th>"
      "<th class=\"label\">Prix</th></tr><tr><td>2</td><td></td><td></td></tr></tbody></table>");
}

// The page keeps the document's order; who shows it puts the list last.
// Proves: PRES-5
TEST(HtmlColumnsTest, TechnicalFieldsStandInAListOfTheirOwn) {
  EXPECT_EQ(BodyWith("elements { name: \"a\" show_as: SECTION }"
                     "elements { name: \"b\" show_as: FIELD }"
                     "attributes { name: \"id\" technical: true } attributes { name: \"x\" }",
                     "<a id=\"1\" x=\"2\"><b>3</b><b id=\"4\"></b></a>"),
            "<section><dl class=\"technical\"><dd>1</dd></dl><dl><dd>2</dd><dd>3</dd>"
            "<dd><dl class=\"technical\"><dd>4</dd></dl></dd></dl></section>");
}

TEST(HtmlColumnsTest, ATechnicalFieldJoinsAListThatTheTableAsksFor) {
  EXPECT_EQ(BodyWith("elements { name: \"a\" show_as: DEFINITION_LIST }"
                     "elements { name: \"b\" show_as: FIELD technical: true }",
                     "<a><b>1</b></a>"),
            "<dl><dd>1</dd></dl>");
}

// Proves: PRES-2, PRES-5
TEST(HtmlColumnsTest, WordsStandBesideTheValueAndNeverInsteadOfIt) {
  const absl::string_view rules =
      "elements { name: \"r\" show_as: TRANSPARENT }"
      "elements { name: \"d\" show_as: SPAN value { kind: DATE } }"
      "elements { name: \"m\" show_as: SPAN value { kind: AMOUNT currency_from: \"c\" } }"
      "elements { name: \"v\" show_as: TRANSPARENT attributes { name: \"V\" show_as: SPAN"
      " value { kind: BOOLEAN } codes { code: \"1\" words { fr: \"certes\" en: \"indeed\" } } } }"
      "attributes { name: \"c\" show_as: SPAN }";
  EXPECT_EQ(BodyWith(rules, "<r><d>2026-11-20</d></r>"),
            "<span>2026-11-20<span class=\"words\"> (vendredi 20 novembre 2026)</span></span>");
  EXPECT_EQ(BodyWith(rules, "<r><d>hier</d></r>"), "<span>hier</span>");
  EXPECT_EQ(BodyWith(rules, "<r><d>2026-11-20<v></v></d></r>"), "<span>2026-11-20</span>");
  EXPECT_THAT(BodyWith(rules, "<r><m c=\"EUR\">1</m></r>"),
              HasSubstr("1<span class=\"words\"> (1\u00a0€)"));
  EXPECT_THAT(BodyWith(rules, "<r><m c=\"eur\">1</m></r>"), Not(HasSubstr("words")));
  EXPECT_THAT(BodyWith(rules, "<r><m>1</m><m c=\"EUR\">x</m></r>"),
              HasSubstr("1<span class=\"words\"> (1)"));
  EXPECT_THAT(BodyWith(rules, "<r><v V=\"0\"></v></r>"),
              HasSubstr("0<span class=\"words\"> (non)"));
  EXPECT_THAT(BodyWith(rules, "<r><v V=\"1\"></v></r>"),
              HasSubstr("1<span class=\"words\"> (certes)"));
}

// Server and agent render in the language that is asked for; the value is the same in both.
// Proves: PRES-8
TEST(HtmlColumnsTest, WordsFollowTheLanguage) {
  const auto table =
      test::MakeTableOrDie("elements { name: \"d\" show_as: SPAN value { kind: DATE } }");
  EXPECT_THAT(test::RenderOrDie("<d>2026-11-20</d>", *table, Language::kEnglish),
              HasSubstr("2026-11-20<span class=\"words\"> (Friday 20 November 2026)"));
}

}  // namespace
}  // namespace paraphe
