#include "render/width.h"

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

}  // namespace
}  // namespace paraphe
