#include "server/store/sqlite/shared_texts.h"

#include <memory>
#include <string>
#include <utility>

#include "gtest/gtest.h"

#include "common/hash.h"

namespace paraphe::server::sqlite {
namespace {

SharedTexts::Text TextOf(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

// Proves: POL-7
TEST(SharedTextsTest, WhatIsKeptIsFoundByItsDigest) {
  SharedTexts texts;
  EXPECT_EQ(texts.Find(Sha256("a")), nullptr);
  texts.Keep(Sha256("a"), TextOf("a"));
  texts.Keep(Sha256("b"), TextOf("b"));
  EXPECT_EQ(*texts.Find(Sha256("a")), "a");
  EXPECT_EQ(*texts.Find(Sha256("b")), "b");
  EXPECT_EQ(texts.Find(Sha256("c")), nullptr);
}

// Proves: POL-7
TEST(SharedTextsTest, ADigestIsThatOfItsTextWhetherItIsKeptOrNot) {
  SharedTexts texts;
  EXPECT_TRUE(texts.IsDigestOf(Sha256("a"), "a"));
  EXPECT_FALSE(texts.IsDigestOf(Sha256("a"), "b"));
  texts.Keep(Sha256("a"), TextOf("a"));
  EXPECT_TRUE(texts.IsDigestOf(Sha256("a"), "a"));
  EXPECT_FALSE(texts.IsDigestOf(Sha256("a"), "b"));
}

// Proves: SES-8
TEST(SharedTextsTest, WhatIsDroppedIsGone) {
  SharedTexts texts;
  texts.Keep(Sha256("a"), TextOf("a"));
  texts.Keep(Sha256("b"), TextOf("b"));
  texts.Drop(Sha256("a"));
  texts.Drop(Sha256("a"));
  EXPECT_EQ(texts.Find(Sha256("a")), nullptr);
  EXPECT_NE(texts.Find(Sha256("b")), nullptr);
  texts.Clear();
  EXPECT_EQ(texts.Find(Sha256("b")), nullptr);
}

TEST(SharedTextsTest, TooManyBytesAreNotKept) {
  SharedTexts texts;
  texts.Keep(Sha256("a"), TextOf(std::string(SharedTexts::kMostBytes / 2, 'a')));
  texts.Keep(Sha256("b"), TextOf(std::string(SharedTexts::kMostBytes / 2, 'b')));
  EXPECT_NE(texts.Find(Sha256("a")), nullptr);
  texts.Keep(Sha256("c"), TextOf("c"));
  EXPECT_EQ(texts.Find(Sha256("a")), nullptr);
  EXPECT_EQ(texts.Find(Sha256("b")), nullptr);
  EXPECT_EQ(*texts.Find(Sha256("c")), "c");
}

}  // namespace
}  // namespace paraphe::server::sqlite
