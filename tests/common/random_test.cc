#include "common/random.h"

#include "gtest/gtest.h"

namespace paraphe {
namespace {

TEST(RandomTest, HasTheSizeAndDiffers) {
  const auto first = RandomBytes(32);
  const auto second = RandomBytes(32);
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->size(), 32u);
  EXPECT_NE(*first, *second);
  EXPECT_EQ(RandomBytes(0)->size(), 0u);
}

}  // namespace
}  // namespace paraphe
