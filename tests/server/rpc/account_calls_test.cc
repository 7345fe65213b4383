// What administrators ask of accounts. Proves: CHN-4
#include "server/rpc/account_calls.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/server_core.h"
#include "server/store/memory_store.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

class AccountCallsTest : public ::testing::Test {
 protected:
  explicit AccountCallsTest(bool with_accounts = true) : core_(Parts(with_accounts)) {}

  CoreParts Parts(bool with_accounts) {
    CoreParts parts;
    if (with_accounts) {
      parts.settings.accounts.emplace();
      parts.settings.accounts->scrypt_log2_n = 4;
      parts.settings.accounts->failures_before_lock = 2;
    }
    parts.clock = &clock_;
    parts.store = &store_;
    return parts;
  }
  template <typename Request>
  static Request Named(const std::string& name) {
    Request request;
    request.set_user_name(name);
    return request;
  }
  const ServerContext& context() const { return core_.context(); }
  v1::ListAccountsResponse List() {
    return ListAccounts(context(), peer_, v1::ListAccountsRequest()).value();
  }

  paraphe::test::FakeClock clock_;
  MemoryStore store_;
  ServerCore core_;
  const Peer peer_ = {"ipv4:192.0.2.7:40312", {}, "root"};
};

TEST_F(AccountCallsTest, AnAccountIsMadeLockedResetListedAndRemoved) {
  const auto made = CreateAccount(context(), peer_, Named<v1::CreateAccountRequest>("Marie"));
  ASSERT_THAT(made, IsOk());
  EXPECT_FALSE(made->initial_password().empty());
  EXPECT_TRUE(List().accounts(0).must_change_password());
  EXPECT_EQ(List().accounts(0).user_name(), "marie");
  ASSERT_THAT(core_.context().logins->Login(peer_.address, "marie", made->initial_password()),
              IsOk());
  EXPECT_TRUE(List().accounts(0).has_last_login());

  ASSERT_THAT(LockAccount(context(), peer_, Named<v1::LockAccountRequest>("marie")), IsOk());
  EXPECT_TRUE(List().accounts(0).locked());
  v1::LockAccountRequest unlock = Named<v1::LockAccountRequest>("marie");
  unlock.set_unlock(true);
  ASSERT_THAT(LockAccount(context(), peer_, unlock), IsOk());
  EXPECT_FALSE(List().accounts(0).locked());

  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(core_.context().logins->Login(peer_.address, "marie", "not-this-one"),
                HasReason(v1::LOGIN_REFUSED));
  }
  EXPECT_TRUE(List().accounts(0).has_locked_until());
  const auto reset = ResetPassword(context(), peer_, Named<v1::ResetPasswordRequest>("marie"));
  ASSERT_THAT(reset, IsOk());
  EXPECT_NE(reset->initial_password(), made->initial_password());
  EXPECT_FALSE(List().accounts(0).has_locked_until());

  ASSERT_THAT(RemoveAccount(context(), peer_, Named<v1::RemoveAccountRequest>("marie")), IsOk());
  EXPECT_EQ(List().accounts_size(), 0);
}

TEST_F(AccountCallsTest, APasswordThatWasGivenIsNotSentBack) {
  v1::CreateAccountRequest request = Named<v1::CreateAccountRequest>("marie");
  request.set_initial_password("huit-chats-noirs");
  const auto made = CreateAccount(context(), peer_, request);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->initial_password(), "");
  request.set_user_name("pierre");
  request.set_initial_password("password1234");
  EXPECT_THAT(CreateAccount(context(), peer_, request), HasReason(v1::PASSWORD_TOO_WEAK));
}

TEST_F(AccountCallsTest, WhatCannotBeDoneIsRefused) {
  ASSERT_THAT(CreateAccount(context(), peer_, Named<v1::CreateAccountRequest>("marie")), IsOk());
  EXPECT_THAT(CreateAccount(context(), peer_, Named<v1::CreateAccountRequest>("MARIE")),
              HasReason(v1::ACCOUNT_EXISTS));
  EXPECT_THAT(CreateAccount(context(), peer_, Named<v1::CreateAccountRequest>("")),
              HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(ResetPassword(context(), peer_, Named<v1::ResetPasswordRequest>("anne")),
              HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(LockAccount(context(), peer_, Named<v1::LockAccountRequest>("anne")),
              HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(RemoveAccount(context(), peer_, Named<v1::RemoveAccountRequest>("anne")),
              HasReason(v1::ACCOUNT_UNKNOWN));
}

class WithoutAccountsTest : public AccountCallsTest {
 protected:
  WithoutAccountsTest() : AccountCallsTest(/*with_accounts=*/false) {}
};

TEST_F(WithoutAccountsTest, EveryCallSaysSo) {
  EXPECT_THAT(CreateAccount(context(), peer_, Named<v1::CreateAccountRequest>("marie")),
              HasReason(v1::NOT_ALLOWED));
  EXPECT_THAT(ResetPassword(context(), peer_, Named<v1::ResetPasswordRequest>("marie")),
              HasReason(v1::NOT_ALLOWED));
  EXPECT_THAT(LockAccount(context(), peer_, Named<v1::LockAccountRequest>("marie")),
              HasReason(v1::NOT_ALLOWED));
  EXPECT_THAT(RemoveAccount(context(), peer_, Named<v1::RemoveAccountRequest>("marie")),
              HasReason(v1::NOT_ALLOWED));
  EXPECT_THAT(ListAccounts(context(), peer_, v1::ListAccountsRequest()),
              HasReason(v1::NOT_ALLOWED));
}

}  // namespace
}  // namespace paraphe::server
