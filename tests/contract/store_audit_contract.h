// What a SessionStore does with entries of the audit log that are no session's. Proves: ADM-2
#ifndef PARAPHE_TESTS_CONTRACT_STORE_AUDIT_CONTRACT_H_
#define PARAPHE_TESTS_CONTRACT_STORE_AUDIT_CONTRACT_H_

#include <string>
#include <vector>

#include "tests/contract/session_store_contract.h"

namespace paraphe::server::test {

class StoreAuditContract : public SessionStoreContract {
 protected:
  static v1::AuditEntry Reload(absl::string_view change) {
    v1::AuditEntry entry;
    entry.mutable_time()->set_seconds(1'790'000'000);
    entry.set_act("Reload");
    entry.set_actor(v1::AUDIT_ADMINISTRATOR);
    entry.set_administrator("anne");
    entry.add_changes(std::string(change));
    return entry;
  }

  // Acts and their changes, the chain followed; empty where the store keeps no log.
  std::vector<std::string> Acts() {
    std::vector<std::string> acts;
    const AuditSource source = world_->Audit();
    if (source == nullptr) return acts;
    ChainHead head;
    EXPECT_THAT(source([&](absl::string_view body, absl::string_view sha256) -> absl::Status {
                  const auto entry = FollowChain(body, sha256, head);
                  if (!entry.ok()) return entry.status();
                  acts.push_back(entry->act());
                  for (const std::string& change : entry->changes()) {
                    absl::StrAppend(&acts.back(), " ", change);
                  }
                  return absl::OkStatus();
                }),
                IsOk());
    return acts;
  }
  // What `acts` is where the store keeps a log.
  std::vector<std::string> Kept(const std::vector<std::string>& acts) {
    return world_->Audit() == nullptr ? std::vector<std::string>() : acts;
  }
};

TEST_P(StoreAuditContract, AnEntryOfNoSessionStandsInTheChainOfTheOthers) {
  ASSERT_THAT(store().AppendAudit(Reload("+policy a")), IsOk());
  Stored("a");
  ASSERT_THAT(world_->replica().AppendAudit(Reload("-policy a")), IsOk());
  ASSERT_THAT(Drop(store(), "id-a", 1), IsOk());
  const std::vector<std::string> acts = Acts();
  EXPECT_EQ(acts.size(), Kept({"", "", "", ""}).size());
  if (acts.size() < 4) return;
  EXPECT_EQ(acts[0], "Reload +policy a");
  EXPECT_EQ(acts[2], "Reload -policy a");
}

TEST_P(StoreAuditContract, AnEntryThatIsASessionsOrNoActIsRefused) {
  v1::AuditEntry of_session = Reload("+policy a"), no_act = of_session;
  of_session.set_session_id("id-a");
  no_act.clear_act();
  EXPECT_THAT(store().AppendAudit(of_session), HasReason(v1::INTERNAL));
  EXPECT_THAT(store().AppendAudit(no_act), HasReason(v1::INTERNAL));
  EXPECT_THAT(Acts(), IsEmpty());
}

TEST_P(StoreAuditContract, EntriesOfManyThreadsAllStandInIt) {
  constexpr int kThreads = 4, kEach = 10;
  OnThreads(kThreads, [&](int thread) {
    SessionStore& mine = thread % 2 == 0 ? store() : world_->replica();
    for (int i = 0; i < kEach; ++i) {
      EXPECT_THAT(mine.AppendAudit(Reload(absl::StrCat(thread, " ", i))), IsOk());
    }
  });
  std::vector<std::string> expected;
  for (int thread = 0; thread < kThreads; ++thread) {
    for (int i = 0; i < kEach; ++i) expected.push_back(absl::StrCat("Reload ", thread, " ", i));
  }
  EXPECT_THAT(Acts(), ::testing::UnorderedElementsAreArray(Kept(expected)));
}

TEST_P(StoreAuditContract, AnEntryThatWasAcknowledgedIsThereAfterACrash) {
  if (world_->Audit() == nullptr) return;
  ASSERT_THAT(store().AppendAudit(Reload("+policy a")), IsOk());
  world_->Reopen();
  EXPECT_THAT(Acts(), ElementsAre("Reload +policy a"));
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_STORE_AUDIT_CONTRACT_H_
