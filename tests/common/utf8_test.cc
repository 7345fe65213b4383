#include "common/utf8.h"

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
  for (const uint32_t allowed :
       {0x9U, 0xAU, 0xDU, 0x20U, 0x7FU, 0x85U, 0xD7FFU, 0xE000U, 0xFFFDU, 0x10000U, 0x10FFFFU}) {
    EXPECT_TRUE(IsXmlCharacter(allowed)) << allowed;
  }
  for (const uint32_t forbidden :
       {0x0U, 0x8U, 0xBU, 0xCU, 0xEU, 0x1FU, 0xD800U, 0xDFFFU, 0xFFFEU, 0xFFFFU, 0x110000U}) {
    EXPECT_FALSE(IsXmlCharacter(forbidden)) << forbidden;
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
