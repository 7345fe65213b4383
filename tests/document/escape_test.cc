#include "document/escape.h"

#include "gtest/gtest.h"

namespace paraphe::xml {
namespace {

constexpr absl::string_view kEverything = "a&<>\"'\t\n\r\xC3\xA9z";

// Proves: DOC-2, SIG-6
TEST(EscapeTest, TextEscapesFourCharacters) {
  std::string out = "x";
  AppendCanonicalText(kEverything, &out);
  EXPECT_EQ(out, "xa&amp;&lt;&gt;\"'\t\n&#xD;\xC3\xA9z");
}

// Proves: DOC-2, SIG-6
TEST(EscapeTest, AttributeValuesEscapeSixCharacters) {
  std::string out = "x";
  AppendCanonicalAttributeValue(kEverything, &out);
  EXPECT_EQ(out, "xa&amp;&lt;>&quot;'&#x9;&#xA;&#xD;\xC3\xA9z");
}

// Proves: DOC-7
TEST(EscapeTest, KnowsCharactersThatNeedIt) {
  EXPECT_FALSE(NeedsEscapeInAttribute("http://a.fr/?b=c#d'>"));
  for (const char* name : {"u:&", "u:<", "u:\"", "u:\t", "u:\n", "u:\r"})
    EXPECT_TRUE(NeedsEscapeInAttribute(name)) << name;
}

TEST(EscapeTest, NothingStaysNothing) {
  std::string out;
  AppendCanonicalText("", &out);
  AppendCanonicalAttributeValue("", &out);
  EXPECT_EQ(out, "");
}

}  // namespace
}  // namespace paraphe::xml
