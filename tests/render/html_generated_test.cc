// Documents and tables made at random: what a page shows is what the document says, it is inert,
// and all parsers read one tree from it.
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "document/escape.h"
#include "render/html.h"
#include "render/text_view.h"
#include "tests/render/html_oracle.h"
#include "tests/render/samples.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using ::testing::IsEmpty;

constexpr int kRounds = PARAPHE_SANITIZED ? 500 : 2000;

constexpr const char* kTexts[] = {
    "",
    "x",
    "mot",
    " ",
    "  ",
    "\n",
    "\n    ",
    " a",
    "a ",
    "a  b",
    "a\nb",
    "\ta",
    "a \n b",
    "&",
    "<b>",
    "]]>",
    "é",
    "e\u0301",
    "\u0301",
    "\u202Eabc",
    "שלום",
    "سلام",
    "東京",
    "p\u0430ypal",
    "⟦U+0020⟧",
    "\u2423",
    "\r",
    "a\rb",
    "\u00A0",
    "10\u00A0000",
    "\u200B",
    "می\u200Cخواهم",
    "a\u200Db",
    "\u2028",
    "\uFEFF",
    "<script>",
    "\"'",
    "\U000E0041",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "\u1680",
    "C1\u0085",
    "2026-11-20",
    "12:30",
    "1250.5",
    "true",
    "SGVsbG8=",
    "SGVs\nbG8=",
    "EUR"};

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::string Document() {
    document_ = "";
    Element(0);
    return test::CanonicalOrDie(document_);
  }

  std::string Rules() {
    std::string rules = "prefixes { prefix: \"p\" uri: \"urn:p\" }\n";
    if (Chance(2))
      absl::StrAppend(
          &rules, "default_rule { show_unlisted_elements: true show_unlisted_attributes: true }\n");
    const bool all = rules.find("default_rule") == std::string::npos;
    for (const char* name : {"a", "b", "c", "p:a", "p:d"}) {
      if (all || Chance(2)) absl::StrAppend(&rules, Rule(name, ""));
      if (Chance(3)) absl::StrAppend(&rules, Rule(name, "a"));
    }
    for (const char* name : {"x", "y", "p:z"}) {
      if (all || Chance(2)) absl::StrAppend(&rules, AttributeRule(name));
    }
    return rules;
  }

 private:
  size_t Below(size_t bound) { return random_() % bound; }
  bool Chance(size_t one_in) { return Below(one_in) == 0; }
  const char* AnyText() { return kTexts[Below(std::size(kTexts))]; }

  std::string Label(bool allowed) {
    return allowed && Chance(2) ? " label { fr: \"Libellé <i>\" en: \"Label\" }" : "";
  }
  std::string Codes() {
    return Chance(3) ? " codes { code: \"x\" words { fr: \"ixe\" en: \"ex\" } }" : "";
  }

  std::string Value() {
    if (Chance(2)) return "";
    const auto kind = static_cast<v1::ValueKind>(1 + Below(v1::ATTACHMENT));
    std::string more;
    if (kind == v1::AMOUNT && Chance(2)) more = " currency_from: \"x\"";
    if (kind == v1::ATTACHMENT) more = " media_type_from: \"y\" file_name_from: \"x\"";
    return absl::StrCat(" value { kind: ", v1::ValueKind_Name(kind), more, " }");
  }

  std::string Technical(bool allowed) { return allowed && Chance(2) ? " technical: true" : ""; }

  std::string Columns(bool allowed) {
    std::string columns;
    if (!allowed || Chance(3)) return columns;
    constexpr const char* kOf[] = {"attribute: \"x\"", "attribute: \"y\"", "element: \"a\"",
                                   "element: \"b\"", "element: \"p:d\""};
    for (const char* of : kOf) {
      if (Chance(2)) continue;
      absl::StrAppend(&columns, " columns { ", of, " label { fr: \"Titre\" en: \"Head\" } }");
    }
    return columns;
  }

  std::string Rule(const std::string& name, const std::string& parent) {
    const auto element =
        Chance(3) ? v1::TABLE_ROW : static_cast<v1::HtmlElement>(1 + Below(v1::TRANSPARENT));
    return absl::StrCat("elements { name: \"", name, "\"",
                        parent.empty() ? "" : absl::StrCat(" parent: \"", parent, "\""),
                        " show_as: ", v1::HtmlElement_Name(element),
                        Label(element != v1::TRANSPARENT), Codes(), Value(),
                        Technical(element == v1::FIELD), Columns(element == v1::TABLE_ROW), " }\n");
  }

  std::string AttributeRule(const std::string& name) {
    constexpr const char* kShown[] = {"FIELD",    "SPAN",       "CODE",     "STRONG",
                                      "EMPHASIS", "TABLE_CELL", "HEADING2", "LIST_ITEM"};
    const size_t shown = Below(std::size(kShown));
    return absl::StrCat("attributes { name: \"", name, "\" show_as: ", kShown[shown], Label(true),
                        Codes(), Value(), Technical(shown == 0), " }\n");
  }

  void Element(int depth) {
    constexpr const char* kNames[] = {"a", "b", "c", "p:a", "p:d"};
    const char* name = kNames[Below(std::size(kNames))];
    absl::StrAppend(&document_, "<", name, " xmlns:p=\"urn:p\"");
    for (const char* attribute : {"x", "y", "p:z"}) {
      if (!Chance(3)) continue;
      absl::StrAppend(&document_, " ", attribute, "=\"");
      xml::AppendCanonicalAttributeValue(AnyText(), &document_);
      document_ += "\"";
    }
    document_ += ">";
    const size_t children = depth > 5 ? 0 : Below(5);
    for (size_t i = 0; i < children; ++i) {
      if (Chance(2)) xml::AppendCanonicalText(AnyText(), &document_);
      if (!Chance(4)) Element(depth + 1);
    }
    if (Chance(2)) xml::AppendCanonicalText(AnyText(), &document_);
    absl::StrAppend(&document_, "</", name, ">");
  }

  std::mt19937 random_;
  std::string document_;
};

// Proves: PRES-5, PRES-6, PRES-7
TEST(HtmlGeneratedTest, PagesShowExactlyWhatTheirDocumentsHold) {
  for (unsigned seed = 0; seed < kRounds; ++seed) {
    Maker maker(seed);
    const std::string document = maker.Document();
    const auto table = test::MakeTableOrDie(maker.Rules());
    const std::string page = test::RenderOrDie(document, *table);
    const UniqueXmlDoc html = test::ParseHtmlOrDie(page);
    ASSERT_THAT(test::FirstForeign(*html), IsEmpty()) << "seed " << seed;
    ASSERT_EQ(test::Outline(*html), test::Outline(*test::ParseXmlOrDie(page))) << "seed " << seed;
    ASSERT_EQ(test::ShownBy(*html), test::SaidBy(*test::ParseXmlOrDie(document)))
        << "seed " << seed;
    ASSERT_THAT(HtmlToText(page, 60), test::IsOk()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace paraphe
