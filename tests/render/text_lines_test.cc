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
  EXPECT_EQ(lines.used(), 1u);
  EXPECT_EQ(lines.Finish(), "a\n");
}

}  // namespace
}  // namespace paraphe
