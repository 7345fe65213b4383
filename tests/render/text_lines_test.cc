#include "render/text_lines.h"

#include "gtest/gtest.h"

namespace paraphe {
namespace {

TEST(DisplayWidthTest, WideCharactersTakeTwoColumnsCombiningOnesNone) {
  EXPECT_EQ(DisplayWidth("東京"), 4u);
  EXPECT_EQ(DisplayWidth("Ａ한😀"), 6u);
  EXPECT_EQ(DisplayWidth("e\u0301"), 1u);
  EXPECT_EQ(DisplayWidth("été"), 3u);
  EXPECT_EQ(DisplayWidth("ｱ →"), 3u);
  EXPECT_EQ(DisplayWidth(""), 0u);
}

TEST(DisplayWidthTest, BytesThatAreNotUtf8TakeOneColumnEach) {
  EXPECT_EQ(DisplayWidth("a\xFF\xE2\x82"), 4u);
}

TEST(TextLinesTest, FillsLinesWithWords) {
  TextLines lines(10);
  lines.Add("un deux\n\ttrois");
  lines.Add(" quatre");
  EXPECT_EQ(lines.Finish(), "un deux\ntrois\nquatre\n");
}

TEST(TextLinesTest, CutsWordsThatAreLongerThanALineAtACharacter) {
  TextLines lines(4);
  lines.Add("éééééé 東京都");
  EXPECT_EQ(lines.Finish(), "éééé\néé\n東京\n都\n");
}

// Proves: PRES-6
TEST(UnitSizeTest, MarksOfACharacterAndTokensAreNotParted) {
  EXPECT_EQ(UnitSize("e\u0301\u0323x", 0), 5u);
  EXPECT_EQ(UnitSize("a⟦U+202E⟧b", 1), std::string("⟦U+202E⟧").size());
  EXPECT_EQ(UnitSize("⟦lettres de plusieurs alphabets⟧ x", 0),
            std::string("⟦lettres de plusieurs alphabets⟧").size());
  EXPECT_EQ(UnitSize("⟦", 0), 3u);
  EXPECT_EQ(UnitSize("\xFFx", 0), 1u);
  EXPECT_EQ(UnitSize("x", 1), 0u);
}

// Proves: PRES-6
TEST(TextLinesTest, MarkAtTheRightEdgeGoesToTheNextLineWhole) {
  TextLines lines(20);
  lines.Add("le montant de 12");
  lines.Add("⟦U+202E⟧");
  lines.Add("€ dû");
  EXPECT_EQ(lines.Finish(), "le montant de\n12⟦U+202E⟧€ dû\n");
}

// Proves: PRES-6
TEST(TextLinesTest, FlagIsNotParted) {
  TextLines lines(34);
  lines.Add("le motif est pаypal ");
  lines.Add("⟦lettres de plusieurs alphabets⟧");
  EXPECT_EQ(lines.Finish(), "le motif est pаypal\n⟦lettres de plusieurs alphabets⟧\n");
}

// Proves: PRES-1
TEST(TextLinesTest, PunctuationOfFrenchStaysWithItsWord) {
  TextLines lines(10);
  lines.Add("le montant");
  lines.Add("\u00a0: ");
  lines.Add("12");
  EXPECT_EQ(lines.Finish(), "le\nmontant\u00a0:\n12\n");
}

// Proves: PRES-1
TEST(TextLinesTest, MarksOfFrenchStayWithTheirWordAcrossPlainBlanks) {
  TextLines lines(12);
  lines.Add("un  montant ; de « douze » : non ?");
  EXPECT_EQ(lines.Finish(), "un montant ;\nde\n« douze » :\nnon ?\n");
}

// Proves: PRES-1
TEST(TextLinesTest, MarkAloneInATextBeginsALineWhereItMust) {
  TextLines lines(7);
  lines.Add("montant ");
  lines.Add("; de");
  EXPECT_EQ(lines.Finish(), "montant\n; de\n");
}

// Proves: PRES-1
TEST(TextLinesTest, WordLongerThanALineIsPartedAtItsJoints) {
  TextLines lines(12);
  lines.Add("urn:a/bcdef/ghijk,lm https://exemple.fr/a");
  EXPECT_EQ(lines.Finish(), "urn:a/bcdef/\nghijk,lm\nhttps://\nexemple.fr/a\n");
}

// Proves: PRES-6
TEST(TextLinesTest, TokenInAWordLongerThanALineIsWholeOnTheNext) {
  TextLines lines(10);
  lines.Add("abc");
  lines.Add("defghij⟦U+202E⟧k");
  EXPECT_EQ(lines.Finish(), "abcdefghij\n⟦U+202E⟧k\n");
}

// Proves: PRES-1
TEST(TextLinesTest, TokenLongerThanALineIsCut) {
  TextLines lines(4);
  lines.Add("⟦U+202E⟧");
  EXPECT_EQ(lines.Finish(), "⟦U+2\n02E⟧\n");
}

TEST(TextLinesTest, IndentsUpToHalfALine) {
  TextLines lines(8);
  lines.Add("a");
  lines.Indent(2);
  lines.EndLine();
  lines.Add("b");
  lines.Indent(20);
  lines.BreakLine();
  lines.Add("c");
  lines.Outdent(22);
  lines.LeaveBlank();
  lines.Add("d");
  EXPECT_EQ(lines.Finish(), "a\n  b\n    c\n\nd\n");
}

TEST(TextLinesTest, LeavesNoBlankLineAtTheBeginning) {
  TextLines lines(8);
  lines.LeaveBlank();
  lines.EndLine();
  lines.Add("a");
  EXPECT_EQ(lines.Used(), 1u);
  EXPECT_EQ(lines.Finish(), "a\n");
}

}  // namespace
}  // namespace paraphe
