#include "common/xml/utf8.h"

#include <string>

#include "gtest/gtest.h"

namespace paraphe::xml {
namespace {

// Proves: DOC-2
TEST(Utf8Test, EveryCharacterDecodesToItself) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code == 0xD800) code = 0xE000;
    std::string bytes;
    AppendUtf8(code, &bytes);
    const Utf8Character character = DecodeUtf8(bytes);
    ASSERT_EQ(character.code, code);
    ASSERT_EQ(character.length, bytes.size());
    // The twin: one byte short.
    ASSERT_EQ(bytes.size() == 1
                  ? 0
                  : DecodeUtf8(absl::string_view(bytes).substr(0, bytes.size() - 1)).length,
              0u);
  }
}

// Proves: DOC-2
TEST(Utf8Test, RefusesWhatIsNoCharacter) {
  const absl::string_view all[] = {
      "\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x9F\xBF",     "\xED\xA0\x80",
      "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF",
      "\xC3\x28",     "\xE2\x28\x82",     "\xE2\x82\x28",     "\xF0\x9F\x98\x28"};
  for (const absl::string_view bytes : all) EXPECT_EQ(DecodeUtf8(bytes).length, 0u);
}

TEST(Utf8Test, WholeTextIsUtf8OrNot) {
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_TRUE(IsUtf8("a\xC3\xA9\xF0\x9F\x98\x80"));
  EXPECT_FALSE(IsUtf8("a\xC3\xA9\xF0\x9F\x98"));
}

// Proves: DOC-2
TEST(Utf8Test, XmlAllowsTheCharProductionOnly) {
  for (const char32_t allowed :
       {0x9, 0xA, 0xD, 0x20, 0x7F, 0x85, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF}) {
    EXPECT_TRUE(IsXmlCharacter(allowed)) << static_cast<uint32_t>(allowed);
  }
  for (const char32_t forbidden :
       {0x0, 0x8, 0xB, 0xC, 0xE, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF, 0x110000}) {
    EXPECT_FALSE(IsXmlCharacter(forbidden)) << static_cast<uint32_t>(forbidden);
  }
}

TEST(Utf8Test, ShowsCharactersInWords) {
  EXPECT_EQ(ShowCharacter('x'), "'x'");
  EXPECT_EQ(ShowCharacter(' '), "U+0020");
  EXPECT_EQ(ShowCharacter(0x1B), "U+001B");
  EXPECT_EQ(ShowCharacter(0xE9), "U+00E9");
  EXPECT_EQ(ShowCharacter(0x1F600), "U+1F600");
}

}  // namespace
}  // namespace paraphe::xml
