#include "common/openssl.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe {
namespace {

using ::testing::HasSubstr;

// Leaves an error behind, as a parser that is given no DER does.
void FailToParse() {
  const unsigned char bytes[] = {0x30};
  const unsigned char* begin = bytes;
  EXPECT_EQ(UniqueX509(d2i_X509(nullptr, &begin, sizeof(bytes))), nullptr);
}

TEST(OpensslTest, ErrorsAreDrainedIntoOneLine) {
  ClearOpensslErrors();
  FailToParse();
  const std::string drained = DrainOpensslErrors();
  EXPECT_NE(drained, "no detail");
  EXPECT_EQ(drained.find('\n'), std::string::npos);
  EXPECT_EQ(ERR_peek_error(), 0u);
  EXPECT_EQ(DrainOpensslErrors(), "no detail");
}

TEST(OpensslTest, SeveralErrorsStandBesideEachOther) {
  ClearOpensslErrors();
  FailToParse();
  FailToParse();
  EXPECT_THAT(DrainOpensslErrors(), HasSubstr("; "));
}

TEST(OpensslTest, WhatAnotherLeftBehindIsCleared) {
  FailToParse();
  ClearOpensslErrors();
  EXPECT_EQ(DrainOpensslErrors(), "no detail");
}

}  // namespace
}  // namespace paraphe
