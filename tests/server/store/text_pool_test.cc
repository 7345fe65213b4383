#include "server/store/text_pool.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace paraphe::server {
namespace {

// Proves: SES-7
TEST(TextPoolTest, OneTextIsThereOnce) {
  TextPool pool;
  const TextPool::Text first = pool.Share("texte");
  EXPECT_EQ(*first, "texte");
  EXPECT_EQ(pool.Share(std::string("texte")), first);
  EXPECT_NE(pool.Share("autre"), first);
  EXPECT_EQ(first.use_count(), 1) << "the pool itself keeps nothing";
}

// Proves: SES-7, SES-8
TEST(TextPoolTest, WhatNobodyHasIsDropped) {
  TextPool pool;
  const TextPool::Text kept = pool.Share("texte");
  for (int i = 0; i < 10000; ++i) pool.Share(absl::StrCat("texte ", i));
  EXPECT_LE(pool.size(), 33u);
  EXPECT_EQ(pool.Share("texte"), kept);
}

// Proves: SES-7
TEST(TextPoolTest, AsManyTextsAsThereAreAreFound) {
  TextPool pool;
  std::vector<TextPool::Text> texts;
  for (int i = 0; i < 1000; ++i) texts.push_back(pool.Share(absl::StrCat("texte ", i)));
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(pool.Share(absl::StrCat("texte ", i)), texts[static_cast<size_t>(i)]);
}

}  // namespace
}  // namespace paraphe::server
