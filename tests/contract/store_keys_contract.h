// What a store that lasts holds where the operator has keys (store_key_file). Proves: SES-6
#ifndef PARAPHE_TESTS_CONTRACT_STORE_KEYS_CONTRACT_H_
#define PARAPHE_TESTS_CONTRACT_STORE_KEYS_CONTRACT_H_

#include "absl/strings/str_cat.h"

#include "tests/contract/session_store_contract.h"

namespace paraphe::server::test {

class StoreKeysContract : public SessionStoreContract {
 protected:
  // More than are renewed at once.
  static constexpr int kSessions = 20;

  // The line of a key file.
  static std::string Key(char id) {
    return absl::StrCat(std::string(1, id), " ", Digits(id), "\n");
  }
  static std::string Digits(char id) { return std::string(64, id); }

  void StoreSessions() {
    for (int i = 0; i < kSessions; ++i) Stored(absl::StrCat(i));
  }
  void ExpectAll() {
    for (int i = 0; i < kSessions; ++i) {
      const std::string name = absl::StrCat(i);
      EXPECT_THAT(store().Load(SessionId{"id-" + name}),
                  IsOkAndHolds(SameRecord(SampleRecord(SessionState::kPrepared, name))));
      EXPECT_THAT(store().LoadDocument("id-" + name), IsOkAndHolds(std::string(kSampleDocument)));
    }
  }
  bool ContentIsReadable() { return absl::StrContains(world_->Dump(), "DOCUMENT-MARK"); }
};

TEST_P(StoreKeysContract, WithoutTheKeyNobodyReadsContent) {
  Stored("before");
  EXPECT_TRUE(ContentIsReadable()) << "the search is blind";
  ASSERT_THAT(Drop(store(), "id-before", 1), IsOk());
  ASSERT_THAT(world_->ReopenWithKeys(Key('a')), IsOk());
  StoreSessions();
  EXPECT_FALSE(ContentIsReadable());
  ExpectAll();
  for (const std::string& other : {std::string(), Key('b')}) {
    EXPECT_THAT(world_->ReopenWithKeys(other),
                HasReason(v1::STORE_UNUSABLE, HasSubstr("under the key a,")));
  }
  EXPECT_THAT(world_->ReopenWithKeys(absl::StrCat("a ", Digits('b'), "\n")), IsOk());
  EXPECT_THAT(store().Load(SessionId{"id-1"}), HasReason(v1::INTERNAL));
  ASSERT_THAT(world_->ReopenWithKeys(Key('a')), IsOk());
  ExpectAll();
}

TEST_P(StoreKeysContract, KeysAreReplacedWhileSessionsGoOn) {
  ASSERT_THAT(world_->ReopenWithKeys(Key('a')), IsOk());
  StoreSessions();
  world_->WriteKeys(Key('b') + Key('a'));
  ASSERT_THAT(store().RenewKeys(), IsOk());
  ExpectAll();
  const v1::SessionRecord next = Following(SampleRecord(SessionState::kPrepared, "1"));
  ASSERT_THAT(Change(store(), 1, next, KeepDocument{}), IsOk());
  Stored("new");
  ASSERT_THAT(store().RenewKeys(), IsOk());
  ASSERT_THAT(world_->ReopenWithKeys(Key('b')), IsOk());
  EXPECT_THAT(store().Load(SessionId{"id-1"}), IsOkAndHolds(SameRecord(next)));
  EXPECT_THAT(store().Load(SessionId{"id-new"}), IsOk());
  EXPECT_THAT(store().LoadDocument("id-2"), IsOkAndHolds(std::string(kSampleDocument)));
  EXPECT_FALSE(ContentIsReadable());
}

TEST_P(StoreKeysContract, KeysAreReplacedAgainAndBack) {
  ASSERT_THAT(world_->ReopenWithKeys(Key('a')), IsOk());
  StoreSessions();
  for (const char next : {'b', 'c', 'b'}) {
    world_->WriteKeys(Key(next) + Key('a') + Key(next == 'b' ? 'c' : 'b'));
    ASSERT_THAT(store().RenewKeys(), IsOk());
    ASSERT_THAT(store().RenewKeys(), IsOk());
    Stored("new");
    ASSERT_THAT(Drop(store(), "id-new", 1), IsOk());
  }
  ASSERT_THAT(world_->ReopenWithKeys(Key('b')), IsOk());
  ExpectAll();
}

TEST_P(StoreKeysContract, WhatStoodInClearIsSealed) {
  StoreSessions();
  ASSERT_THAT(world_->ReopenWithKeys(Key('a')), IsOk());
  ExpectAll();
  EXPECT_TRUE(ContentIsReadable());
  ASSERT_THAT(store().RenewKeys(), IsOk());
  ExpectAll();
  EXPECT_FALSE(ContentIsReadable());
  ASSERT_THAT(
      Change(store(), 1, RolledBack(SampleRecord(SessionState::kPrepared, "1")), EraseDocument{}),
      IsOk());
  EXPECT_THAT(store().LoadDocument("id-1"), HasReason(v1::SESSION_CONFLICT));
}

TEST_P(StoreKeysContract, AFileThatIsNoneChangesNothing) {
  ASSERT_THAT(world_->ReopenWithKeys(Key('a')), IsOk());
  StoreSessions();
  world_->WriteKeys("no key");
  EXPECT_THAT(store().RenewKeys(), HasReason(v1::MALFORMED_FILE, HasSubstr("line 1")));
  ExpectAll();
  Stored("new");
}

TEST_P(StoreKeysContract, AKeyThatIsTakenAwayTooEarlyIsNamed) {
  ASSERT_THAT(world_->ReopenWithKeys(Key('a')), IsOk());
  StoreSessions();
  world_->WriteKeys(Key('b'));
  EXPECT_THAT(store().RenewKeys(), HasReason(v1::STORE_UNAVAILABLE, HasSubstr("under the key a,")));
  EXPECT_THAT(store().Load(SessionId{"id-1"}), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_THAT(
      Change(store(), 1, Following(SampleRecord(SessionState::kPrepared, "1")), KeepDocument{}),
      HasReason(v1::STORE_UNAVAILABLE));
  world_->WriteKeys(Key('b') + Key('a'));
  ASSERT_THAT(store().RenewKeys(), IsOk());
  ExpectAll();
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_STORE_KEYS_CONTRACT_H_
