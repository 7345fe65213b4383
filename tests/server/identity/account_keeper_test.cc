#include "server/identity/account_keeper.h"

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "common/hash.h"
#include "tests/server/identity/accounts_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

class AccountKeeperTest : public ::testing::Test {
 protected:
  std::vector<std::string> Acts() {
    std::vector<std::string> acts;
    for (const v1::AuditEntry& entry : world_.audit) acts.push_back(entry.act());
    return acts;
  }

  AccountsWorld world_;
  AccountKeeper keeper_{world_.Parts()};
  Logins logins_{world_.Parts()};
};

// Proves: CHN-4
TEST_F(AccountKeeperTest, AnAccountHasAnInitialPasswordThatMustBeChanged) {
  const std::string made = keeper_.Create("root", "Marie", "").value();
  EXPECT_EQ(made.size(), size_t{23});
  EXPECT_NE(keeper_.Create("root", "anne", "").value(), made);
  EXPECT_TRUE(logins_.Login(kPeer, "marie", made).value().must_change_password);
  EXPECT_EQ(keeper_.Create("root", "pierre", kPassword).value(), kPassword);
  EXPECT_TRUE(logins_.Login(kPeer, "pierre", kPassword).value().must_change_password);
}

TEST_F(AccountKeeperTest, WhatCannotBeAnAccountIsRefusedAndLeavesNothing) {
  world_.Add("marie");
  EXPECT_THAT(keeper_.Create("root", "MARIE", ""), HasReason(v1::ACCOUNT_EXISTS));
  EXPECT_THAT(keeper_.Create("root", "", ""), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(keeper_.Create("root", "ma rie", ""), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(keeper_.Create("root", "pierre", "password1234"), HasReason(v1::PASSWORD_TOO_WEAK));
  EXPECT_THAT(keeper_.List("", 10).value(), ::testing::SizeIs(1));
  EXPECT_THAT(Acts(), ::testing::IsEmpty());
}

TEST_F(AccountKeeperTest, AResetEndsLoginsAndLocksAndAsksForAChange) {
  world_.Add("marie");
  const std::string token = logins_.Login(kPeer, "marie", kPassword).value().token;
  for (int i = 0; i < 3; ++i) logins_.Login(kPeer, "marie", "not-this-one").IgnoreError();
  const std::string made = keeper_.Reset("root", "Marie").value();
  EXPECT_THAT(logins_.Identify(kPeer, token, "ListSessions"), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(logins_.Login(kPeer, "marie", kPassword), HasReason(v1::LOGIN_REFUSED));
  EXPECT_TRUE(logins_.Login(kPeer, "marie", made).value().must_change_password);
}

TEST_F(AccountKeeperTest, ALockedAccountStaysSoUntilItIsUnlocked) {
  world_.Add("marie");
  const std::string token = logins_.Login(kPeer, "marie", kPassword).value().token;
  ASSERT_THAT(keeper_.Lock("root", "marie"), IsOk());
  ASSERT_THAT(keeper_.Lock("root", "marie"), IsOk());
  EXPECT_THAT(logins_.Identify(kPeer, token, "ListSessions"), HasReason(v1::LOGIN_REFUSED));
  world_.clock.Advance(absl::Hours(1));
  EXPECT_THAT(logins_.Login(kPeer, "marie", kPassword), HasReason(v1::LOGIN_REFUSED));
  ASSERT_THAT(keeper_.Unlock("root", "marie"), IsOk());
  EXPECT_THAT(logins_.Login(kPeer, "marie", kPassword), IsOk());
}

TEST_F(AccountKeeperTest, UnlockingEndsALockOut) {
  world_.Add("marie");
  for (int i = 0; i < 3; ++i) logins_.Login(kPeer, "marie", "not-this-one").IgnoreError();
  ASSERT_THAT(keeper_.Unlock("root", "marie"), IsOk());
  EXPECT_THAT(logins_.Login(kPeer, "marie", kPassword), IsOk());
}

TEST_F(AccountKeeperTest, ARemovedAccountIsGone) {
  world_.Add("marie");
  const std::string token = logins_.Login(kPeer, "marie", kPassword).value().token;
  ASSERT_THAT(keeper_.Remove("root", "marie"), IsOk());
  EXPECT_THAT(logins_.Identify(kPeer, token, "ListSessions"), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(logins_.Login(kPeer, "marie", kPassword), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(keeper_.Remove("root", "marie"), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(keeper_.Reset("root", "marie"), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(keeper_.Lock("root", "marie"), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(keeper_.Unlock("root", "marie"), HasReason(v1::ACCOUNT_UNKNOWN));
}

// What stands in for names that are none is no account.
TEST_F(AccountKeeperTest, AListHoldsAccountsOnly) {
  world_.Add("marie");
  world_.Add("0");
  ASSERT_THAT(logins_.Prepare(), IsOk());
  const std::vector<v1::AccountRecord> listed = keeper_.List("", 10).value();
  ASSERT_EQ(listed.size(), size_t{2});
  EXPECT_EQ(listed[0].name(), "0");
  EXPECT_EQ(listed[1].name(), "marie");
  EXPECT_THAT(keeper_.List("0", 10).value(), ::testing::SizeIs(1));
}

TEST_F(AccountKeeperTest, EachActIsInTheAuditLogOrDoesNotHappen) {
  ASSERT_THAT(keeper_.Create("root", "marie", ""), IsOk());
  ASSERT_THAT(keeper_.Reset("root", "marie"), IsOk());
  ASSERT_THAT(keeper_.Lock("root", "marie"), IsOk());
  ASSERT_THAT(keeper_.Unlock("root", "marie"), IsOk());
  ASSERT_THAT(keeper_.Remove("root", "marie"), IsOk());
  EXPECT_THAT(Acts(), ::testing::ElementsAre("AccountCreate", "AccountReset", "AccountLock",
                                             "AccountUnlock", "AccountRemove"));
  for (const v1::AuditEntry& entry : world_.audit) {
    EXPECT_EQ(entry.administrator(), "root");
    EXPECT_EQ(entry.actor(), v1::AUDIT_ADMINISTRATOR);
    EXPECT_EQ(entry.subject(), absl::BytesToHexString(Sha256("marie")));
    EXPECT_FALSE(absl::StrContains(entry.SerializeAsString(), "marie"));
  }
  world_.audit_status = MakeError(v1::STORE_UNAVAILABLE, "no disk");
  EXPECT_THAT(keeper_.Create("root", "marie", ""), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_THAT(keeper_.List("", 10).value(), ::testing::IsEmpty());
}

}  // namespace
}  // namespace paraphe::server::test
