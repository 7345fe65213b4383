#include "render/visible.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/utf8.h"
#include "tests/render/samples.h"

namespace paraphe {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Visible(absl::string_view text) { return VisibleText(text, Language::kFrench); }

std::string Utf8(char32_t code) {
  std::string text;
  AppendUtf8(code, &text);
  return text;
}

struct Case {
  const char* what;
  char32_t code;
};

constexpr Case kHidden[] = {
    {"carriage return", 0x0D},
    {"delete", 0x7F},
    {"C1 control, which terminals obey", 0x9B},
    {"next line", 0x85},
    {"soft hyphen", 0xAD},
    {"combining grapheme joiner", 0x34F},
    {"Arabic letter mark", 0x61C},
    {"Hangul filler", 0x3164},
    {"Mongolian vowel separator", 0x180E},
    {"em space", 0x2003},
    {"zero width space", 0x200B},
    {"left-to-right mark", 0x200E},
    {"right-to-left override", 0x202E},
    {"line separator", 0x2028},
    {"paragraph separator", 0x2029},
    {"word joiner", 0x2060},
    {"invisible times", 0x2062},
    {"first strong isolate", 0x2068},
    {"Braille blank", 0x2800},
    {"ideographic space", 0x3000},
    {"private use", 0xE000},
    {"noncharacter", 0xFDD0},
    {"variation selector 16", 0xFE0F},
    {"byte order mark inside text", 0xFEFF},
    {"interlinear annotation", 0xFFF9},
    {"object replacement", 0xFFFC},
    {"noncharacter", 0x1FFFE},
    {"musical format control", 0x1D173},
    {"tag", 0xE0041},
    {"variation selector 17", 0xE0100},
    {"private use plane", 0x10FFFD},
};

// Proves: PRES-6
TEST(VisibleTest, HiddenCharactersAreMarkedWithTheirCodePoint) {
  for (const Case& hidden : kHidden) {
    const std::string character = Utf8(hidden.code);
    const std::string visible = Visible(absl::StrCat("a", character, "b"));
    EXPECT_EQ(visible, absl::StrCat("a", MarkToken(hidden.code), "b")) << hidden.what;
  }
}

TEST(VisibleTest, MarkTokenHasFourDigitsAtLeast) {
  EXPECT_EQ(MarkToken(0xD), "⟦U+000D⟧");
  EXPECT_EQ(MarkToken(0x202E), "⟦U+202E⟧");
  EXPECT_EQ(MarkToken(0x10FFFD), "⟦U+10FFFD⟧");
}

// Proves: PRES-6
TEST(VisibleTest, TokensCannotBeForgedByTypingThem) {
  EXPECT_EQ(Visible("⟦U+202E⟧"), "⟦U+27E6⟧U+202E⟦U+27E7⟧");
  EXPECT_EQ(Visible("\u2423"), "⟦U+2423⟧");
}

// Proves: PRES-6
TEST(VisibleTest, LegitimateTextStaysAsItIs) {
  for (const char* text : {
           "Arrêté municipal du 4 décembre, œuvre, Noël",
           "قرار بلدي رقم ١٢٣",                    // Arabic
           "می\u200Cخواهم",                        // Persian, with the non-joiner that it needs
           "צו עירוני שָׁלוֹם",                       // Hebrew with points
           "क्\u200Dष क्\u200Cष",                    // Devanagari with the joiners that it needs
           "Tiếng Việt, e\u0301 a\u0328\u0301",    // combining marks
           "東京都 ひらがな カタカナ 漢字とかな",  // Japanese
           "서울특별시",
           "Ελληνικά και кириллица",
           "ภาษาไทย",
           "10\u00A0000\u00A0€\u00A0; «\u00A0mot\u00A0»\u00A0: n°\u00A05, art.\u00A0L, 3\u202F%",
       }) {
    EXPECT_EQ(Visible(text), text);
    EXPECT_TRUE(IsPlainText(text));
  }
}

// Proves: PRES-6
TEST(VisibleTest, JoinersWhereNoScriptNeedsThemAreMarked) {
  EXPECT_EQ(Visible("a\u200Db"), "a⟦U+200D⟧b");
  EXPECT_EQ(Visible("pay\u200Cpal"), "pay⟦U+200C⟧pal");
  EXPECT_EQ(Visible("\u200Cخ"), "⟦U+200C⟧خ");
  EXPECT_EQ(Visible("می\u200C 1"), "می⟦U+200C⟧ 1");
}

// Proves: PRES-6
TEST(VisibleTest, NoBreakSpacesOutOfPlaceAreMarked) {
  EXPECT_EQ(Visible("\u00A0a"), "⟦U+00A0⟧a");
  EXPECT_EQ(Visible("a\u00A0"), "a⟦U+00A0⟧");
  EXPECT_EQ(Visible("a\u00A0b"), "a⟦U+00A0⟧b");
  EXPECT_EQ(Visible("1\u00A0\u00A02"), "1⟦U+00A0⟧⟦U+00A0⟧2");
  EXPECT_EQ(Visible("1 \u00A0€"), "1 ⟦U+00A0⟧€");
}

// Proves: PRES-6
TEST(VisibleTest, CombiningMarksWithoutABaseAreMarked) {
  EXPECT_EQ(Visible("\u0338a"), "⟦U+0338⟧a");
  EXPECT_EQ(Visible("a\n\u0338"), "a\n⟦U+0338⟧");
  EXPECT_EQ(Visible("a\u200B\u0301"), "a⟦U+200B⟧⟦U+0301⟧");
}

// Proves: PRES-6
TEST(VisibleTest, CombiningMarksThatCannotBeToldApartAreMarked) {
  EXPECT_EQ(Visible("e\u0301\u0301"), "e\u0301⟦U+0301⟧");
  EXPECT_EQ(Visible("i\u0307"), "i⟦U+0307⟧");
  EXPECT_EQ(Visible("a\u0301\u0302\u0303\u0304\u0305"), "a\u0301\u0302\u0303\u0304⟦U+0305⟧");
}

// Proves: PRES-6
TEST(VisibleTest, WordsThatMixScriptsAreFlagged) {
  EXPECT_EQ(Visible("p\u0430ypal.com"),
            absl::StrCat("p\u0430ypal", FlagToken(Language::kFrench), ".com"));
  EXPECT_THAT(Visible("\u0391lpha"), HasSubstr("⟦lettres"));
  EXPECT_THAT(Visible("1\u0662"), HasSubstr("⟦lettres"));
  EXPECT_THAT(VisibleText("p\u0430ypal", Language::kEnglish), HasSubstr("⟦letters"));
}

TEST(VisibleTest, WordsSideBySideInSeveralScriptsAreNotFlagged) {
  EXPECT_THAT(Visible("Moscou Москва Αθήνα"), Not(HasSubstr("⟦")));
  EXPECT_THAT(Visible("Toyota トヨタ自動車"), Not(HasSubstr("⟦")));
}

TEST(VisibleTest, PiecesJoinedAreTheText) {
  const std::string text = "a\u202Eb p\u0430y\n\u0301 \xFF z";
  std::string joined;
  ForEachPiece(text, [&joined](const Piece& piece) {
    if (piece.kind != PieceKind::kFlag) joined.append(piece.text.data(), piece.text.size());
    return true;
  });
  EXPECT_EQ(joined, text);
}

TEST(VisibleTest, NoPieceFollowsWhereTheReceiverHasEnough) {
  int pieces = 0;
  ForEachPiece("a\u200Bb\u200Bc", [&pieces](const Piece&) { return ++pieces < 2; });
  EXPECT_EQ(pieces, 2);
}

TEST(VisibleTest, BytesThatAreNotUtf8AreShownOneByOne) {
  EXPECT_EQ(Visible("a\xFF\xC3z"), "a⟦0xff⟧⟦0xc3⟧z");
  EXPECT_EQ(Visible("\xED\xA0\x80"), "⟦0xed⟧⟦0xa0⟧⟦0x80⟧");
}

TEST(VisibleTest, PlainTextHasNeitherMarksNorControls) {
  EXPECT_TRUE(IsPlainText("Fait à"));
  EXPECT_FALSE(IsPlainText("a\nb"));
  EXPECT_FALSE(IsPlainText("a\tb"));
  EXPECT_FALSE(IsPlainText("a\u200Bb"));
  EXPECT_FALSE(IsPlainText("p\u0430y"));
}

// Proves: PRES-6
TEST(VisibleTest, OnOneLineLineBreaksAndTabsAreMarkedToo) {
  EXPECT_EQ(VisibleLine("a\nb\tc\u202Ed", Language::kFrench), "a⟦U+000A⟧b⟦U+0009⟧c⟦U+202E⟧d");
  EXPECT_EQ(VisibleLine("Fait à Lyon", Language::kFrench), "Fait à Lyon");
}

// Proves: PRES-1, PRES-6
TEST(VisibleTest, TheRawViewIsTheDocumentAsItIsWithItsMarks) {
  for (const test::Sample& sample : test::Samples()) {
    EXPECT_EQ(VisibleText(sample.document, Language::kFrench), sample.document) << sample.name;
  }
  EXPECT_EQ(VisibleText("<a>\u202E</a>\n\t  x", Language::kFrench), "<a>⟦U+202E⟧</a>\n\t  x");
  EXPECT_EQ(VisibleText("\x1B[31m", Language::kFrench), "⟦U+001B⟧[31m");
}

}  // namespace
}  // namespace paraphe
