// How every SessionStore keeps its bounds. Proves: SES-7
#ifndef PARAPHE_TESTS_CONTRACT_STORE_BOUNDS_CONTRACT_H_
#define PARAPHE_TESTS_CONTRACT_STORE_BOUNDS_CONTRACT_H_

#include <cstdint>
#include <memory>
#include <string>

#include "common/errors.h"
#include "tests/contract/session_store_contract.h"

namespace paraphe::server::test {

// A store with small bounds, and sessions of two applications in it.
class SessionStoreBounds : public SessionStoreContract {
 protected:
  static constexpr uint64_t kDocumentBytes = uint64_t{1} << 16;
  static constexpr uint64_t kSessionBytes = kDocumentBytes + (uint64_t{1} << 13);

  void Bound(const StoreBounds& bounds) { world_ = GetParam().make(bounds); }
  static StoreBounds RoomFor(uint64_t all, uint64_t application) {
    StoreBounds bounds;
    bounds.bytes = all * kSessionBytes;
    bounds.application_bytes = application * kSessionBytes;
    return bounds;
  }

  static v1::SessionRecord Record(absl::string_view name, absl::string_view application) {
    v1::SessionRecord record = SampleRecord(SessionState::kPrepared, name);
    record.set_application(std::string(application));
    return record;
  }
  static DocumentPtr Document(uint64_t bytes = kDocumentBytes) {
    return std::make_shared<const std::string>(bytes, 'd');
  }
  absl::Status Create(absl::string_view name, absl::string_view application = "a") {
    return Put(store(), Record(name, application), Document());
  }
  // Ended without a signature: its document is erased.
  void RollBack(absl::string_view name, absl::string_view application, absl::Duration after) {
    v1::SessionRecord record = RolledBack(Record(name, application));
    SetDeadline(DefaultNow() + after, record);
    ASSERT_THAT(Change(store(), 1, record, EraseDocument{}), IsOk());
  }
  bool Holds(absl::string_view name) {
    return store().Load(SessionId{absl::StrCat("id-", name)}).ok();
  }
};

TEST_P(SessionStoreBounds, BytesOfOneApplicationAreBounded) {
  Bound(RoomFor(9, 2));
  ASSERT_THAT(Create("1"), IsOk());
  ASSERT_THAT(Create("2"), IsOk());
  const absl::Status refused = Create("3");
  EXPECT_THAT(refused, HasReason(v1::OVERLOADED));
  EXPECT_GT(GetErrorDetail(refused)->retry_after().seconds(), 0);
  EXPECT_FALSE(Holds("3"));
  EXPECT_THAT(Create("4", "b"), IsOk());
}

TEST_P(SessionStoreBounds, BytesOfAllAreBounded) {
  Bound(RoomFor(2, 2));
  ASSERT_THAT(Create("1", "a"), IsOk());
  ASSERT_THAT(Create("2", "b"), IsOk());
  EXPECT_THAT(Create("3", "c"), HasReason(v1::OVERLOADED));
}

TEST_P(SessionStoreBounds, NumbersAreBounded) {
  StoreBounds bounds;
  bounds.sessions = 3;
  bounds.application_sessions = 2;
  Bound(bounds);
  ASSERT_THAT(Create("1", "a"), IsOk());
  ASSERT_THAT(Create("2", "a"), IsOk());
  EXPECT_THAT(Create("3", "a"), HasReason(v1::OVERLOADED));
  ASSERT_THAT(Create("4", "b"), IsOk());
  EXPECT_THAT(Create("5", "c"), HasReason(v1::OVERLOADED));
}

TEST_P(SessionStoreBounds, AFinishedSessionCountsUntilItIsRemoved) {
  Bound(RoomFor(1, 1));
  v1::SessionRecord record = Record("1", "a");
  ASSERT_THAT(Create("1"), IsOk());
  ASSERT_THAT(Change(store(), 1, Following(record), KeepDocument{}), IsOk());
  EXPECT_THAT(Create("2"), HasReason(v1::OVERLOADED));
  ASSERT_THAT(Drop(store(), "id-1", 2), IsOk());
  EXPECT_THAT(Create("2"), IsOk());
}

TEST_P(SessionStoreBounds, TheOldestRolledBackSessionsMakeRoom) {
  StoreBounds bounds;
  bounds.application_sessions = 3;
  Bound(bounds);
  for (const char* name : {"old", "open", "new"}) ASSERT_THAT(Create(name), IsOk());
  RollBack("new", "a", absl::Hours(2));
  RollBack("old", "a", absl::Hours(1));
  ASSERT_THAT(Create("next"), IsOk());
  EXPECT_FALSE(Holds("old"));
  EXPECT_TRUE(Holds("new"));
  EXPECT_TRUE(Holds("open"));
}

TEST_P(SessionStoreBounds, RolledBackSessionsOfAnotherApplicationMakeNoRoomForOneThatHasItsOwn) {
  StoreBounds bounds;
  bounds.application_sessions = 1;
  Bound(bounds);
  ASSERT_THAT(Create("1", "a"), IsOk());
  ASSERT_THAT(Create("2", "b"), IsOk());
  RollBack("2", "b", absl::Hours(1));
  EXPECT_THAT(Create("3", "a"), HasReason(v1::OVERLOADED));
  EXPECT_TRUE(Holds("2"));
}

TEST_P(SessionStoreBounds, WhatCannotFitForgetsNothing) {
  Bound(RoomFor(2, 2));
  ASSERT_THAT(Create("1"), IsOk());
  ASSERT_THAT(Create("2"), IsOk());
  RollBack("1", "a", absl::Hours(1));
  EXPECT_THAT(Put(store(), Record("3", "a"), Document(2 * kDocumentBytes)),
              HasReason(v1::OVERLOADED));
  EXPECT_TRUE(Holds("1"));
}

TEST_P(SessionStoreBounds, ALargerDocumentNeedsRoomAndASmallerOneGivesIt) {
  Bound(RoomFor(2, 2));
  const v1::SessionRecord record = Record("1", "a");
  ASSERT_THAT(Create("1"), IsOk());
  ASSERT_THAT(Create("2"), IsOk());
  EXPECT_THAT(Change(store(), 1, Following(record), ReplaceDocument{Document(3 * kDocumentBytes)}),
              HasReason(v1::OVERLOADED));
  EXPECT_THAT(store().Load(SessionId{"id-1"}), IsOkAndHolds(SameRecord(record)));
  ASSERT_THAT(Change(store(), 1, Following(record), ReplaceDocument{Document(1)}), IsOk());
  EXPECT_THAT(
      Change(store(), 2, Following(Following(record)), ReplaceDocument{Document(kDocumentBytes)}),
      IsOk());
}

// A session that began can end, whatever its record grows by.
TEST_P(SessionStoreBounds, AChangeWithoutDocumentIsStoredBeyondTheBound) {
  Bound(RoomFor(1, 1));
  ASSERT_THAT(Create("1"), IsOk());
  v1::SessionRecord record = Following(Record("1", "a"));
  record.set_success_url(std::string(kSessionBytes, 'u'));
  EXPECT_THAT(Change(store(), 1, record, KeepDocument{}), IsOk());
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_STORE_BOUNDS_CONTRACT_H_
