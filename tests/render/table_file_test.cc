#include "render/table_file.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/render/samples.h"
#include "tests/testing/matchers.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr char kHead[] = "name: \"t\"\ntitle { fr: \"Titre\" en: \"Title\" }\n";

// Rules begin on line 3.
absl::StatusOr<v1::Table> Parse(absl::string_view rules) {
  return ParseTable(absl::StrCat(kHead, rules), "t.textproto");
}

// Each case differs from a table that is accepted in the one thing that is wrong.
struct Fault {
  const char* rules;
  const char* place;
  const char* words;
};

class TableFaultTest : public ::testing::TestWithParam<Fault> {};

// Proves: PRES-3
TEST_P(TableFaultTest, IsRefusedAtItsLineAndColumn) {
  EXPECT_THAT(Parse(GetParam().rules),
              HasReason(v1::TABLE_INVALID,
                        AllOf(HasSubstr(absl::StrCat("t.textproto:", GetParam().place, ": ")),
                              HasSubstr(GetParam().words))));
}

INSTANTIATE_TEST_SUITE_P(
    Html, TableFaultTest,
    ::testing::Values(
        Fault{"elements { name: \"a\" show_as: SCRIPT }", "3:38",
              "Unknown enumeration value of \"SCRIPT\""},
        Fault{"elements { name: \"a\" show_as: IMG\n}", "4:1", "Unknown"},
        Fault{"elements { name: \"a\" show_as: 99 }", "3:22", "needs an HTML element"},
        Fault{"elements { name: \"a\" show_as: 0 }", "3:22", "needs an HTML element"},
        Fault{"elements { name: \"a\" }", "3:1", "needs an HTML element"},
        Fault{"elements { name: \"a\" show_as: SECTION attributes { name: \"x\" show_as: TABLE } }",
              "3:62", "an attribute is shown as"},
        Fault{"attributes { name: \"x\" show_as: TRANSPARENT }", "3:24",
              "an attribute is shown as"},
        Fault{"attributes { name: \"x\" show_as: 77 }", "3:24", "an attribute is shown as"},
        Fault{"elements { name: \"a\" show_as: TRANSPARENT label { fr: \"A\" en: \"A\" } }", "3:43",
              "a TRANSPARENT element"}));

INSTANTIATE_TEST_SUITE_P(
    Names, TableFaultTest,
    ::testing::Values(
        Fault{"elements { show_as: SECTION }", "3:1", "needs a name"},
        Fault{"elements { name: \"\" show_as: SECTION }", "3:12", "needs a name"},
        Fault{"elements [\n{ name: \"a\" show_as: SPAN }, { show_as: SPAN }]", "3:1",
              "needs a name"},
        Fault{"elements { name: \"a b\" show_as: SECTION }", "3:12", "is not a name"},
        Fault{"elements { name: \"1a\" show_as: SECTION }", "3:12", "is not a name"},
        Fault{"elements { name: \"p:a\" show_as: SECTION }", "3:12", "is not a name"},
        Fault{"elements { name: \"a\" parent: \"b//c\" show_as: SECTION }", "3:22",
              "is not a path"},
        Fault{"elements { name: \"a\" parent: \"/b\" show_as: SECTION }", "3:22", "is not a path"},
        Fault{"elements { name: \"a\" parent: \"p:b\" show_as: SECTION }", "3:22", "is not a path"},
        Fault{"attributes { name: \"p:x\" }", "3:14", "is not a name"},
        Fault{"root: \"p:a\"", "3:1", "is not a name"},
        Fault{"prefixes { prefix: \"xml\" uri: \"urn:x\" }", "3:12",
              "this prefix is declared already"},
        Fault{
            "prefixes { prefix: \"p\" uri: \"urn:x\" }\nprefixes { prefix: \"p\" uri: \"urn:y\" }",
            "4:12", "this prefix is declared already"},
        Fault{"prefixes { prefix: \"p:q\" uri: \"urn:x\" }", "3:12", "is not a namespace prefix"},
        Fault{"prefixes { prefix: \"p\" }", "3:1", "needs the namespace"},
        Fault{"prefixes { prefix: \"p\" uri: \"a/b\" }", "3:24", "is not an absolute URI"},
        Fault{"prefixes { prefix: \"p\" uri: \"u:\\000\" }", "3:24", "is not an absolute URI"},
        Fault{"prefixes { prefix: \"p\" uri: \"u:a\\033[31m\" }", "3:24",
              "is not an absolute URI"}));

INSTANTIATE_TEST_SUITE_P(
    Duplicates, TableFaultTest,
    ::testing::Values(
        Fault{"elements { name: \"a\" show_as: SECTION }\nelements { name: \"a\" show_as: SPAN }",
              "4:12", "an earlier rule is for the same element"},
        Fault{"prefixes { prefix: \"p\" uri: \"u:\" } prefixes { prefix: \"q\" uri: \"u:\" }\n"
              "elements { name: \"p:a\" show_as: SPAN }\nelements { name: \"q:a\" show_as: SPAN }",
              "5:12", "an earlier rule is for the same element"},
        Fault{"attributes { name: \"x\" }\nattributes { name: \"x\" }", "4:14",
              "an earlier rule here is for the same attribute"},
        Fault{"attributes { name: \"x\"\ncodes { code: \"1\" words { fr: \"a\" en: \"a\" } }\n"
              "codes { code: \"1\" words { fr: \"b\" en: \"b\" } } }",
              "5:9", "this code has its words already"},
        Fault{"name: \"u\"", "3:5", "Non-repeated field \"name\""}));

INSTANTIATE_TEST_SUITE_P(
    Words, TableFaultTest,
    ::testing::Values(
        Fault{"attributes { name: \"x\" label { fr: \"A\" } }", "3:24", "needs its words in en"},
        Fault{"attributes { name: \"x\" label { en: \"A\" } }", "3:24", "needs its words in fr"},
        Fault{"attributes { name: \"x\" label { fr: \"\" en: \"A\" } }", "3:32",
              "needs its words in fr"},
        Fault{"attributes { name: \"x\" label { fr: \"A\\n\" en: \"A\" } }", "3:32",
              "holds a control"},
        Fault{"attributes { name: \"x\" label { fr: \"A\" en: \"A\\xe2\\x80\\xae\" } }", "3:40",
              "holds a control"},
        Fault{"attributes { name: \"x\" label { fr: \"A\" en: \"\\xff\" } }", "3:40",
              "holds a control"},
        Fault{"attributes { name: \"x\" label { fr: \"p\xD0\xB0ypal\" en: \"A\" } }", "3:32",
              "holds a control"},
        Fault{"attributes { name: \"x\" label { fr: \" A\" en: \"A\" } }", "3:32",
              "begins or ends with a blank"},
        Fault{"attributes { name: \"x\" codes { code: \"1\" } }", "3:24",
              "needs words in French and English"},
        Fault{"attributes { name: \"x\" codes { words { fr: \"a\" en: \"a\" } } }", "3:24",
              "needs the value"}));

INSTANTIATE_TEST_SUITE_P(
    Syntax, TableFaultTest,
    ::testing::Values(Fault{"elements {", "3:11", ""},
                      Fault{"colour: \"red\"", "3:7", "Message type"},
                      Fault{"attributes { name: \"x\" onclick: \"y\" }", "3:31", "Message type"},
                      Fault{"default_rule { show_unlisted_elements: perhaps }", "3:48",
                            "Invalid value for boolean"},
                      Fault{"default_rule { hide_all: true }", "3:24", "Message type"},
                      Fault{"}", "3:1", ""}));

INSTANTIATE_TEST_SUITE_P(
    Values, TableFaultTest,
    ::testing::Values(
        Fault{"attributes { name: \"x\"\nvalue { } }", "4:1", "needs a kind"},
        Fault{"attributes { name: \"x\"\nvalue { kind: 99 } }", "4:9", "needs a kind"},
        Fault{"attributes { name: \"x\"\nvalue { kind: AMOUNT currency: \"eur\" } }", "4:22",
              "is not a currency"},
        Fault{"attributes { name: \"x\"\nvalue { kind: AMOUNT currency: \"EUR\" currency_from: "
              "\"y\" } }",
              "4:38", "the currency is given already"},
        Fault{"attributes { name: \"x\"\nvalue { kind: AMOUNT currency_from: \"p:y\" } }", "4:22",
              "is not a name"},
        Fault{"attributes { name: \"x\"\nvalue { kind: DATE currency: \"EUR\" } }", "4:20",
              "is for the kind AMOUNT only"},
        Fault{"attributes { name: \"x\"\nvalue { kind: AMOUNT file_name_from: \"y\" } }", "4:22",
              "is for the kind ATTACHMENT only"},
        Fault{"attributes { name: \"x\"\nvalue { kind: ATTACHMENT media_type_from: \"a b\" } }",
              "4:26", "is not a name"},
        Fault{"attributes { name: \"x\"\nvalue { kind: SCRIPT } }", "4:22",
              "Unknown enumeration value"},
        Fault{"attributes { name: \"x\"\nshow_as: SPAN technical: true }", "4:15",
              "only a FIELD can be technical"}));

INSTANTIATE_TEST_SUITE_P(
    Columns, TableFaultTest,
    ::testing::Values(
        Fault{"elements { name: \"a\" show_as: TABLE\ncolumns { element: \"b\" label { fr: \"B\" "
              "en: \"B\" } } }",
              "4:1", "only a TABLE_ROW has columns"},
        Fault{"elements { name: \"a\" show_as: TABLE_ROW\ncolumns { label { fr: \"B\" en: \"B\" } "
              "} }",
              "4:1", "needs a name"},
        Fault{"elements { name: \"a\" show_as: TABLE_ROW\ncolumns { element: \"b\" } }", "4:1",
              "needs label in French and English"},
        Fault{"elements { name: \"a\" show_as: TABLE_ROW\ncolumns { element: \"b\" label { fr: "
              "\"B\" } } }",
              "4:24", "needs its words in en"},
        Fault{"elements { name: \"a\" show_as: TABLE_ROW\ncolumns { element: \"b\" attribute: "
              "\"b\" label { fr: \"B\" en: \"B\" } } }",
              "4:24", "not of both"},
        Fault{"elements { name: \"a\" show_as: TABLE_ROW\ncolumns { attribute: \"p:b\" label { fr: "
              "\"B\" en: \"B\" } } }",
              "4:11", "is not a name"},
        Fault{"elements { name: \"a\" show_as: TABLE_ROW\ncolumns { element: \"b\" label { fr: "
              "\"B\" en: \"B\" } }\ncolumns { element: \"b\" label { fr: \"C\" en: \"C\" } } }",
              "5:11", "has its column already"}));

TEST(TableFileTest, TheLeastTableIsAccepted) { EXPECT_THAT(Parse(""), IsOk()); }

TEST(TableFileTest, TablesOfTheProjectAreAccepted) {
  for (const char* name : {"actes", "arrete", "generic", "pes-aller", "ubl-invoice"}) {
    EXPECT_THAT(ParseTable(test::TableTextOrDie(name), name), IsOk());
  }
}

TEST(TableFileTest, NameAndTitleAreRequired) {
  EXPECT_THAT(ParseTable("", "t"),
              HasReason(v1::TABLE_INVALID,
                        AllOf(HasSubstr("t:1:1: name: "), HasSubstr("t:1:1: needs a title"))));
  EXPECT_THAT(ParseTable("name: \"T_1\" title { fr: \"a\" en: \"a\" }", "t"),
              HasReason(v1::TABLE_INVALID, HasSubstr("t:1:1: name: ")));
}

// Proves: PRES-3
TEST(TableFileTest, AllFaultsOfMeaningAreReportedAtOnce) {
  const auto table = Parse("elements { name: \"a b\" show_as: 99 }\nattributes { name: \"\" }");
  EXPECT_THAT(table, HasReason(v1::TABLE_INVALID, AllOf(HasSubstr(":3:12: "), HasSubstr(":3:24: "),
                                                        HasSubstr(":4:14: "))));
  EXPECT_EQ(GetErrorDetail(table.status())->position().line(), 3u);
  EXPECT_EQ(GetErrorDetail(table.status())->position().column(), 12u);
}

TEST(TableFileTest, SameNameUnderOtherParentsIsNoDuplicate) {
  EXPECT_THAT(Parse("elements { name: \"a\" show_as: SPAN } elements { name: \"a\" parent: \"b\" "
                    "show_as: SPAN }"
                    "elements { name: \"a\" parent: \"c/b\" show_as: SPAN }"),
              IsOk());
}

TEST(TableFileTest, BoundsAreKept) {
  const std::string label(kMaxLabelBytes, 'a');
  const auto rules = [](const std::string& words) {
    return absl::StrCat("attributes { name: \"x\" label { fr: \"", words, "\" en: \"A\" } }");
  };
  EXPECT_THAT(Parse(rules(label)), IsOk());
  EXPECT_THAT(
      Parse(rules(label + "a")),
      HasReason(v1::TABLE_INVALID, HasSubstr("3:32: attributes[0].label.fr: holds more than")));
  EXPECT_THAT(ParseTable(std::string(kMaxTableBytes + 1, ' '), "t"),
              HasReason(v1::TABLE_INVALID, HasSubstr("holds more than")));
  EXPECT_THAT(ParseTable("name: \"t\xFF\"", "t"),
              HasReason(v1::TABLE_INVALID, HasSubstr("not UTF-8")));
}

TEST(TableFileTest, TooManyColumnsAreRefused) {
  std::string columns;
  for (int i = 0; i < kMaxTableColumns; ++i) {
    absl::StrAppend(&columns, "columns { element: \"c", i, "\" label { fr: \"C\" en: \"C\" } }\n");
  }
  const auto row = [](const std::string& content) {
    return absl::StrCat("elements { name: \"a\" show_as: TABLE_ROW ", content, " }");
  };
  EXPECT_THAT(Parse(row(columns)), IsOk());
  EXPECT_THAT(Parse(row(columns + "columns { attribute: \"c0\" label { fr: \"C\" en: \"C\" } }")),
              HasReason(v1::TABLE_INVALID, HasSubstr("columns")));
}

TEST(TableFileTest, TooManyRulesAreRefused) {
  std::string rules;
  for (int i = 0; i < kMaxTableRules; ++i)
    absl::StrAppend(&rules, "attributes { name: \"x", i, "\" }\n");
  EXPECT_THAT(Parse(rules), IsOk());
  EXPECT_THAT(Parse(rules + "attributes { name: \"y\" }"),
              HasReason(v1::TABLE_INVALID, HasSubstr("rules")));
}

}  // namespace
}  // namespace paraphe
