#include "render/rule_finder.h"

#include <vector>

#include "gtest/gtest.h"

#include "tests/render/samples.h"

namespace paraphe {
namespace {

TEST(RuleFinderTest, AttributeRulesOfTheElementComeBeforeTheGeneralOnes) {
  const auto table = test::MakeTableOrDie(
      "elements { name: \"a\" show_as: SECTION attributes { name: \"x\" show_as: CODE } }"
      "attributes { name: \"x\" show_as: STRONG } attributes { name: \"y\" }");
  RuleFinder rules(*table);
  const ElementView* element = rules.FindElement({"", "a"}, {});
  ASSERT_NE(element, nullptr);
  EXPECT_EQ(rules.FindAttribute(element, {"", "x"})->show_as, v1::CODE);
  EXPECT_EQ(rules.FindAttribute(element, {"", "y"})->show_as, v1::FIELD);
  EXPECT_EQ(rules.FindAttribute(nullptr, {"", "x"})->show_as, v1::STRONG);
  EXPECT_EQ(rules.FindAttribute(element, {"urn:x", "x"}), nullptr);
}

TEST(RuleFinderTest, ParentPathsAreMatchedFromTheParentOutwards) {
  const auto table = test::MakeTableOrDie("elements { name: \"n\" parent: \"a/b\" show_as: SPAN }");
  RuleFinder rules(*table);
  const std::vector<NameView> path = {{"", "a"}, {"", "b"}};
  EXPECT_NE(rules.FindElement({"", "n"}, path), nullptr);
  EXPECT_EQ(rules.FindElement({"", "n"}, {}), nullptr);
  EXPECT_EQ(rules.FindElement({"", "n"}, std::vector<NameView>{{"", "b"}}), nullptr);
  EXPECT_EQ(rules.FindElement({"", "n"}, std::vector<NameView>{{"", "b"}, {"", "a"}}), nullptr);
}

// Names that differ in one letter, and in their namespace alone, again and again.
// Proves: PRES-2
TEST(RuleFinderTest, NamesThatAreAlikeKeepTheirOwnRules) {
  const auto table = test::MakeTableOrDie(
      "prefixes { prefix: \"p\" uri: \"urn:p\" }"
      "elements { name: \"abcde\" show_as: CODE } elements { name: \"aBcde\" show_as: STRONG }"
      "elements { name: \"p:abcde\" show_as: SPAN }"
      "attributes { name: \"x\" show_as: CODE } attributes { name: \"p:x\" show_as: SPAN }");
  RuleFinder rules(*table);
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(rules.FindElement({"", "abcde"}, {})->show_as, v1::CODE);
    EXPECT_EQ(rules.FindElement({"urn:p", "abcde"}, {})->show_as, v1::SPAN);
    EXPECT_EQ(rules.FindElement({"", "aBcde"}, {})->show_as, v1::STRONG);
    EXPECT_EQ(rules.FindElement({"urn:p", "aBcde"}, {}), nullptr);
    EXPECT_EQ(rules.FindAttribute(nullptr, {"", "x"})->show_as, v1::CODE);
    EXPECT_EQ(rules.FindAttribute(nullptr, {"urn:p", "x"})->show_as, v1::SPAN);
    EXPECT_EQ(rules.FindAttribute(nullptr, {"urn:p", "y"}), nullptr);
  }
}

}  // namespace
}  // namespace paraphe
