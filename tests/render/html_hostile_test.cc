// Hostile text in every position of a document, judged by libxml2's HTML parser.
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "document/escape.h"
#include "render/html.h"
#include "tests/render/html_oracle.h"
#include "tests/render/samples.h"

namespace paraphe {
namespace {

using ::testing::IsEmpty;

constexpr const char* kHostile[] = {
    "<script>alert(1)</script>",
    "</dd></dl></section></body></html><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "<!-- ",
    "-->",
    "<![CDATA[<b>]]>",
    "<?php ?>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "&amp;lt;",
    "javascript:alert(1)",
    "<a href=\"http://127.0.0.1/\">x</a>",
    "<style>*{display:none}</style>",
    "<base href=//x><meta http-equiv=refresh content=0>",
    "<plaintext>",
    "<textarea>",
    "<title>",
    "</title>",
    "</span></p><form action=x><input>",
    "<table><td>",
    "\xEF\xBB\xBF<script>",
    "+ADw-script+AD4-",
    "<noscript><p title=\"</noscript><img src=x>\">",
    "<math><mi xlink:href=\"data:x\">",
    "{{constructor}}",
    "<\u200Bscript>",
    "\u2028<script>\u2029",
};

std::string Text(absl::string_view hostile) {
  std::string text;
  xml::AppendCanonicalText(hostile, &text);
  return text;
}

std::string Value(absl::string_view hostile) {
  std::string value;
  xml::AppendCanonicalAttributeValue(hostile, &value);
  return value;
}

void ExpectHarmless(const std::string& document, const Table& table) {
  const std::string page = test::RenderOrDie(document, table);
  const UniqueXmlDoc html = test::ParseHtmlOrDie(page);
  EXPECT_THAT(test::FirstForeign(*html), IsEmpty()) << document;
  EXPECT_EQ(test::Outline(*html), test::Outline(*test::ParseXmlOrDie(page))) << document;
  EXPECT_EQ(test::ShownBy(*html), test::SaidBy(*test::ParseXmlOrDie(document))) << document;
}

constexpr v1::HtmlElement kLast = v1::TRANSPARENT;

std::string Rule(absl::string_view name, int show_as) {
  return absl::StrCat("elements { name: \"", name,
                      "\" show_as: ", v1::HtmlElement_Name(static_cast<v1::HtmlElement>(show_as)),
                      " }\n");
}

// Proves: PRES-7
TEST(HtmlHostileTest, ElementText) {
  for (const char* hostile : kHostile) {
    ExpectHarmless(absl::StrCat("<a>", Text(hostile), "</a>"), *test::ShowAll());
    ExpectHarmless(absl::StrCat("<a>", Text(hostile), "<b></b>", Text(hostile), "</a>"),
                   *test::ShowAll());
  }
}

// Proves: PRES-7
TEST(HtmlHostileTest, AttributeValues) {
  for (const char* hostile : kHostile) {
    ExpectHarmless(absl::StrCat("<a x=\"", Value(hostile), "\"></a>"), *test::ShowAll());
  }
}

// Proves: PRES-7
TEST(HtmlHostileTest, ElementTextInEveryElementOfTheTable) {
  for (int element = v1::SECTION; element <= kLast; ++element) {
    const auto table = test::MakeTableOrDie(
        absl::StrCat(Rule("a", element), "attributes { name: \"x\" show_as: SPAN }"));
    for (const char* hostile : kHostile) {
      ExpectHarmless(absl::StrCat("<a x=\"", Value(hostile), "\">", Text(hostile), "</a>"), *table);
    }
  }
}

// Names become labels under the default rule. XML forbids markup in them; what it allows is shown.
// Proves: PRES-7
TEST(HtmlHostileTest, NamesAndNamespaces) {
  for (const char* name :
       {"script", "style", "img", "onload", "a\u200Db", "\u0430dmin", "plaintext", "br"}) {
    ExpectHarmless(absl::StrCat("<", name, " ", name, "=\"1\">2</", name, ">"), *test::ShowAll());
  }
  ExpectHarmless("<a xmlns=\"javascript:alert(1)\">1</a>", *test::ShowAll());
  ExpectHarmless(
      "<h:script xmlns:h=\"http://www.w3.org/1999/xhtml\" h:src=\"http://127.0.0.1/\">1</h:script>",
      *test::ShowAll());
}

// Proves: PRES-7
TEST(HtmlHostileTest, LabelsTitlesAndWordsOfTheTable) {
  for (const char* hostile :
       {"<script>alert(1)</script>", "</title><script>", "&lt;b&gt;", "\\\"><img src=x>"}) {
    const std::string label = absl::StrCat("{ fr: \"", hostile, "\" en: \"", hostile, "\" }");
    const std::string text =
        absl::StrCat("name: \"t\" title ", label, " elements { name: \"a\" show_as: FIELD label ",
                     label, " codes { code: \"1\" words ", label, " } }");
    const auto table = Table::Create(text, "t");
    ASSERT_TRUE(table.ok()) << table.status();
    ExpectHarmless("<a>1</a>", **table);
  }
}

// What other attributes say of a value stands in its words: currencies, types and names of files.
// Proves: PRES-7
TEST(HtmlHostileTest, WhatWordsAreMadeOf) {
  const auto table = test::MakeTableOrDie(
      "elements { name: \"f\" show_as: FIELD value { kind: ATTACHMENT media_type_from: \"m\""
      " file_name_from: \"n\" } }"
      "elements { name: \"a\" show_as: SPAN value { kind: AMOUNT currency_from: \"m\" } }"
      "elements { name: \"r\" show_as: SECTION } attributes { name: \"m\" show_as: SPAN }"
      "attributes { name: \"n\" show_as: FIELD technical: true }");
  for (const char* hostile : kHostile) {
    const std::string value = Value(hostile);
    ExpectHarmless(absl::StrCat("<r><f m=\"", value, "\" n=\"", value, "\">SGVsbG8=</f><a m=\"",
                                value, "\">12</a><f>", Text(hostile), "</f></r>"),
                   *table);
  }
}

// Rows and cells wherever they may come: in and outside rows, twice, in the wrong order, nested.
// Proves: PRES-5, PRES-7
TEST(HtmlHostileTest, ColumnsInEveryElementOfTheTable) {
  for (int outer = v1::SECTION; outer <= kLast; ++outer) {
    const auto table = test::MakeTableOrDie(absl::StrCat(
        Rule("o", outer), Rule("t", v1::TRANSPARENT), Rule("x", v1::FIELD), Rule("a", outer),
        "elements { name: \"r\" show_as: TABLE_ROW label { fr: \"R\" en: \"R\" }"
        " columns { attribute: \"n\" label { fr: \"N\" en: \"N\" } }"
        " columns { element: \"a\" label { fr: \"A\" en: \"A\" } }"
        " columns { element: \"b\" label { fr: \"B\" en: \"B\" } } }",
        Rule("b", v1::TABLE_CELL), "attributes { name: \"n\" }"));
    ExpectHarmless(
        "<o>0<r n=\"1\"><a>2</a><b>3</b></r>\n<r>4<b>5</b>6<a>7</a><x>8</x><b>9</b></r><r></r>"
        "<r><t>\n<x>a</x><t><a n=\"b\"><r n=\"c\"><b>d</b></r>e</a></t></t><r><a>f</a></r></r>"
        "<a>g</a><b>h</b>i</o>",
        *table);
  }
}

// Every element of the table inside every other, with text before, between and after.
// Proves: PRES-5, PRES-7
TEST(HtmlHostileTest, EveryElementInsideEveryOther) {
  for (int outer = v1::SECTION; outer <= kLast; ++outer) {
    for (int inner = v1::SECTION; inner <= kLast; ++inner) {
      const auto table = test::MakeTableOrDie(absl::StrCat(
          Rule("r", v1::TRANSPARENT), Rule("o", outer), Rule("i", inner),
          "attributes { name: \"x\" show_as: FIELD } attributes { name: \"y\" show_as: SPAN }"));
      ExpectHarmless(
          "<r>0<o>1<i>2</i>3<i x=\"4\" y=\"5\">6</i><i>7</i></o>\n<o x=\"8\" "
          "y=\"9\">\n<i>a</i>\n</o>b<i>c</i>d</r>",
          *table);
    }
  }
}

}  // namespace
}  // namespace paraphe
