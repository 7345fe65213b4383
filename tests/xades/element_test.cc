#include "xades/element.h"

#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/xades/judges.h"

namespace paraphe::xades {
namespace {

constexpr ElementName kA = {"a", "urn:1", "p"};
constexpr ElementName kB = {"b", "urn:2", "q"};
constexpr ElementName kDefault = {"d", "urn:3", ""};
constexpr ElementName kBare = {"e", "", ""};

// Proves: SIG-6
TEST(ElementTest, DeclaresAPrefixWhereItIsFirstUsed) {
  Element a(kA);
  a.Append(kB).Append(kA);
  a.Append(kB);
  EXPECT_EQ(ApexCanonical(a),
            "<p:a xmlns:p=\"urn:1\"><q:b xmlns:q=\"urn:2\"><p:a></p:a></q:b>"
            "<q:b xmlns:q=\"urn:2\"></q:b></p:a>");
}

// Proves: SIG-6
TEST(ElementTest, DeclaresNothingThatTheOutputAlreadySays) {
  std::string out;
  WriteExclusiveCanonical(Element(kA), {{"p", "urn:1"}}, &out);
  EXPECT_EQ(out, "<p:a></p:a>");
}

// Proves: SIG-6
TEST(ElementTest, RebindsAPrefixThatMeansSomethingElse) {
  std::string out;
  WriteExclusiveCanonical(Element(kA), {{"p", "urn:1"}, {"p", "urn:other"}}, &out);
  EXPECT_EQ(out, "<p:a xmlns:p=\"urn:1\"></p:a>");
}

// Proves: SIG-6
TEST(ElementTest, UndeclaresADefaultNamespaceOnlyWhereThereIsOne) {
  Element d(kDefault);
  d.Append(kBare).Append(kBare);
  EXPECT_EQ(ApexCanonical(d), "<d xmlns=\"urn:3\"><e xmlns=\"\"><e></e></e></d>");
  EXPECT_EQ(ApexCanonical(Element(kBare)), "<e></e>");
}

// Proves: SIG-6
TEST(ElementTest, SortsDeclarationsByPrefixAndAttributesByNamespace) {
  Element element(kBare);
  element.attributes = {{"z", "1", "b", "urn:a"},
                        {"y", "2", "a", "urn:b"},
                        {"x", "3", "", ""},
                        {"lang", "fr", "xml", "http://www.w3.org/XML/1998/namespace"}};
  EXPECT_EQ(
      ApexCanonical(element),
      "<e xmlns:a=\"urn:b\" xmlns:b=\"urn:a\" x=\"3\" xml:lang=\"fr\" b:z=\"1\" a:y=\"2\"></e>");
}

// Proves: SIG-6
TEST(ElementTest, EscapesTextAndAttributes) {
  Element element(kBare);
  element.Set("v", "<\"&>\t\n\r").AppendText("<\"&>\t\n\r");
  EXPECT_EQ(ApexCanonical(element),
            "<e v=\"&lt;&quot;&amp;>&#x9;&#xA;&#xD;\">&lt;\"&amp;&gt;\t\n&#xD;</e>");
}

// Proves: SIG-1
TEST(ElementTest, CopiesAreDeep) {
  Element a(kA);
  a.Append(kB, "text").Set("k", "v");
  const Element copy = a;
  std::get<Element>(a.children[0].value).AppendText("more");
  EXPECT_EQ(ApexCanonical(copy),
            "<p:a xmlns:p=\"urn:1\"><q:b xmlns:q=\"urn:2\" k=\"v\">text</q:b></p:a>");
}

// Proves: EXP-2
TEST(ElementTest, ComparesNamesWithoutPrefix) {
  EXPECT_TRUE(Element(kA).Is({"a", "urn:1", "other"}));
  EXPECT_FALSE(Element(kA).Is({"a", "urn:2", "p"}));
  EXPECT_FALSE(Element(kA).Is({"b", "urn:1", "p"}));
}

// A tree over few prefixes and namespaces, so that they often clash.
Element RandomTree(std::mt19937& random, int depth) {
  const auto pick = [&random](int bound) {
    return static_cast<int>(random() % static_cast<unsigned>(bound));
  };
  const auto uri = [&pick] { return absl::StrCat("urn:", pick(3)); };
  Element element;
  element.local = absl::StrCat("n", pick(3));
  element.prefix = pick(3) == 0 ? "" : absl::StrCat("p", pick(3));
  element.namespace_uri = element.prefix.empty() && pick(2) == 0 ? "" : uri();
  for (int i = pick(3); i > 0; --i) {
    // A prefix means one thing in one start tag: attributes take prefixes of their own.
    const std::string prefix = absl::StrCat("a", i);
    element.attributes.push_back({absl::StrCat("k", i), "v\"<&\n", prefix, uri()});
  }
  for (int i = depth == 0 ? 0 : pick(4); i > 0; --i) element.Append(RandomTree(random, depth - 1));
  if (pick(2) == 0) element.AppendText("t & \r\n");
  return element;
}

// Proves: SIG-6
TEST(ElementTest, AgreesWithLibxml2) {
  std::mt19937 random(2026);
  Element root(kDefault);
  for (int i = 0; i < 2000; ++i) root.Append(RandomTree(random, 4));
  const std::string written = ApexCanonical(root);
  EXPECT_TRUE(test::LibxmlCanonical(written) == written);
}

}  // namespace
}  // namespace paraphe::xades
