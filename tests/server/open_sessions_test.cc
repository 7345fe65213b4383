#include "server/open_sessions.h"

#include <string>

#include "gtest/gtest.h"

#include "tests/server/testing/session_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;
using test::SessionWorld;

v1::SessionRecord RecordIn(v1::SessionState state, const std::string& id = "s") {
  v1::SessionRecord record;
  record.set_id(id);
  record.set_state(state);
  return record;
}

TEST(OpenSessionsTest, CountsFromCreationToTheEnd) {
  OpenSessions open(1);
  EXPECT_THAT(open.CheckRoom(), IsOk());
  open.OnStored(SessionEvent::kCreate, RecordIn(v1::PREPARED));
  open.OnStored(SessionEvent::kPresent, RecordIn(v1::PRESENTED));
  const absl::Status full = open.CheckRoom();
  EXPECT_THAT(full, HasReason(v1::OVERLOADED));
  EXPECT_GT(GetErrorDetail(full)->retry_after().seconds(), 0);
  v1::SessionRecord ended = RecordIn(v1::ABORTED);
  ended.mutable_ended();
  open.OnStored(SessionEvent::kAbort, ended);
  open.OnStored(SessionEvent::kReissue, ended);
  EXPECT_EQ(open.count(), 0u);
}

TEST(OpenSessionsTest, ASignatureThatNobodyTakesLeavesWithItsRetention) {
  OpenSessions open(1);
  open.OnStored(SessionEvent::kCreate, RecordIn(v1::PREPARED));
  open.OnStored(SessionEvent::kRetentionEnd, RecordIn(v1::SIGNED));
  EXPECT_EQ(open.count(), 0u);
}

// Proves: SES-7
TEST(OpenSessionsTest, EachSessionCountsOnceAndOnlyItsOwnEndFreesItsPlace) {
  OpenSessions open(2);
  open.OnStored(SessionEvent::kCreate, RecordIn(v1::PREPARED, "a"));
  open.OnStored(SessionEvent::kAmend, RecordIn(v1::PREPARED, "a"));
  EXPECT_THAT(open.CheckRoom(), IsOk());
  open.OnStored(SessionEvent::kCreate, RecordIn(v1::PREPARED, "b"));
  EXPECT_THAT(open.CheckRoom(), HasReason(v1::OVERLOADED));
  v1::SessionRecord other = RecordIn(v1::EXPIRED, "c");
  other.mutable_ended();
  open.OnStored(SessionEvent::kExpire, other);
  EXPECT_EQ(open.count(), 2u);
  v1::SessionRecord ended = RecordIn(v1::EXPIRED, "a");
  ended.mutable_ended();
  open.OnStored(SessionEvent::kExpire, ended);
  EXPECT_EQ(open.count(), 1u);
  EXPECT_THAT(open.CheckRoom(), IsOk());
}

// Proves: SES-7
TEST(OpenSessionsTest, PrepareIsRefusedWhereTheBoundIsReached) {
  SessionWorld small([](ServerSettings& settings) { settings.open_sessions = 1; });
  const v1::PrepareResponse first = small.PrepareOrDie();
  const auto refused = small.Prepare(SessionWorld::GoodRequest());
  EXPECT_THAT(refused, HasReason(v1::OVERLOADED));
  EXPECT_EQ(GetErrorDetail(refused.status())->recovery(), v1::WAIT);
  ASSERT_THAT(small.Abort(first), IsOk());
  EXPECT_THAT(small.Prepare(SessionWorld::GoodRequest()), IsOk());
}

// Proves: SES-7
TEST(OpenSessionsTest, PrepareIsRefusedWhereTheStoreIsFullUntilASessionIsRolledBack) {
  SessionWorld small(
      [](ServerSettings& settings) { settings.store_bounds.application_sessions = 1; });
  const v1::PrepareResponse first = small.PrepareOrDie();
  EXPECT_THAT(small.Prepare(SessionWorld::GoodRequest()), HasReason(v1::OVERLOADED));
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(small.Abort(i == 0 ? first : small.PrepareOrDie()), IsOk());
  }
  EXPECT_EQ(small.StateOf(first.session_id()), v1::SESSION_STATE_UNSPECIFIED) << "it is kept";
}

}  // namespace
}  // namespace paraphe::server
