#include "server/identity/passwords.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

constexpr ScryptCost kCheap = {4};

std::string HexOf(absl::string_view password, absl::string_view salt, const ScryptCost& cost) {
  return absl::BytesToHexString(Scrypt(password, salt, cost, 64).value());
}

// RFC 7914 §12. Proves: CHN-4
TEST(PasswordsTest, ScryptGivesTheRfcsVectors) {
  EXPECT_EQ(HexOf("", "", {4, 1, 1}),
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
            "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
  EXPECT_EQ(HexOf("password", "NaCl", {10, 8, 16}),
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
            "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
  EXPECT_EQ(HexOf("pleaseletmein", "SodiumChloride", {14, 8, 1}),
            "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
            "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

TEST(PasswordsTest, AHashSaysItsParametersAndMatchesItsPasswordOnly) {
  const std::string hash = HashPassword("correct horse", kCheap).value();
  EXPECT_TRUE(absl::StartsWith(hash, "$scrypt$ln=4,r=8,p=1$")) << hash;
  EXPECT_FALSE(absl::StrContains(hash, "=$")) << hash;
  EXPECT_TRUE(VerifyPassword("correct horse", hash, kCheap).value().matches);
  EXPECT_FALSE(VerifyPassword("correct Horse", hash, kCheap).value().matches);
  EXPECT_FALSE(VerifyPassword("", hash, kCheap).value().matches);
  EXPECT_NE(HashPassword("correct horse", kCheap).value(), hash);  // another salt
}

TEST(PasswordsTest, OtherParametersThanTheWantedAreToldAndStillVerify) {
  const std::string hash = HashPassword("correct horse", kCheap).value();
  EXPECT_FALSE(VerifyPassword("correct horse", hash, kCheap).value().outdated);
  const PasswordVerdict verdict = VerifyPassword("correct horse", hash, {5}).value();
  EXPECT_TRUE(verdict.matches);
  EXPECT_TRUE(verdict.outdated);
}

TEST(PasswordsTest, WhatIsNoHashIsADefect) {
  const std::string hash = HashPassword("correct horse", kCheap).value();
  for (const std::string& bad :
       {std::string(), std::string("correct horse"), hash + "$", hash.substr(0, hash.size() - 1),
        absl::StrReplaceAll(hash, {{"scrypt", "argon2id"}}),
        absl::StrReplaceAll(hash, {{"ln=4", "ln=21"}}), absl::StrReplaceAll(hash, {{"r=8", "r=0"}}),
        absl::StrReplaceAll(hash, {{",p=1", ""}})}) {
    EXPECT_THAT(VerifyPassword("correct horse", bad, kCheap), HasReason(v1::INTERNAL)) << bad;
  }
}

// An accent typed as one character and as two is the same accent. Proves: CHN-4
TEST(PasswordsTest, KeyboardsDoNotMatter) {
  EXPECT_EQ(NormalizePassword("e\xCC\x81t\xC3\xA9").value(), "\xC3\xA9t\xC3\xA9");
  EXPECT_EQ(NormalizePassword("plain").value(), "plain");
}

TEST(PasswordsTest, WhatIsNoPasswordIsRefused) {
  EXPECT_THAT(NormalizePassword(""), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(NormalizePassword("\xFF"), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(NormalizePassword(std::string(1025, 'x')), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(NormalizePassword(std::string(1024, 'x')), IsOk());
}

}  // namespace
}  // namespace paraphe::server
