#include "document/value_prefixes.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "document/canonicalizer.h"
#include "tests/testing/matchers.h"

namespace paraphe::xml {
namespace {

using test::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kXsi[] = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";

std::vector<LostNamespace> LostIn(const std::string& document) {
  CanonicalReport report;
  const auto canonical = Canonicalize(document, size_t{1} << 20, {}, &report);
  EXPECT_THAT(canonical, IsOk()) << document;
  return report.lost_namespaces;
}

std::vector<std::string> PrefixesLostIn(const std::string& document) {
  std::vector<std::string> prefixes;
  for (const LostNamespace& lost : LostIn(document)) prefixes.push_back(lost.prefix);
  return prefixes;
}

// Proves: DOC-5
TEST(ValuePrefixesTest, APrefixThatOnlyATypeUsesIsNamedWithItsPlace) {
  const auto lost = LostIn(absl::StrCat("<m:a xmlns:m='urn:m' xmlns:t='urn:t' ", kXsi,
                                        ">\n  <m:b xsi:type='t:Person'/></m:a>"));
  ASSERT_THAT(lost, SizeIs(1));
  EXPECT_EQ(lost[0].prefix, "t");
  EXPECT_EQ(lost[0].uri, "urn:t");
  EXPECT_EQ(lost[0].position.line(), 2u);
  EXPECT_EQ(lost[0].position.column(), 18u);
}

// Proves: DOC-5
TEST(ValuePrefixesTest, ValuesOfEveryKindCount) {
  for (const char* document : {
           "<a xmlns:t='urn:t' b='t:x'/>",
           "<a xmlns:t='urn:t' b=' t:x '/>",
           "<a xmlns:t='urn:t' b='x t:y'/>",
           "<a xmlns:t='urn:t' b='/t:x/y'/>",
           "<a xmlns:t='urn:t' b='1'>t:x</a>",
           "<a xmlns:t='urn:t'><b>\n  t:x\n</b></a>",
           "<a xmlns:t='urn:t'><![CDATA[t:x]]></a>",
           "<a xmlns:t='urn:t'>&lt;t:x</a>",
       }) {
    EXPECT_THAT(PrefixesLostIn(document), ElementsAre("t")) << document;
  }
}

// Proves: DOC-5
TEST(ValuePrefixesTest, WhatIsNoPrefixOrIsNotLostDoesNot) {
  for (const char* document : {
           "<a xmlns:t='urn:t' b='u:x'/>",           // not declared
           "<t:a xmlns:t='urn:t' b='t:x'/>",         // used by a name
           "<a xmlns:t='urn:t' t:b='t:x'/>",         // the same
           "<t:a xmlns:t='urn:t'><b>t:x</b></t:a>",  // used by an ancestor's
           "<a xmlns:t='urn:t' b='t: x'/>",          // nothing behind it
           "<a xmlns:t='urn:t' b='t:1'/>",           // no name behind it
           "<a xmlns:t='urn:t' b='at:x'/>",          // another prefix
           "<a xmlns:t='urn:t' b='t::x'/>",          // an axis of XPath
           "<a xmlns:t='urn:t' b='urn:t:x'/>",       // in a URN
           "<a xmlns:t='urn:t' b='xml:lang'/>",      // never declared
           "<a xmlns:t='urn:t'><!-- t:x --><?p t:x?></a>",
           "<a xmlns:t='urn:t' b='12:30'/>",
       }) {
    EXPECT_THAT(PrefixesLostIn(document), IsEmpty()) << document;
  }
}

// Proves: DOC-5
TEST(ValuePrefixesTest, ThePlaceDecidesWhatIsDeclaredAndWritten) {
  // Declared anew, and that declaration is not written.
  EXPECT_THAT(PrefixesLostIn("<t:a xmlns:t='urn:t'><b xmlns:t='urn:u' c='t:x'/></t:a>"),
              ElementsAre("t"));
  // Out of scope again.
  EXPECT_THAT(PrefixesLostIn("<a><b xmlns:t='urn:t'/><c d='t:x'/></a>"), IsEmpty());
  // Written by a child only, which does not help its parent.
  EXPECT_THAT(PrefixesLostIn("<a xmlns:t='urn:t' b='t:x'><t:c/></a>"), ElementsAre("t"));
}

// Proves: DOC-5
TEST(ValuePrefixesTest, ATypeWithoutPrefixIsOfTheDefaultNamespace) {
  EXPECT_THAT(PrefixesLostIn(absl::StrCat("<m:a xmlns:m='urn:m' xmlns='urn:t' ", kXsi,
                                          " xsi:type='Person'/>")),
              ElementsAre(""));
  EXPECT_THAT(PrefixesLostIn(absl::StrCat("<a xmlns='urn:t' ", kXsi, " xsi:type='Person'/>")),
              IsEmpty());
  EXPECT_THAT(PrefixesLostIn("<m:a xmlns:m='urn:m' xmlns='urn:t' type='Person'/>"), IsEmpty());
}

// Proves: DOC-5
TEST(ValuePrefixesTest, EachNamespaceIsNamedOnceAndTheListIsBounded) {
  EXPECT_THAT(PrefixesLostIn("<a xmlns:t='urn:t' xmlns:u='urn:u'><b c='t:x'/><b c='u:x t:x'/></a>"),
              ElementsAre("t", "u"));
  std::string document = "<a";
  for (int i = 0; i < 40; ++i) absl::StrAppend(&document, " xmlns:t", i, "='urn:", i, "'");
  absl::StrAppend(&document, " b='");
  for (int i = 0; i < 40; ++i) absl::StrAppend(&document, " t", i, ":x");
  EXPECT_THAT(PrefixesLostIn(document + "'/>"), SizeIs(kMaxFindings));
}

}  // namespace
}  // namespace paraphe::xml
