#include "render/text_table.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Proves: PRES-1
TEST(TextTableTest, ColumnsGetWhatTheyAskForWhereThereIsRoom) {
  EXPECT_THAT(FitColumns({{2, 5}, {3, 10}}, 18), ElementsAre(5, 10));
  EXPECT_THAT(FitColumns({{2, 5}, {3, 10}}, 100), ElementsAre(5, 10));
}

TEST(TextTableTest, WhatIsLeftIsShared) {
  EXPECT_THAT(FitColumns({{2, 12}, {3, 23}}, 23), ElementsAre(7, 13));
  EXPECT_THAT(FitColumns({{2, 12}, {3, 23}}, 8), ElementsAre(2, 3));
}

TEST(TextTableTest, ThereAreNoColumnsWithoutRoomForTheLongestWords) {
  EXPECT_THAT(FitColumns({{2, 12}, {3, 23}}, 7), IsEmpty());
  EXPECT_THAT(FitColumns({}, 7), IsEmpty());
}

TEST(TextTableTest, CellsStandSideBySide) {
  EXPECT_THAT(SetRow({{{"é", "un"}}, {{"1,00"}, true}}, {3, 6, 2}),
              ElementsAre("é   |   1,00 |", "un  |        |"));
  EXPECT_THAT(SetRow({{{"東京"}}, {{"x"}}}, {5, 1}), ElementsAre("東京  | x"));
  EXPECT_THAT(SetRow({}, {3}), IsEmpty());
  EXPECT_EQ(HeadingRule({3, 2}), "----+---");
}

}  // namespace
}  // namespace paraphe
