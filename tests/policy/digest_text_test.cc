#include "policy/digest_text.h"

#include <string>

#include "gtest/gtest.h"

namespace paraphe {
namespace {

std::string Hex(size_t bytes) {
  std::string hex;
  for (size_t i = 0; i < bytes; ++i) hex += "aB";
  return hex;
}

TEST(DigestTextTest, EveryAlgorithmFillsItsOwnField) {
  EXPECT_EQ(ParseDigestText("sha1:" + Hex(20))->sha1(), std::string(20, '\xab'));
  EXPECT_EQ(ParseDigestText("sha256:" + Hex(32))->sha256(), std::string(32, '\xab'));
  EXPECT_EQ(ParseDigestText("sha384:" + Hex(48))->sha384(), std::string(48, '\xab'));
  EXPECT_EQ(ParseDigestText("sha512:" + Hex(64))->sha512(), std::string(64, '\xab'));
}

TEST(DigestTextTest, AnythingElseIsNoDigest) {
  for (const std::string& text :
       {std::string(), std::string("sha256"), std::string("sha256:"), "sha256:" + Hex(31),
        "sha256:" + Hex(33), "sha1:" + Hex(32), "SHA256:" + Hex(32), "md5:" + Hex(16), Hex(32),
        "sha256:" + Hex(31) + "a", "sha256:" + Hex(31) + "xy", " sha256:" + Hex(32),
        "sha256:" + Hex(32) + " "}) {
    EXPECT_FALSE(ParseDigestText(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace paraphe
