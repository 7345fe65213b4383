// What a SessionStore that lasts holds after it was closed. Proves: SES-6
#ifndef PARAPHE_TESTS_CONTRACT_DURABLE_STORE_CONTRACT_H_
#define PARAPHE_TESTS_CONTRACT_DURABLE_STORE_CONTRACT_H_

#include "tests/contract/session_store_contract.h"
#include "tests/contract/store_quotas_contract.h"

namespace paraphe::server::test {

class DurableSessionStoreContract : public SessionStoreContract {};

TEST_P(DurableSessionStoreContract, ReopenedStoreHoldsEveryAcknowledgedChange) {
  const v1::SessionRecord first = Stored("a", SessionState::kConsented);
  const v1::SessionRecord second = Following(Stored("b", SessionState::kSigned));
  ASSERT_THAT(Change(store(), 1, second, KeepDocument{}), IsOk());
  world_->Reopen();
  for (const SessionKey& key : KeysOfSample("a")) {
    EXPECT_THAT(store().Load(key), IsOkAndHolds(SameRecord(first))) << key.index();
  }
  EXPECT_THAT(store().Load(SessionId{"id-b"}), IsOkAndHolds(SameRecord(second)));
  EXPECT_THAT(store().LoadDocument("id-b"), IsOkAndHolds(Pointee(std::string(kSampleDocument))));
}

TEST_P(DurableSessionStoreContract, ReopenedStoreRefusesWhatItRefusedBefore) {
  Stored("a");
  world_->Reopen();
  EXPECT_THAT(Put(store(), SampleRecord(SessionState::kPrepared), SampleDocument()),
              HasReason(v1::SESSION_CONFLICT));
  v1::SessionRecord same_key = SampleRecord(SessionState::kPrepared, "b");
  same_key.set_idempotency_key("key-a");
  EXPECT_THAT(Put(store(), same_key, SampleDocument()), HasReason(v1::IDEMPOTENCY_CONFLICT));
  EXPECT_THAT(Change(store(), 2, Following(Following(SampleRecord(SessionState::kPrepared))),
                     KeepDocument{}),
              HasReason(v1::SESSION_CONFLICT));
}

TEST_P(DurableSessionStoreContract, WhatWasErasedOrRemovedStaysGone) {
  ASSERT_THAT(Change(store(), 1, RolledBack(Stored("a")), EraseDocument{}), IsOk());
  Stored("b");
  ASSERT_THAT(Drop(store(), "id-b", 1), IsOk());
  world_->Reopen();
  EXPECT_THAT(store().LoadDocument("id-a"), HasReason(v1::SESSION_CONFLICT));
  EXPECT_THAT(store().Load(SessionId{"id-b"}), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_FALSE(absl::StrContains(world_->Dump(), "DOCUMENT-MARK"));
}

// ---- Proves: SES-7

// What lasts counts when it is opened again.
class DurableSessionStoreQuotas : public SessionStoreQuotas {};

TEST_P(DurableSessionStoreQuotas, OpenSessionsCountAfterARestart) {
  StoreBounds bounds;
  bounds.open_sessions = 3;
  bounds.application_open_sessions = 2;
  Bound(bounds);
  for (const char* name : {"1", "2", "3"}) {
    ASSERT_THAT(Create(name), IsOk());
    if (*name == '1') MoveTo(SessionState::kFinalized, "1");
  }
  world_->Reopen();
  EXPECT_THAT(Create("4"), HasReason(v1::OVERLOADED, HasSubstr("this application has 2 open")));
  ASSERT_THAT(Create("4", "b"), IsOk());
  EXPECT_THAT(Create("5", "c"), HasReason(v1::OVERLOADED, HasSubstr("the server has 3 open")));
  RollBack("2", "a", absl::Hours(1));
  world_->Reopen();
  EXPECT_THAT(Create("5"), IsOk());
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_DURABLE_STORE_CONTRACT_H_
