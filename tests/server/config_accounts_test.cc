// The block `accounts` of a configuration. Proves: CHN-4
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/config.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;

class ConfigAccountsTest : public testing::Test {
 protected:
  absl::StatusOr<ServerSettings> Load(const std::string& accounts) {
    return LoadServerConfig(
        dir_.WriteFileOrDie("paraphed.textproto", absl::StrCat(R"(listen: "127.0.0.1:7443"
tls { certificate_file: "tls.pem" private_key_file: "tls.key" }
applications { name: "mairie" identities { subject_alternative_name: "DNS:erp.example.org" } }
client_ca_files: "clients.pem"
policy_files: "policies"
table_files: "tables"
trusted_ca_files: "ca.pem"
)",
                                                               accounts)));
  }
  const test::TempDir dir_;
};

TEST_F(ConfigAccountsTest, WithoutTheBlockThereAreNone) {
  const auto settings = Load("");
  ASSERT_THAT(settings, IsOk());
  EXPECT_FALSE(settings->accounts.has_value());
}

TEST_F(ConfigAccountsTest, AnEmptyBlockGetsTheDefaults) {
  const auto settings = Load("accounts {}");
  ASSERT_THAT(settings, IsOk());
  ASSERT_TRUE(settings->accounts.has_value());
  EXPECT_EQ(settings->accounts->least_password_characters, 12u);
  EXPECT_EQ(settings->accounts->scrypt_log2_n, 17u);
  EXPECT_EQ(settings->accounts->failures_before_lock, 10u);
  EXPECT_EQ(settings->accounts->lock_time, absl::Minutes(15));
  EXPECT_EQ(settings->accounts->failures_per_address, 50u);
  EXPECT_EQ(settings->accounts->login_lifetime, absl::Hours(8));
  EXPECT_EQ(settings->accounts->refused_passwords_file, "");
}

TEST_F(ConfigAccountsTest, EachValueIsTaken) {
  const auto settings = Load(
      "accounts { least_password_characters: 8 scrypt_log2_n: 15 failures_before_lock: 3 "
      "lock_time { seconds: 60 } failures_per_address: 20 login_lifetime { seconds: 600 } "
      "refused_passwords_file: \"refused.txt\" }");
  ASSERT_THAT(settings, IsOk());
  EXPECT_EQ(settings->accounts->least_password_characters, 8u);
  EXPECT_EQ(settings->accounts->scrypt_log2_n, 15u);
  EXPECT_EQ(settings->accounts->failures_before_lock, 3u);
  EXPECT_EQ(settings->accounts->lock_time, absl::Minutes(1));
  EXPECT_EQ(settings->accounts->failures_per_address, 20u);
  EXPECT_EQ(settings->accounts->login_lifetime, absl::Minutes(10));
  EXPECT_EQ(settings->accounts->refused_passwords_file, dir_.Join("refused.txt"));
}

TEST_F(ConfigAccountsTest, WhatIsOutOfItsBoundsIsAFault) {
  for (const char* bad : {"least_password_characters: 7", "least_password_characters: 129",
                          "scrypt_log2_n: 14", "scrypt_log2_n: 21", "failures_before_lock: 101",
                          "failures_per_address: 10001", "lock_time { seconds: 0 }",
                          "lock_time { seconds: -1 }", "login_lifetime { seconds: 99999999999 }"}) {
    EXPECT_THAT(Load(absl::StrCat("accounts { ", bad, " }")), HasReason(v1::MALFORMED_FILE)) << bad;
  }
}

}  // namespace
}  // namespace paraphe::server
