// What a SessionStore that lasts holds after it was closed. Proves: SES-6
#ifndef PARAPHE_TESTS_CONTRACT_DURABLE_STORE_CONTRACT_H_
#define PARAPHE_TESTS_CONTRACT_DURABLE_STORE_CONTRACT_H_

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"

#include "tests/contract/session_store_contract.h"
#include "tests/contract/store_quotas_contract.h"

namespace paraphe::server::test {

// The most memory that this process has had since it was created, in kilobytes; since the last
// ForgetPeakMemory().
inline uint64_t PeakMemoryKb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    absl::string_view value = line;
    uint64_t kilobytes = 0;
    if (!absl::ConsumePrefix(&value, "VmHWM:") || !absl::ConsumeSuffix(&value, "kB")) continue;
    EXPECT_TRUE(absl::SimpleAtoi(value, &kilobytes)) << line;
    return kilobytes;
  }
  ADD_FAILURE() << "no VmHWM in /proc/self/status";
  return 0;
}
inline void ForgetPeakMemory() { std::ofstream("/proc/self/clear_refs") << "5" << std::flush; }

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
  EXPECT_THAT(store().LoadDocument("id-b"), IsOkAndHolds(std::string(kSampleDocument)));
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

// Where the store needs memory for it, it is for a few copies while it is written or read, for one while it is
// erased, which could be undone, and for none in between.
//
// Proves: SES-6, SES-7
TEST_P(DurableSessionStoreContract, TheLargestDocumentIsStoredMovedAndErasedWithinMemory) {
  constexpr uint64_t kDocumentKb = uint64_t{256} << 10, kCopies = 4, kRestKb = uint64_t{32} << 10;
  const auto large = std::make_shared<const std::string>(kDocumentKb << 10, 'd');
  v1::SessionRecord record = SampleRecord(SessionState::kPresented);
  const auto expect_at_most = [](uint64_t kilobytes, const auto& work, const char* what) {
    ForgetPeakMemory();
    const uint64_t before = PeakMemoryKb();
    work();
    // Sanitizers keep what was freed.
    if (!PARAPHE_SANITIZED) {
      EXPECT_LE(PeakMemoryKb() - before, kilobytes) << what;
    }
  };
  expect_at_most(
      kCopies * kDocumentKb, [&] { ASSERT_THAT(Put(store(), record, large), IsOk()); }, "Create");
  const auto move = [&] {
    for (int i = 0; i < 5; ++i) {
      const uint64_t version = record.version();
      record = Following(record);
      ASSERT_THAT(Change(store(), version, record, KeepDocument{}), IsOk());
    }
  };
  expect_at_most(kRestKb, move, "transitions");
  expect_at_most(
      kCopies * kDocumentKb,
      [&] {
        const auto document = store().LoadDocument(record.id());
        ASSERT_THAT(document, IsOk());
        EXPECT_TRUE(*document == *large);
      },
      "LoadDocument");
  expect_at_most(
      kDocumentKb + kRestKb,
      [&] {
        const uint64_t version = record.version();
        ASSERT_THAT(Change(store(), version, RolledBack(record), EraseDocument{}), IsOk());
        ASSERT_THAT(store().Purge(), IsOk());
      },
      "erasure");
  EXPECT_THAT(store().LoadDocument(record.id()), HasReason(v1::SESSION_CONFLICT));
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_DURABLE_STORE_CONTRACT_H_
