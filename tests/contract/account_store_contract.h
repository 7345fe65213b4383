// What every AccountStore does; instantiated beside each store's test. And how sessions that wait for a signer are found.
// Proves: CHN-4
#ifndef PARAPHE_TESTS_CONTRACT_ACCOUNT_STORE_CONTRACT_H_
#define PARAPHE_TESTS_CONTRACT_ACCOUNT_STORE_CONTRACT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/hash.h"
#include "server/store/account_store.h"
#include "tests/contract/session_store_contract.h"

namespace paraphe::server::test {

inline v1::AccountRecord SampleAccount(const std::string& name,
                                       const std::vector<std::string>& logins = {}) {
  v1::AccountRecord record;
  record.set_name(name);
  record.set_version(1);
  record.set_password_hash(absl::StrCat("$scrypt$of ", name));
  record.mutable_created_at()->set_seconds(1'700'000'000);
  for (const std::string& login : logins) {
    auto& one = *record.add_logins();
    one.set_token_sha256(Sha256(login));
    one.mutable_expires_at()->set_seconds(1'800'000'000);
  }
  return record;
}

inline v1::AccountRecord Next(v1::AccountRecord record) {
  record.set_version(record.version() + 1);
  return record;
}

class AccountStoreContract : public SessionStoreContract {
 public:
  AccountStore& accounts() { return *store().accounts(); }
  std::vector<std::string> Names(const std::string& after, size_t limit) {
    std::vector<std::string> names;
    const std::vector<v1::AccountRecord> listed = accounts().List(after, limit).value();
    for (const v1::AccountRecord& one : listed) names.push_back(one.name());
    return names;
  }
  // A session of that signer, created so many seconds late.
  v1::SessionRecord Waiting(const std::string& suffix, const std::string& signer, int seconds,
                            SessionState state = SessionState::kPrepared) {
    v1::SessionRecord record = SampleRecord(state, suffix);
    record.set_signer(signer);
    record.mutable_created_at()->set_seconds(record.created_at().seconds() + seconds);
    return record;
  }
  std::vector<std::string> WaitingFor(const std::string& signer, size_t limit = 1000) {
    std::vector<std::string> ids;
    const std::vector<v1::SessionRecord> waiting = store().ListWaiting(signer, limit).value();
    for (const v1::SessionRecord& one : waiting) ids.push_back(one.id());
    return ids;
  }
};

TEST_P(AccountStoreContract, WhatWasStoredIsFoundByNameAndByLogin) {
  const v1::AccountRecord record = SampleAccount("marie", {"desk-1", "desk-2"});
  ASSERT_THAT(accounts().Create(record), IsOk());
  EXPECT_THAT(accounts().LoadByName("marie"), IsOkAndHolds(SameRecord(record)));
  EXPECT_THAT(accounts().LoadByLogin(Sha256("desk-1")), IsOkAndHolds(SameRecord(record)));
  EXPECT_THAT(accounts().LoadByLogin(Sha256("desk-2")), IsOkAndHolds(SameRecord(record)));
  EXPECT_THAT(accounts().LoadByName("pierre"), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(accounts().LoadByLogin(Sha256("desk-3")), HasReason(v1::ACCOUNT_UNKNOWN));
}

TEST_P(AccountStoreContract, ANameIsTakenOnceOnly) {
  ASSERT_THAT(accounts().Create(SampleAccount("marie")), IsOk());
  EXPECT_THAT(accounts().Create(SampleAccount("marie", {"desk"})), HasReason(v1::ACCOUNT_EXISTS));
  EXPECT_THAT(accounts().LoadByLogin(Sha256("desk")), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(accounts().Create(Next(SampleAccount("pierre"))), HasReason(v1::INTERNAL));
  EXPECT_THAT(accounts().LoadByName("pierre"), HasReason(v1::ACCOUNT_UNKNOWN));
}

TEST_P(AccountStoreContract, AChangeOfAnotherVersionIsRefusedAndChangesNothing) {
  const v1::AccountRecord first = SampleAccount("marie", {"desk"});
  ASSERT_THAT(accounts().Create(first), IsOk());
  EXPECT_THAT(accounts().Replace(first), HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(accounts().Replace(Next(Next(first))), HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(accounts().Replace(Next(SampleAccount("pierre"))), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(accounts().LoadByName("marie"), IsOkAndHolds(SameRecord(first)));
}

TEST_P(AccountStoreContract, AChangeReplacesTheLogins) {
  ASSERT_THAT(accounts().Create(SampleAccount("marie", {"old", "kept"})), IsOk());
  const v1::AccountRecord second = Next(SampleAccount("marie", {"kept", "new"}));
  ASSERT_THAT(accounts().Replace(second), IsOk());
  EXPECT_THAT(accounts().LoadByLogin(Sha256("old")), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(accounts().LoadByLogin(Sha256("kept")), IsOkAndHolds(SameRecord(second)));
  EXPECT_THAT(accounts().LoadByLogin(Sha256("new")), IsOkAndHolds(SameRecord(second)));
}

TEST_P(AccountStoreContract, ALoginIsOfOneAccountOnly) {
  ASSERT_THAT(accounts().Create(SampleAccount("marie", {"desk"})), IsOk());
  EXPECT_THAT(accounts().Create(SampleAccount("pierre", {"desk"})),
              HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(accounts().LoadByName("pierre"), HasReason(v1::ACCOUNT_UNKNOWN));
  ASSERT_THAT(accounts().Create(SampleAccount("pierre")), IsOk());
  EXPECT_THAT(accounts().Replace(Next(SampleAccount("pierre", {"desk"}))),
              HasReason(v1::SESSION_CONFLICT));
  EXPECT_EQ(accounts().LoadByLogin(Sha256("desk")).value().name(), "marie");
}

TEST_P(AccountStoreContract, ARemovedAccountIsGoneWithItsLogins) {
  ASSERT_THAT(accounts().Create(SampleAccount("marie", {"desk"})), IsOk());
  ASSERT_THAT(accounts().Remove("marie"), IsOk());
  EXPECT_THAT(accounts().LoadByName("marie"), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(accounts().LoadByLogin(Sha256("desk")), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(accounts().Remove("marie"), HasReason(v1::ACCOUNT_UNKNOWN));
  EXPECT_THAT(accounts().Create(SampleAccount("marie", {"desk"})), IsOk());
}

TEST_P(AccountStoreContract, AListIsByNameAndGoesOnBehindAName) {
  for (const char* name : {"marie", "anne", "zoe", "bob@example.org", "bob"}) {
    ASSERT_THAT(accounts().Create(SampleAccount(name)), IsOk());
  }
  EXPECT_THAT(Names("", 1000),
              testing::ElementsAre("anne", "bob", "bob@example.org", "marie", "zoe"));
  EXPECT_THAT(Names("bob", 2), testing::ElementsAre("bob@example.org", "marie"));
  EXPECT_THAT(Names("zoe", 1000), testing::IsEmpty());
}

// Two replicas count together: no failure is missed.
TEST_P(AccountStoreContract, OfSeveralWritersOneWinsEachVersion) {
  constexpr int kWriters = 4, kEach = 25;
  ASSERT_THAT(accounts().Create(SampleAccount("marie")), IsOk());
  OnThreads(kWriters, [&](int writer) {
    AccountStore& own = *(writer % 2 == 0 ? world_->store() : world_->replica()).accounts();
    for (int done = 0; done < kEach;) {
      v1::AccountRecord record = Next(own.LoadByName("marie").value());
      record.set_failures(record.failures() + 1);
      const absl::Status status = own.Replace(record);
      if (status.ok()) ++done;
      if (status.ok()) continue;
      EXPECT_THAT(status, HasReason(v1::SESSION_CONFLICT));
    }
  });
  EXPECT_EQ(accounts().LoadByName("marie").value().failures(), uint32_t{kWriters * kEach});
}

TEST_P(AccountStoreContract, SessionsThatWaitForASignerAreFoundTheOldestFirst) {
  ASSERT_THAT(Put(store(), Waiting("b", "marie", 20), SampleDocument()), IsOk());
  ASSERT_THAT(Put(store(), Waiting("a", "marie", 30), SampleDocument()), IsOk());
  ASSERT_THAT(Put(store(), Waiting("c", "marie", 10), SampleDocument()), IsOk());
  ASSERT_THAT(Put(store(), Waiting("d", "pierre", 0), SampleDocument()), IsOk());
  Stored("e");
  EXPECT_THAT(WaitingFor("marie"), testing::ElementsAre("id-c", "id-b", "id-a"));
  EXPECT_THAT(WaitingFor("marie", 2), testing::ElementsAre("id-c", "id-b"));
  EXPECT_THAT(WaitingFor("pierre"), testing::ElementsAre("id-d"));
  EXPECT_THAT(WaitingFor("anne"), testing::IsEmpty());
  EXPECT_THAT(WaitingFor(""), testing::IsEmpty());
  EXPECT_THAT(store().ListWaiting("pierre", 1).value()[0], SameRecord(Waiting("d", "pierre", 0)));
}

TEST_P(AccountStoreContract, ASessionWaitsUntilItsDigestIsAnsweredOrItEnds) {
  const v1::SessionRecord signing = Waiting("a", "marie", 0, SessionState::kSigning);
  ASSERT_THAT(Put(store(), signing, SampleDocument()), IsOk());
  EXPECT_THAT(WaitingFor("marie"), testing::ElementsAre("id-a"));
  v1::SessionRecord signed_record = Waiting("a", "marie", 0, SessionState::kSigned);
  signed_record.set_version(2);
  ASSERT_THAT(Change(store(), 1, signed_record, KeepDocument{}), IsOk());
  EXPECT_THAT(WaitingFor("marie"), testing::IsEmpty());
  const v1::SessionRecord open = Waiting("b", "marie", 0);
  ASSERT_THAT(Put(store(), open, SampleDocument()), IsOk());
  ASSERT_THAT(Change(store(), 1, RolledBack(open), EraseDocument{}), IsOk());
  EXPECT_THAT(WaitingFor("marie"), testing::IsEmpty());
  ASSERT_THAT(Put(store(), Waiting("c", "marie", 0), SampleDocument()), IsOk());
  ASSERT_THAT(Drop(store(), "id-c", 1), IsOk());
  EXPECT_THAT(WaitingFor("marie"), testing::IsEmpty());
}

class DurableAccountStoreContract : public AccountStoreContract {};

TEST_P(DurableAccountStoreContract, AReopenedStoreHoldsAccountsLoginsAndWhatWaits) {
  const v1::AccountRecord second = Next(SampleAccount("marie", {"desk"}));
  ASSERT_THAT(accounts().Create(SampleAccount("marie")), IsOk());
  ASSERT_THAT(accounts().Replace(second), IsOk());
  ASSERT_THAT(Put(store(), Waiting("a", "marie", 0), SampleDocument()), IsOk());
  world_->Reopen();
  EXPECT_THAT(accounts().LoadByLogin(Sha256("desk")), IsOkAndHolds(SameRecord(second)));
  EXPECT_THAT(WaitingFor("marie"), testing::ElementsAre("id-a"));
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(DurableAccountStoreContract);

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_ACCOUNT_STORE_CONTRACT_H_
