#include "client/desk/seen_parts.h"

#include <QTextBlock>
#include <QTextCursor>

#include "gtest/gtest.h"

#include "tests/client/desk/testing/qt_world.h"

namespace paraphe::desk {
namespace {

class SeenPartsTest : public ::testing::Test {
 protected:
  SeenPartsTest() {
    test::StartQt();
    page_.setPlainText("one\n\ntwo  \nthree");  // positions 0, 4, 5 and 11
  }

  QTextDocument page_;
  SeenParts seen_;
};

// Proves: PRES-9
TEST_F(SeenPartsTest, EveryVisibleCharacterMustHaveBeenThere) {
  EXPECT_EQ(seen_.FirstUnseen(page_), 0);
  seen_.Add(0, 3);
  EXPECT_EQ(seen_.FirstUnseen(page_), 5) << "ends of paragraphs show nothing";
  seen_.Add(11, 16);
  EXPECT_EQ(seen_.FirstUnseen(page_), 5) << "the end alone is not the whole";
  seen_.Add(5, 7);
  EXPECT_EQ(seen_.FirstUnseen(page_), 7);
  seen_.Add(7, 8);
  EXPECT_EQ(seen_.FirstUnseen(page_), std::nullopt) << "blanks show nothing";
}

// Proves: PRES-9
TEST_F(SeenPartsTest, PartsMayOverlapInAnyOrder) {
  seen_.Add(9, 16);
  seen_.Add(2, 6);
  seen_.Add(4, 12);
  EXPECT_EQ(seen_.FirstUnseen(page_), 0);
  seen_.Add(0, 2);
  EXPECT_EQ(seen_.FirstUnseen(page_), std::nullopt);
  seen_.Clear();
  EXPECT_EQ(seen_.FirstUnseen(page_), 0);
}

// Proves: PRES-9
TEST_F(SeenPartsTest, EmptyPartIsNone) {
  seen_.Add(5, 5);
  seen_.Add(8, 3);
  EXPECT_EQ(seen_.FirstUnseen(page_), 0);
}

// Proves: PRES-9
TEST_F(SeenPartsTest, WhatIsFoldedAwayNeedNotBeSeen) {
  seen_.Add(0, 8);
  QTextBlock folded = page_.findBlock(11);
  folded.setVisible(false);
  EXPECT_EQ(seen_.FirstUnseen(page_), std::nullopt);
  folded.setVisible(true);
  EXPECT_EQ(seen_.FirstUnseen(page_), 11);
}

}  // namespace
}  // namespace paraphe::desk
