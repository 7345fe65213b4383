#include "render/plain_text.h"

#include <cstddef>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "common/utf8.h"
#include "render/hidden_characters.h"
#include "render/script_watch.h"
#include "render/visible.h"

namespace paraphe {
namespace {

std::string Utf8(char32_t code) {
  std::string text;
  AppendUtf8(code, &text);
  return text;
}

bool IsPlain(char32_t code) {
  const std::string text = Utf8(code);
  return PlainTextLength(text) == text.size();
}

// A word of Latin with such a letter, and with digits, is not suspicious.
bool MakesSuspicious(char32_t code) {
  ScriptWatch watch;
  for (const char32_t each : {U'a', code, U'1', code}) watch.Add(each);
  return watch.suspicious();
}

// Proves: PRES-6
TEST(PlainTextTest, WhatIsPlainIsNeitherHiddenNorSuspicious) {
  int plain = 0;
  for (char32_t code = 1; code <= 0x10FFFF; ++code) {
    if ((code >= 0xD800 && code <= 0xDFFF) || !IsPlain(code)) continue;
    ++plain;
    const std::string text = absl::StrCat("a", Utf8(code));
    EXPECT_FALSE(HiddenCharacters(text).IsHidden(1, CodePointAt(text, 1))) << MarkToken(code);
    EXPECT_TRUE(code < 0x80 || ContinuesWord(code)) << MarkToken(code);
    EXPECT_FALSE(ContinuesWord(code) && MakesSuspicious(code)) << MarkToken(code);
  }
  // 95 of ASCII, TAB, LF, and U+00C0 to U+024F but U+00D7 and U+00F7.
  EXPECT_EQ(plain, 95 + 2 + 0x190 - 2);
}

// Proves: PRES-6
TEST(PlainTextTest, WhatIsToBeLookedAtIsNotPlain) {
  constexpr char32_t kCodes[] = {0x00, 0x0D, 0x1F,  0x7F,  0x85,  0xA0,  0xAD,   0xBF,
                                 0xD7, 0xF7, 0x250, 0x300, 0x430, 0x5D0, 0x202E, 0x1F600};
  for (const char32_t code : kCodes) {
    EXPECT_FALSE(IsPlain(code)) << MarkToken(code);
    EXPECT_EQ(PlainTextLength("abcdefghijklmnopqrstuvwxyz" + Utf8(code)), 26u) << MarkToken(code);
  }
  EXPECT_EQ(PlainTextLength("a\xC3"), 1u);
  EXPECT_EQ(PlainTextLength("a\xC3z"), 1u);
  EXPECT_EQ(PlainTextLength("été œuvre\n\tÉtÉ"), std::string("été œuvre\n\tÉtÉ").size());
}

// Proves: PRES-6
TEST(PlainTextTest, TheWordBeforeWhatIsNotPlainIsLeft) {
  EXPECT_EQ(PlainWordsLength("un été"), std::string("un été").size());
  EXPECT_EQ(PlainWordsLength("un mot\u0430"), 3u);
  EXPECT_EQ(PlainWordsLength("un ét1\u0430"), 3u);
  EXPECT_EQ(PlainWordsLength("mot\u0430"), 0u);
  EXPECT_EQ(PlainWordsLength("un mot, \u0430"), 8u);
  EXPECT_EQ(PlainWordsLength(""), 0u);
}

// Proves: PRES-6
TEST(PlainTextTest, ALineIsPlainWhereOneSpacePartsItsWords) {
  for (const char* line : {"a", "a b", "abcdefghijklmnop qrstuvwxyz 12 & <b>", "12345 12345", "é",
                           "été élu", "a É b"}) {
    EXPECT_TRUE(IsPlainLine(line, 16)) << line;
  }
  for (const char* line :
       {"", " ", " a", "a ", "a  b", "a\nb", "a\tb", "été ", "l’été", "\u0301a", "\u0430", "a\x7F",
        "a\r", "éééééééée", "abcdefghijklmnopq", "a abcdefghijklmnopq b"}) {
    EXPECT_FALSE(IsPlainLine(line, 16)) << line;
  }
}

TEST(PlainTextTest, SpacedWordsEndWhereBlanksNeedALook) {
  EXPECT_EQ(SpacedWordsLength("un mot, l’été", 60), 8u);
  EXPECT_EQ(SpacedWordsLength("un mot", 60), 3u);
  EXPECT_EQ(SpacedWordsLength("un mot ", 60), 3u);
  EXPECT_EQ(SpacedWordsLength("un mot  de", 60), 3u);
  EXPECT_EQ(SpacedWordsLength("un mot\nde plus", 60), 3u);
  EXPECT_EQ(SpacedWordsLength("un quatre de", 5), 3u);
  EXPECT_EQ(SpacedWordsLength(" un mot", 60), 0u);
}

TEST(PlainTextTest, RunsEndAtTheFirstOtherByte) {
  EXPECT_EQ(AsciiLength("abc\r\x7F\u00e9"), 5u);
  EXPECT_EQ(WordLength("l’été\nsuivant"), std::string("l’été").size());
  EXPECT_EQ(BlanksLength(" \t\n\rx"), 3u);
  EXPECT_EQ(FindBeyondLatin("a\u057F\u0580", 0), 3u);
  EXPECT_EQ(FindBeyondLatin("\u20ACa\u20AC", 3), 4u);
  EXPECT_EQ(FindBeyondLatin("été", 0), std::string("été").size());
}

}  // namespace
}  // namespace paraphe
