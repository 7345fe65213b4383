// How every SessionStore counts open sessions and those that begin in a minute, and what it says of a quota that is
// used up. Proves: SES-7
#ifndef PARAPHE_TESTS_CONTRACT_STORE_QUOTAS_CONTRACT_H_
#define PARAPHE_TESTS_CONTRACT_STORE_QUOTAS_CONTRACT_H_

#include <string>

#include "common/errors.h"
#include "tests/contract/store_bounds_contract.h"

namespace paraphe::server::test {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class SessionStoreQuotas : public SessionStoreBounds {
 protected:
  // The begin of a minute.
  static absl::Time Minute() {
    return absl::FromUnixSeconds(absl::ToUnixSeconds(DefaultNow()) / 60 * 60);
  }

  static absl::Status CreateAt(SessionStore& store, absl::string_view name, absl::Time time,
                               absl::string_view application = "a") {
    v1::SessionRecord record = Record(name, application);
    *record.mutable_created_at() = ToTimestamp(time);
    return Put(store, record, Document(1));
  }
  static int64_t RetryAfter(const absl::Status& status) {
    return GetErrorDetail(status)->retry_after().seconds();
  }
  absl::Status CheckRoom(absl::string_view application, uint64_t bytes = 1,
                         absl::Time time = DefaultNow()) {
    return store().CheckRoom(std::string(application), bytes, time);
  }
  // The session as it stands in `state`, of version 2.
  void MoveTo(SessionState state, absl::string_view name, absl::string_view application = "a") {
    v1::SessionRecord record = SampleRecord(state, name);
    record.set_application(std::string(application));
    record.set_version(2);
    ASSERT_THAT(Change(store(), 1, record, KeepDocument{}), IsOk());
  }
};

TEST_P(SessionStoreQuotas, OpenSessionsOfOneApplicationAreBounded) {
  StoreBounds bounds;
  bounds.application_open_sessions = 2;
  Bound(bounds);
  ASSERT_THAT(Create("1"), IsOk());
  ASSERT_THAT(Create("2"), IsOk());
  const absl::Status refused = Create("3");
  EXPECT_THAT(refused,
              HasReason(v1::OVERLOADED,
                        "this application has 2 open sessions, as many as it may "
                        "(limits.application_open_sessions); finalize or abort some, or try again "
                        "later"));
  EXPECT_EQ(RetryAfter(refused), 30);
  EXPECT_THAT(Create("4", "b"), IsOk());
  RollBack("1", "a", absl::Hours(1));
  EXPECT_THAT(Create("3"), IsOk());
  EXPECT_THAT(Create("5"), HasReason(v1::OVERLOADED));
}

TEST_P(SessionStoreQuotas, OpenSessionsOfAllAreBounded) {
  StoreBounds bounds;
  bounds.open_sessions = 2;
  Bound(bounds);
  ASSERT_THAT(Create("1", "a"), IsOk());
  ASSERT_THAT(Create("2", "b"), IsOk());
  EXPECT_THAT(Create("3", "c"),
              HasReason(v1::OVERLOADED,
                        "the server has 2 open sessions, as many as it may "
                        "(limits.open_sessions); finalize or abort some, or try again later"));
  ASSERT_THAT(Drop(store(), "id-2", 1), IsOk());
  EXPECT_THAT(Create("3", "c"), IsOk());
}

TEST_P(SessionStoreQuotas, ASignedSessionIsOpenAndAFinalizedOneIsNot) {
  StoreBounds bounds;
  bounds.application_open_sessions = 1;
  Bound(bounds);
  ASSERT_THAT(Create("1"), IsOk());
  MoveTo(SessionState::kSigned, "1");
  EXPECT_THAT(Create("2"), HasReason(v1::OVERLOADED));
  ASSERT_THAT(Drop(store(), "id-1", 2), IsOk());
  ASSERT_THAT(Create("2"), IsOk());
  MoveTo(SessionState::kFinalized, "2");
  EXPECT_THAT(Create("3"), IsOk());
}

TEST_P(SessionStoreQuotas, ReplicasCountTogether) {
  StoreBounds bounds;
  bounds.application_open_sessions = 2;
  bounds.new_sessions_per_minute = 3;
  Bound(bounds);
  ASSERT_THAT(CreateAt(store(), "1", Minute()), IsOk());
  ASSERT_THAT(CreateAt(world_->replica(), "2", Minute()), IsOk());
  EXPECT_THAT(CreateAt(world_->replica(), "3", Minute()),
              HasReason(v1::OVERLOADED, HasSubstr("open")));
  EXPECT_THAT(CreateAt(store(), "3", Minute()), HasReason(v1::OVERLOADED, HasSubstr("open")));
  ASSERT_THAT(CreateAt(store(), "4", Minute(), "b"), IsOk());
  EXPECT_THAT(CreateAt(world_->replica(), "5", Minute(), "c"),
              HasReason(v1::OVERLOADED, HasSubstr("minute")));
}

TEST_P(SessionStoreQuotas, NewSessionsOfOneApplicationAreBoundedInEachMinute) {
  StoreBounds bounds;
  bounds.application_new_sessions_per_minute = 2;
  Bound(bounds);
  ASSERT_THAT(CreateAt(store(), "1", Minute()), IsOk());
  ASSERT_THAT(CreateAt(store(), "2", Minute() + absl::Seconds(17)), IsOk());
  RollBack("1", "a", absl::Hours(1));
  const absl::Status refused = CreateAt(store(), "3", Minute() + absl::Seconds(17.5));
  EXPECT_THAT(refused, HasReason(v1::OVERLOADED,
                                 "this application began 2 sessions in this minute, as many as it "
                                 "may (limits.application_new_sessions_per_minute); try again in "
                                 "the next one"));
  EXPECT_EQ(RetryAfter(refused), 43);
  EXPECT_THAT(CreateAt(store(), "4", Minute(), "b"), IsOk());
  EXPECT_THAT(CreateAt(store(), "3", Minute() + absl::Seconds(60)), IsOk());
}

TEST_P(SessionStoreQuotas, NewSessionsOfAllAreBoundedInEachMinute) {
  StoreBounds bounds;
  bounds.new_sessions_per_minute = 2;
  Bound(bounds);
  ASSERT_THAT(CreateAt(store(), "1", Minute(), "a"), IsOk());
  ASSERT_THAT(CreateAt(store(), "2", Minute(), "b"), IsOk());
  EXPECT_THAT(CreateAt(store(), "3", Minute(), "c"),
              HasReason(v1::OVERLOADED,
                        "the server began 2 sessions in this minute, as many as it may "
                        "(limits.new_sessions_per_minute); try again in the next one"));
  EXPECT_THAT(CreateAt(store(), "3", Minute() + absl::Minutes(1), "c"), IsOk());
}

// The clocks of replicas differ a little; with each the minute would begin anew again and again.
TEST_P(SessionStoreQuotas, AClockThatIsALittleBehindCountsInTheSameMinute) {
  StoreBounds bounds;
  bounds.new_sessions_per_minute = 2;
  Bound(bounds);
  ASSERT_THAT(CreateAt(store(), "1", Minute()), IsOk());
  const absl::Time behind = Minute() - absl::Seconds(1);
  ASSERT_THAT(CreateAt(store(), "2", behind), IsOk());
  const absl::Status refused = CreateAt(store(), "3", behind);
  EXPECT_THAT(refused, HasReason(v1::OVERLOADED));
  EXPECT_EQ(RetryAfter(refused), 61);
  EXPECT_THAT(CreateAt(store(), "3", Minute()), HasReason(v1::OVERLOADED));
}

TEST_P(SessionStoreQuotas, AClockThatWasSetBackBeginsAMinuteOfItsOwn) {
  StoreBounds bounds;
  bounds.new_sessions_per_minute = 1;
  Bound(bounds);
  ASSERT_THAT(CreateAt(store(), "1", Minute()), IsOk());
  EXPECT_THAT(CreateAt(store(), "2", Minute() - absl::Hours(1)), IsOk());
}

TEST_P(SessionStoreQuotas, WhatWasRefusedDoesNotCountAsBegun) {
  StoreBounds bounds;
  bounds.application_open_sessions = 1;
  bounds.application_new_sessions_per_minute = 2;
  Bound(bounds);
  ASSERT_THAT(CreateAt(store(), "1", Minute()), IsOk());
  for (int i = 0; i < 3; ++i) {
    EXPECT_THAT(CreateAt(store(), "2", Minute()), HasReason(v1::OVERLOADED, HasSubstr("open")));
  }
  RollBack("1", "a", absl::Hours(1));
  EXPECT_THAT(CreateAt(store(), "2", Minute()), IsOk());
}

TEST_P(SessionStoreQuotas, NumbersAndBytesAreNamedToo) {
  StoreBounds bounds;
  bounds.application_sessions = 1;
  bounds.bytes = kSessionBytes;
  Bound(bounds);
  ASSERT_THAT(Create("1"), IsOk());
  EXPECT_THAT(CreateAt(store(), "2", Minute()),
              HasReason(v1::OVERLOADED,
                        "this application has 1 sessions, as many as it may; those that ended "
                        "count until their retention ends (limits.application_sessions); abort "
                        "some, or try again later"));
  const absl::Status refused = Create("2", "b");
  EXPECT_THAT(
      refused,
      HasReason(v1::OVERLOADED,
                AllOf(HasSubstr("the sessions of the server hold as many bytes as they may"),
                      HasSubstr("(limits.session_bytes)"), Not(HasSubstr("'a'")))));
  EXPECT_EQ(RetryAfter(refused), 30);
}

TEST_P(SessionStoreQuotas, WhatFitsIntoNoEmptyStoreIsTooLarge) {
  Bound(RoomFor(4, 2));
  EXPECT_THAT(Put(store(), Record("1", "a"), Document(3 * kSessionBytes)),
              HasReason(v1::TOO_LARGE, HasSubstr("limits.application_session_bytes")));
  EXPECT_FALSE(Holds("1"));
  Bound(RoomFor(1, 9));
  EXPECT_THAT(Put(store(), Record("1", "a"), Document(3 * kSessionBytes)),
              HasReason(v1::TOO_LARGE, HasSubstr("(limits.session_bytes)")));
}

TEST_P(SessionStoreQuotas, WhetherThereIsRoomCanBeAskedBefore) {
  StoreBounds bounds;
  bounds.application_open_sessions = 1;
  bounds.new_sessions_per_minute = 2;
  bounds.bytes = 4 * kSessionBytes;
  Bound(bounds);
  for (int i = 0; i < 5; ++i) EXPECT_THAT(CheckRoom("a"), IsOk());
  EXPECT_THAT(CheckRoom("a", 4 * kSessionBytes), HasReason(v1::TOO_LARGE));
  ASSERT_THAT(CreateAt(store(), "1", DefaultNow()), IsOk());
  EXPECT_THAT(CheckRoom("a"), HasReason(v1::OVERLOADED, HasSubstr("open")));
  EXPECT_THAT(CheckRoom("b"), IsOk());
  ASSERT_THAT(CreateAt(store(), "2", DefaultNow(), "b"), IsOk());
  EXPECT_THAT(CheckRoom("c"), HasReason(v1::OVERLOADED, HasSubstr("minute")));
  EXPECT_THAT(CheckRoom("c", 1, DefaultNow() + absl::Minutes(2)), IsOk());
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_CONTRACT_STORE_QUOTAS_CONTRACT_H_
