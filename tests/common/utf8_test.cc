#include "common/utf8.h"

#include <string>

#include "gtest/gtest.h"

namespace paraphe {
namespace {

// Proves: DOC-2
TEST(Utf8Test, EveryCharacterDecodesToItself) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code == 0xD800) code = 0xE000;
    std::string bytes;
    AppendUtf8(code, &bytes);
    for (const CodePoint& point : {CodePointAt(bytes, 0), CodePointBefore(bytes, bytes.size())}) {
      ASSERT_TRUE(point.valid);
      ASSERT_EQ(point.value, code);
      ASSERT_EQ(point.size, bytes.size());
    }
    // The twins: one byte short.
    ASSERT_FALSE(CodePointAt(bytes.substr(0, bytes.size() - 1), 0).valid);
    if (bytes.size() == 1) continue;
    ASSERT_FALSE(CodePointBefore(bytes, bytes.size() - 1).valid);
  }
}

// Proves: DOC-2
TEST(Utf8Test, RefusesWhatIsNoCharacter) {
  const absl::string_view all[] = {
      "\x80",         "\xC0\x80",         "\xC1\xBF",         "\xE0\x9F\xBF",     "\xED\xA0\x80",
      "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF",
      "\xC3\x28",     "\xE2\x28\x82",     "\xE2\x82\x28",     "\xF0\x9F\x98\x28"};
  for (const absl::string_view bytes : all) {
    EXPECT_FALSE(CodePointAt(bytes, 0).valid);
    EXPECT_EQ(CodePointAt(bytes, 0).size, 1u);
    EXPECT_EQ(CodePointAt(bytes, 0).value, 0u);
    EXPECT_FALSE(IsUtf8(bytes));
  }
}

TEST(Utf8Test, ReadsForwardsAndBackwardsFromAnOffset) {
  const absl::string_view text = "a\xE2\x82\xAC\xFFz";
  EXPECT_EQ(CodePointAt(text, 1).value, 0x20ACu);
  EXPECT_EQ(CodePointBefore(text, 4).value, 0x20ACu);
  EXPECT_EQ(CodePointBefore(text, 1).value, 'a');
  EXPECT_FALSE(CodePointAt(text, 2).valid);
  EXPECT_FALSE(CodePointBefore(text, 3).valid);
  EXPECT_FALSE(CodePointBefore(text, 5).valid);
  EXPECT_EQ(CodePointBefore(text, 5).size, 1u);
  EXPECT_EQ(CodePointAt(text, text.size()).size, 0u);
  EXPECT_EQ(CodePointBefore(text, 0).size, 0u);
}

TEST(Utf8Test, WholeTextIsUtf8OrNot) {
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_TRUE(IsUtf8("a\xC3\xA9\xF0\x9F\x98\x80"));
  EXPECT_FALSE(IsUtf8("a\xC3\xA9\xF0\x9F\x98"));
}

TEST(Utf8Test, CutsBetweenCharacters) {
  const absl::string_view text = "a\xE2\x82\xACz";
  EXPECT_EQ(CutUtf8(text, 5), text);
  EXPECT_EQ(CutUtf8(text, 4), "a\xE2\x82\xAC");
  EXPECT_EQ(CutUtf8(text, 3), "a");
  EXPECT_EQ(CutUtf8(text, 1), "a");
  EXPECT_EQ(CutUtf8(text, 0), "");
  EXPECT_EQ(CutUtf8("\x80\x80\x80", 2), "");
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
}  // namespace paraphe
