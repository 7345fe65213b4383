// What every SessionStore does for several writers at once. Proves: SES-5
#ifndef PARAPHE_TESTS_CONTRACT_STORE_WRITERS_CONTRACT_H_
#define PARAPHE_TESTS_CONTRACT_STORE_WRITERS_CONTRACT_H_

#include <atomic>

#include "tests/contract/session_store_contract.h"

namespace paraphe::server::test {

class SessionStoreWriters : public SessionStoreContract {};

TEST_P(SessionStoreWriters, OfManyWritersOneWins) {
  for (int round = 0; round < 20; ++round) {
    const v1::SessionRecord record = Stored(absl::StrCat(round));
    std::atomic<int> won = 0;
    std::atomic<int> lost = 0;
    OnThreads(4, [&](int i) {
      SessionStore& mine = i % 2 == 0 ? world_->store() : world_->replica();
      const absl::Status status = Change(mine, 1, Following(record), KeepDocument{});
      if (status.ok()) ++won;
      if (ReasonOf(status) == v1::SESSION_CONFLICT) ++lost;
    });
    ASSERT_EQ(won, 1);
    ASSERT_EQ(lost, 3);
  }
}

TEST_P(SessionStoreWriters, NoAcknowledgedChangeIsLost) {
  Stored("a");
  constexpr int kThreads = 4;
  constexpr int kChanges = 25;
  OnThreads(kThreads, [&](int i) {
    SessionStore& mine = i % 2 == 0 ? world_->store() : world_->replica();
    for (int done = 0; done < kChanges;) {
      const auto record = mine.Load(SessionId{"id-a"});
      ASSERT_THAT(record, IsOk());
      if (Change(mine, record->version(), Following(*record), KeepDocument{}).ok()) ++done;
    }
  });
  const auto record = store().Load(SessionId{"id-a"});
  ASSERT_THAT(record, IsOk());
  EXPECT_EQ(record->version(), 1 + kThreads * kChanges);
}

// Proves: SES-4
TEST_P(SessionStoreWriters, OfServersThatSweepAtOnceNoTwoAreGivenOneSession) {
  constexpr int kSessions = 60;
  for (int i = 0; i < kSessions; ++i) Stored(absl::StrCat(i));
  const bool two = &world_->store() != &world_->replica();
  std::atomic<int> given = 0;
  OnThreads(two ? 2 : 1, [&](int i) {
    SessionStore& mine = i == 0 ? world_->store() : world_->replica();
    while (true) {
      const auto due = mine.ClaimDue(DefaultNow() + absl::Hours(24 * 365), 7);
      ASSERT_THAT(due, IsOk());
      if (due->empty()) return;
      given += static_cast<int>(due->size());
      for (const std::string& id : *due) ASSERT_THAT(Drop(mine, id, 1), IsOk());
    }
  });
  EXPECT_EQ(given, kSessions);
}

TEST_P(SessionStoreWriters, OfManyCreatorsWithOneKeyOneWins) {
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> won = 0;
    OnThreads(4, [&](int i) {
      v1::SessionRecord record = SampleRecord(SessionState::kPrepared, absl::StrCat(round, "-", i));
      record.set_idempotency_key(absl::StrCat("key ", round));
      SessionStore& mine = i % 2 == 0 ? world_->store() : world_->replica();
      if (Put(mine, record, SampleDocument()).ok()) ++won;
    });
    ASSERT_EQ(won, 1);
  }
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_STORE_WRITERS_CONTRACT_H_
