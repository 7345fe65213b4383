#include "render/html_layout.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/render/html_oracle.h"
#include "tests/render/samples.h"

namespace paraphe {
namespace {

using test::BodyWith;

// Proves: PRES-2
TEST(HtmlLayoutTest, FieldsOfOneBlockShareOneList) {
  EXPECT_EQ(BodyWith("elements { name: \"a\" show_as: SECTION }"
                     "elements { name: \"b\" show_as: FIELD label { fr: \"Bé\" en: \"Bee\" } }",
                     "<a><b>1</b><b>2</b></a>"),
            "<section><dl><dt><b class=\"label\">Bé</b></dt><dd>1</dd>"
            "<dt><b class=\"label\">Bé</b></dt><dd>2</dd></dl></section>");
}

// A label that is written again stands in the heading of its own depth.
// Proves: PRES-2
TEST(HtmlLayoutTest, OneLabelStandsInHeadingsOfSeveralDepths) {
  const std::string inner =
      "<section><h3 class=\"label\">S</h3><section><h4 class=\"label\">S</h4>"
      "<dl><dt><b class=\"label\">S</b></dt><dd>1</dd></dl></section></section>";
  const std::string outer = "<section><h2 class=\"label\">S</h2>";
  EXPECT_EQ(BodyWith("elements { name: \"a\" show_as: SECTION label { fr: \"S\" en: \"S\" } }"
                     "elements { name: \"r\" show_as: TRANSPARENT }",
                     "<r><a><a><a><a>1</a></a></a><a><a><a>1</a></a></a></a><a>2</a></r>"),
            outer + inner + inner + "</section>" + outer + "2</section>");
}

// Proves: PRES-5
TEST(HtmlLayoutTest, AttributesStandBeforeTheContentAndApartFromIt) {
  EXPECT_EQ(BodyWith("elements { name: \"a\" show_as: FIELD }"
                     "attributes { name: \"u\" show_as: SPAN }",
                     "<a u=\"EUR\">25</a>"),
            "<dl><dd><span>EUR</span><span class=\"gap\"> </span>25</dd></dl>");
}

// Proves: PRES-5
TEST(HtmlLayoutTest, WordsStandBesideTheCodeNotInsteadOfIt) {
  const absl::string_view rules =
      "elements { name: \"a\" show_as: PARAGRAPH codes { code: \"3\" words { fr: \"trois\" en: "
      "\"three\" } } }";
  EXPECT_EQ(BodyWith(rules, "<a>3</a>"), "<p>3<span class=\"words\"> (trois)</span></p>");
  EXPECT_EQ(BodyWith(rules, "<a>33</a>"), "<p>33</p>");
  EXPECT_EQ(BodyWith(rules, "<a> 3</a>"), "<p><span class=\"mark\">\u2423</span>3</p>");
}

TEST(HtmlLayoutTest, ValuesOfInlineElementsDoNotRunTogether) {
  EXPECT_EQ(
      BodyWith("elements { name: \"a\" show_as: PARAGRAPH } elements { name: \"b\" show_as: SPAN }",
               "<a><b>1</b><b>000</b></a>"),
      "<p><span>1</span><span class=\"gap\"> </span><span>000</span></p>");
  EXPECT_EQ(BodyWith("elements { name: \"a\" show_as: PARAGRAPH } elements { name: \"b\" show_as: "
                     "TRANSPARENT }",
                     "<a><b>1</b><b>000</b></a>"),
            "<p>1<span class=\"gap\"> </span>000</p>");
}

TEST(HtmlLayoutTest, BlocksInsideAParagraphBecomeLines) {
  EXPECT_EQ(
      BodyWith(
          "elements { name: \"a\" show_as: PARAGRAPH } elements { name: \"b\" show_as: SECTION }",
          "<a>1<b>2</b>3</a>"),
      "<p>1<br/><span>2</span><br/>3</p>");
}

// Proves: PRES-4, PRES-5
TEST(HtmlLayoutTest, DeepDocumentsStayWithinWhatParsersRead) {
  std::string document;
  for (int i = 0; i < 250; ++i) absl::StrAppend(&document, "<a>", i, "<b x=\"", i, "\"></b>");
  for (int i = 0; i < 250; ++i) document += "</a>";
  const std::string page = test::RenderOrDie(document, *test::ShowAll());
  const UniqueXmlDoc html = test::ParseHtmlOrDie(page);
  EXPECT_EQ(test::ShownBy(*html), test::SaidBy(*test::ParseXmlOrDie(document)));
  EXPECT_EQ(test::Outline(*html), test::Outline(*test::ParseXmlOrDie(page)));
}

// Proves: PRES-2
TEST(HtmlLayoutTest, LabelsStandWhereTheElementHasThem) {
  const auto body = [](absl::string_view show_as) {
    return BodyWith(absl::StrCat("elements { name: \"a\" show_as: ", show_as,
                                 " label { fr: \"L\" en: \"L\" } }"),
                    "<a>1</a>");
  };
  EXPECT_EQ(body("SECTION"), "<section><h2 class=\"label\">L</h2>1</section>");
  EXPECT_EQ(body("PARAGRAPH"), "<p><b class=\"label\">L\u00a0: </b>1</p>");
  EXPECT_EQ(body("HEADING2"), "<h2><span class=\"label\">L </span>1</h2>");
  EXPECT_EQ(body("SPAN"), "<span><span class=\"label\">L\u00a0: </span>1</span>");
  EXPECT_EQ(body("UNORDERED_LIST"), "<p class=\"label\">L</p><ul><li>1</li></ul>");
  EXPECT_EQ(body("TABLE_ROW"),
            "<table><tbody><tr><th class=\"label\">L</th><td>1</td></tr></tbody></table>");
}

}  // namespace
}  // namespace paraphe
