#include "server/identity/logins.h"

#include <algorithm>
#include <ctime>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
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
using paraphe::test::IsOkAndHolds;

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

class LoginsTest : public ::testing::Test {
 protected:
  LoginsTest() { world_.Add("marie"); }

  Logins& logins() {
    if (logins_ == nullptr) logins_ = std::make_unique<Logins>(world_.Parts());
    return *logins_;
  }
  std::string Enter(const char* password = kPassword) {
    return logins().Login(kPeer, "marie", password).value().token;
  }
  void Guess(int times, const std::string& name = "marie", const char* peer = kPeer) {
    for (int i = 0; i < times; ++i) {
      EXPECT_THAT(logins().Login(peer, name, "not-this-one-either"), HasReason(v1::LOGIN_REFUSED));
    }
  }

  // Seconds of the processor that a refused login takes.
  double CostOfLogin(const std::string& name) {
    const auto now = [] {
      timespec time = {};
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
      return absl::ToDoubleSeconds(absl::DurationFromTimespec(time));
    };
    const double begin = now();
    logins().Login(kPeer, name, "not-this-one-either").IgnoreError();
    return now() - begin;
  }

  AccountsWorld world_;
  std::unique_ptr<Logins> logins_;
};

// Proves: CHN-4
TEST_F(LoginsTest, NameAndPasswordGiveATokenThatStandsForTheAccount) {
  const LoginGiven given = logins().Login(kPeer, "Marie", kPassword).value();
  EXPECT_EQ(given.token.size(), size_t{43});
  EXPECT_EQ(given.expires_at, world_.clock.Now() + absl::Hours(8));
  EXPECT_FALSE(given.must_change_password);
  EXPECT_FALSE(given.last_login.has_value());
  EXPECT_THAT(logins().Identify(kPeer, given.token, "ListSessions"), IsOkAndHolds("marie"));
  EXPECT_THAT(logins().Identify(kPeer, "another", "ListSessions"), HasReason(v1::LOGIN_REFUSED));
  EXPECT_FALSE(absl::StrContains(world_.Account("marie").SerializeAsString(), given.token));
  EXPECT_FALSE(absl::StrContains(world_.Account("marie").SerializeAsString(), kPassword));
}

TEST_F(LoginsTest, ALoginEndsWithItsTimeAndWithLogout) {
  const std::string first = Enter(), second = Enter();
  ASSERT_THAT(logins().Logout(first), IsOk());
  EXPECT_THAT(logins().Identify(kPeer, first, "ListSessions"), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(logins().Identify(kPeer, second, "ListSessions"), IsOk());
  EXPECT_THAT(logins().Logout(first), IsOk());
  EXPECT_THAT(logins().Logout("never one"), IsOk());
  world_.clock.Advance(absl::Hours(8) - absl::Seconds(1));
  EXPECT_THAT(logins().Identify(kPeer, second, "ListSessions"), IsOk());
  world_.clock.Advance(absl::Seconds(1));
  EXPECT_THAT(logins().Identify(kPeer, second, "ListSessions"), HasReason(v1::LOGIN_REFUSED));
}

TEST_F(LoginsTest, OfTooManyLoginsTheOldestIsForgotten) {
  const std::string first = Enter();
  for (int i = 0; i < 8; ++i) Enter();
  EXPECT_THAT(logins().Identify(kPeer, first, "ListSessions"), HasReason(v1::LOGIN_REFUSED));
  EXPECT_EQ(world_.Account("marie").logins_size(), 8);
}

TEST_F(LoginsTest, WhatIsNoNameOrPasswordIsRefusedAtOnce) {
  EXPECT_THAT(logins().Login(kPeer, "", kPassword), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(logins().Login(kPeer, " decoy", kPassword), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(logins().Login(kPeer, std::string(129, 'a'), kPassword),
              HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(logins().Login(kPeer, "marie", ""), HasReason(v1::MALFORMED_REQUEST));
}

TEST_F(LoginsTest, AnUnknownNameIsRefusedInTheSameWords) {
  const absl::Status known = logins().Login(kPeer, "marie", "not-this-one").status();
  const absl::Status unknown = logins().Login(kPeer, "pierre", "not-this-one").status();
  EXPECT_THAT(known, HasReason(v1::LOGIN_REFUSED));
  EXPECT_EQ(known, unknown);
  EXPECT_THAT(logins().FindAccount("pierre"), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(logins().FindAccount("MARIE"), IsOkAndHolds("marie"));
}

// The work is the same: a hash, and a stored failure.
TEST_F(LoginsTest, AnUnknownNameTakesAsLongAsAKnownOne) {
  world_.settings.scrypt_log2_n = 12;
  world_.settings.failures_before_lock = 100;
  world_.settings.failures_per_address = 1000;
  world_.Add("jeanne");
  ASSERT_THAT(logins().Prepare(), IsOk());
  // Of the processor, in turn: what else the machine does is in neither.
  std::vector<double> known_times, unknown_times;
  for (int i = 0; i < 21; ++i) {
    known_times.push_back(CostOfLogin("jeanne"));
    unknown_times.push_back(CostOfLogin("nobody"));
  }
  const double known = Median(known_times), unknown = Median(unknown_times);
  EXPECT_LT(known / unknown, 2);
  EXPECT_LT(unknown / known, 2);
}

TEST_F(LoginsTest, AfterSoManyFailuresTheRightPasswordIsRefusedForAWhile) {
  Guess(3);
  EXPECT_THAT(logins().Login(kOtherPeer, "marie", kPassword), HasReason(v1::LOGIN_REFUSED));
  Guess(5);  // does not make the lock longer
  world_.clock.Advance(absl::Minutes(15));
  const LoginGiven given = logins().Login(kOtherPeer, "marie", kPassword).value();
  EXPECT_EQ(given.failures_since, uint32_t{9});
  EXPECT_EQ(logins().Login(kPeer, "marie", kPassword).value().failures_since, uint32_t{0});
}

TEST_F(LoginsTest, FewerFailuresLockNothingAndALoginEndsTheirRow) {
  Guess(2);
  world_.clock.Advance(absl::Minutes(1));
  const LoginGiven given = logins().Login(kPeer, "marie", kPassword).value();
  EXPECT_EQ(given.failures_since, uint32_t{2});
  Guess(2);
  const LoginGiven next = logins().Login(kPeer, "marie", kPassword).value();
  EXPECT_EQ(next.last_login, world_.clock.Now());
  EXPECT_EQ(next.failures_since, uint32_t{2});
}

TEST_F(LoginsTest, ALockOutIsInTheAuditLogWithoutTheName) {
  Guess(3);
  Guess(3, "nobody");
  ASSERT_EQ(world_.audit.size(), size_t{1});
  EXPECT_EQ(world_.audit[0].act(), "AccountLockOut");
  EXPECT_EQ(world_.audit[0].actor(), v1::AUDIT_SERVER);
  EXPECT_EQ(world_.audit[0].subject(), absl::BytesToHexString(Sha256("marie")));
  EXPECT_FALSE(absl::StrContains(world_.audit[0].SerializeAsString(), "marie"));
}

TEST_F(LoginsTest, AnAddressThatGuessesAtManyAccountsIsRefusedAndOthersAreNot) {
  for (int i = 0; i < 20; ++i) Guess(1, absl::StrCat("name-", i));
  EXPECT_THAT(logins().Login(kPeer, "marie", kPassword), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(logins().Login(kOtherPeer, "marie", kPassword), IsOk());
  world_.clock.Advance(absl::Minutes(15));
  EXPECT_THAT(logins().Login(kPeer, "marie", kPassword), IsOk());
}

TEST_F(LoginsTest, ReplicasCountFailuresTogetherAndAGuessThatComesLateIsRefused) {
  Logins other(world_.Parts());
  Guess(2);
  EXPECT_THAT(other.Login(kOtherPeer, "marie", "not-this-one"), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(logins().Login(kPeer, "marie", kPassword), HasReason(v1::LOGIN_REFUSED));
}

TEST_F(LoginsTest, OfFailuresAtOnceNoneIsMissed) {
  world_.settings.failures_before_lock = 100;
  world_.settings.failures_per_address = 1000;
  std::vector<std::thread> threads;
  logins();
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { Guess(10); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(world_.Account("marie").failures(), uint32_t{40});
}

TEST_F(LoginsTest, AHashOfOtherParametersIsReplacedAtTheNextLogin) {
  const std::string before = world_.Account("marie").password_hash();
  world_.settings.scrypt_log2_n = 5;
  Guess(1);
  EXPECT_EQ(world_.Account("marie").password_hash(), before);
  Enter();
  const std::string after = world_.Account("marie").password_hash();
  EXPECT_TRUE(absl::StartsWith(after, "$scrypt$ln=5,")) << after;
  Enter();
  EXPECT_EQ(world_.Account("marie").password_hash(), after);
}

TEST_F(LoginsTest, AChangedPasswordHoldsAndEndsOtherLogins) {
  const std::string own = Enter(), other = Enter();
  ASSERT_THAT(logins().ChangePassword(kPeer, own, kPassword, "neuf-chiens-gris"), IsOk());
  EXPECT_THAT(logins().Identify(kPeer, own, "ListSessions"), IsOk());
  EXPECT_THAT(logins().Identify(kPeer, other, "ListSessions"), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(logins().Login(kPeer, "marie", kPassword), HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(logins().Login(kPeer, "marie", "neuf-chiens-gris"), IsOk());
}

TEST_F(LoginsTest, APasswordIsChangedByWhoKnowsItOnly) {
  const std::string own = Enter();
  EXPECT_THAT(logins().ChangePassword(kPeer, "another", kPassword, "neuf-chiens-gris"),
              HasReason(v1::LOGIN_REFUSED));
  EXPECT_THAT(logins().ChangePassword(kPeer, own, kPassword, "password1234"),
              HasReason(v1::PASSWORD_TOO_WEAK));
  EXPECT_THAT(logins().ChangePassword(kPeer, own, kPassword, kPassword),
              HasReason(v1::PASSWORD_TOO_WEAK));
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(logins().ChangePassword(kPeer, own, "not-this-one", "neuf-chiens-gris"),
                HasReason(v1::LOGIN_REFUSED));
  }
  EXPECT_THAT(logins().ChangePassword(kPeer, own, kPassword, "neuf-chiens-gris"),
              HasReason(v1::LOGIN_REFUSED));  // locked now
  world_.clock.Advance(absl::Minutes(15));
  EXPECT_THAT(logins().Login(kPeer, "marie", kPassword), IsOk());
}

TEST_F(LoginsTest, AnInitialPasswordMustBeChangedFirst) {
  AccountKeeper keeper(world_.Parts());
  const std::string initial = keeper.Create("root", "anne", "").value();
  const LoginGiven given = logins().Login(kPeer, "anne", initial).value();
  EXPECT_TRUE(given.must_change_password);
  EXPECT_THAT(logins().Identify(kPeer, given.token, "ListSessions"), HasReason(v1::LOGIN_REFUSED));
  ASSERT_THAT(logins().ChangePassword(kPeer, given.token, initial, "neuf-chiens-gris"), IsOk());
  EXPECT_THAT(logins().Identify(kPeer, given.token, "ListSessions"), IsOkAndHolds("anne"));
}

TEST_F(LoginsTest, WithoutAnAuditLogALockOutStillHolds) {
  world_.audit_status = MakeError(v1::STORE_UNAVAILABLE, "no disk");
  Guess(2);
  EXPECT_THAT(logins().Login(kPeer, "marie", "not-this-one"), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_THAT(logins().Login(kPeer, "marie", kPassword), HasReason(v1::LOGIN_REFUSED));
}

}  // namespace
}  // namespace paraphe::server::test
