#include "server/store/content_key.h"

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::IsOkAndHolds;

class ContentKeyTest : public ::testing::Test {
 protected:
  std::string Sealed(absl::string_view content) { return *key_.Seal(content, "record 1 a"); }

  ContentKey key_ = *ContentKey::Generate();
};

// Proves: SES-2
TEST_F(ContentKeyTest, WhatWasSealedIsOpenedByItsKey) {
  for (const std::string& content : {std::string(), std::string("DOCUMENT-MARK"),
                                     std::string(3 << 20, 'x'), std::string("\0\xff", 2)}) {
    const std::string sealed = Sealed(content);
    EXPECT_EQ(sealed.size(), content.size() + 28);
    EXPECT_THAT(key_.Open(sealed, "record 1 a"), IsOkAndHolds(content));
    EXPECT_THAT(ContentKey::Of(key_.bytes())->Open(sealed, "record 1 a"), IsOkAndHolds(content));
  }
}

// Proves: SES-2
TEST_F(ContentKeyTest, SealedContentShowsNothingAndNeverRepeats) {
  EXPECT_FALSE(absl::StrContains(Sealed("DOCUMENT-MARK"), "DOCUMENT"));
  EXPECT_NE(Sealed("DOCUMENT-MARK"), Sealed("DOCUMENT-MARK"));
}

// Proves: SES-2
TEST_F(ContentKeyTest, AnotherKeyOpensNothing) {
  EXPECT_THAT(ContentKey::Generate()->Open(Sealed("content"), "record 1 a"),
              HasReason(v1::INTERNAL));
}

// Proves: SES-6
TEST_F(ContentKeyTest, WhatStandsElsewhereOrWasChangedIsRefused) {
  const std::string sealed = Sealed("content");
  EXPECT_THAT(key_.Open(sealed, "record 2 a"), HasReason(v1::INTERNAL));
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_THAT(key_.Open(changed, "record 1 a"), HasReason(v1::INTERNAL)) << i;
    EXPECT_THAT(key_.Open(sealed.substr(0, i), "record 1 a"), HasReason(v1::INTERNAL)) << i;
  }
  EXPECT_THAT(key_.Open(sealed + "x", "record 1 a"), HasReason(v1::INTERNAL));
}

// Proves: SES-6
TEST_F(ContentKeyTest, AKeyHasItsLength) {
  EXPECT_THAT(ContentKey::Of(""), HasReason(v1::INTERNAL));
  EXPECT_THAT(ContentKey::Of(std::string(31, 'k')), HasReason(v1::INTERNAL));
  EXPECT_THAT(ContentKey::Of(std::string(32, 'k')), IsOk());
}

}  // namespace
}  // namespace paraphe::server
