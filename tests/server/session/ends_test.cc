// How sessions end without a signature: abort, deadlines; and what is left of them.
#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/store/record_time.h"
#include "tests/server/session/machine_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::server::test {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

const std::vector<SessionState> kOpen = {SessionState::kPrepared, SessionState::kPresented,
                                         SessionState::kConsented};
const std::vector<SessionState> kReleased = {SessionState::kSigning, SessionState::kSigned,
                                             SessionState::kFinalized};

void ExpectNoContent(const MachineWorld& world) {
  for (const std::string& mark : ContentMarks()) {
    EXPECT_FALSE(absl::StrContains(world.store.Dump(), mark)) << mark;
  }
}

// The tests that look for what is gone would find it if it were there. Proves: SES-2
TEST(EndsTest, DumpShowsEveryMarkBeforeTheRollback) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigned);
  for (const std::string& mark : ContentMarks()) {
    if (mark == "HTML-MARK") continue;  // only its digest is ever stored
    EXPECT_TRUE(absl::StrContains(world.store.Dump(), mark)) << mark;
  }
}

// Proves: SES-2, CONS-2
TEST(EndsTest, AbortBeforeTheReleaseLeavesNothing) {
  for (const SessionState state : kOpen) {
    for (const bool by_signer : {true, false}) {
      MachineWorld world;
      world.DriveTo(state);
      ASSERT_TRUE(absl::StrContains(world.store.Dump(), "DOCUMENT-MARK"));
      const auto record = by_signer ? world.AbortBySigner() : world.AbortByCaller();
      ASSERT_THAT(record, IsOk()) << InfoOf(state).name;
      EXPECT_EQ(record->state(), v1::ABORTED);
      EXPECT_EQ(record->ended().status(),
                by_signer ? v1::ST_ABORTED_BY_SIGNER : v1::ST_ABORTED_BY_CALLER);
      EXPECT_EQ(record->ended().words(), by_signer ? "changed my mind" : "withdrawn");
      ExpectNoContent(world);
    }
  }
}

// Proves: SES-2
TEST(EndsTest, AbortKeepsWhatTheAuditNeeds) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  const auto before = world.Get();
  const auto after = world.AbortBySigner();
  EXPECT_EQ(after->id(), before->id());
  EXPECT_EQ(after->document_sha256(), before->document_sha256());
  EXPECT_EQ(after->failure_url(), before->failure_url());
  EXPECT_EQ(FromTimestamp(after->ended().time()), world.clock.Now());
}

// Proves: CONS-2
TEST(EndsTest, SignerMayAbortWithTheTicketAlone) {
  MachineWorld world;
  ASSERT_THAT(world.Create(), IsOk());
  const auto record = world.Abort(world.ticket, "");
  ASSERT_THAT(record, IsOk());
  EXPECT_EQ(record->ended().status(), v1::ST_ABORTED_BY_SIGNER);
}

// Proves: SES-3
TEST(EndsTest, AbortAfterTheReleaseIsRefusedAndSaysSo) {
  for (const SessionState state : kReleased) {
    MachineWorld world;
    world.DriveTo(state);
    const auto before = world.Get();
    EXPECT_THAT(world.AbortBySigner(), HasReason(v1::DIGEST_RELEASED)) << InfoOf(state).name;
    EXPECT_THAT(world.AbortByCaller(), HasReason(v1::DIGEST_RELEASED)) << InfoOf(state).name;
    EXPECT_EQ(world.Get()->SerializeAsString(), before->SerializeAsString());
  }
}

// Proves: SES-5
TEST(EndsTest, AbortAgainIsOkAndChangesNothing) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  ASSERT_THAT(world.AbortBySigner(), IsOk());
  const auto before = world.Get();
  EXPECT_THAT(world.AbortBySigner(), IsOk());
  EXPECT_THAT(world.AbortByCaller(), IsOk());
  EXPECT_EQ(world.Get()->SerializeAsString(), before->SerializeAsString());
}

// Proves: SES-2
TEST(EndsTest, AbortThatTheStoreRefusedChangesNothing) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  world.faulty.FailNextWrite(Fault::kRefused);
  EXPECT_THAT(world.AbortBySigner(), HasReason(v1::STORE_UNAVAILABLE));
  EXPECT_EQ(world.state(), SessionState::kConsented);
  EXPECT_THAT(world.AbortBySigner(), IsOk());
}

// Proves: SES-4
TEST(EndsTest, UnfinishedSessionExpiresWithTheSameRollback) {
  for (const SessionState state : kOpen) {
    MachineWorld world;
    world.DriveTo(state);
    world.clock.Advance(world.options.lifetime);
    EXPECT_EQ(world.machine.Sweep(10)->expired, 1u) << InfoOf(state).name;
    EXPECT_EQ(world.state(), SessionState::kExpired);
    EXPECT_EQ(world.Get()->ended().status(), v1::ST_EXPIRED);
    ExpectNoContent(world);
  }
}

// Proves: SES-4
TEST(EndsTest, SessionLivesUntilItsLastNanosecond) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  world.clock.Advance(world.options.lifetime - absl::Nanoseconds(1));
  EXPECT_EQ(world.machine.Sweep(10)->expired, 0u);
  EXPECT_EQ(world.Get()->state(), v1::CONSENTED);
}

// The sweep may come late; the calls may not notice. Proves: SES-4
TEST(EndsTest, CallAfterTheDeadlineExpiresTheSessionItself) {
  MachineWorld world;
  world.DriveTo(SessionState::kConsented);
  world.clock.Advance(world.options.lifetime);
  EXPECT_THAT(world.Release(), HasReason(v1::SESSION_EXPIRED));
  EXPECT_EQ(world.state(), SessionState::kExpired);
  EXPECT_EQ(world.derived, 0);
  ExpectNoContent(world);
}

// Proves: SES-4
TEST(EndsTest, ReleaseWithoutAnswerIsGivenUp) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigning);
  world.clock.Advance(world.options.signing_timeout - absl::Nanoseconds(1));
  EXPECT_EQ(world.machine.Sweep(10)->given_up, 0u);
  world.clock.Advance(absl::Nanoseconds(1));
  EXPECT_EQ(world.machine.Sweep(10)->given_up, 1u);
  const auto record = world.Get();
  EXPECT_EQ(record->state(), v1::FAILED);
  EXPECT_EQ(record->ended().status(), v1::ST_NO_ANSWER);
  EXPECT_EQ(record->ended().reason(), v1::DEADLINE);
  EXPECT_TRUE(record->has_released()) << "a signature may exist: nothing is rolled back";
  EXPECT_THAT(world.store.LoadDocument(record->id()), IsOk());
  EXPECT_FALSE(world.store.Load(TokenHash{record->token_sha256()})->has_signature());
}

// Proves: SES-2, SES-4, SES-5
TEST(EndsTest, WhatWasGivenUpIsGoneWithItsRetention) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigning);
  world.clock.Advance(world.options.signing_timeout);
  ASSERT_EQ(world.machine.Sweep(10)->given_up, 1u);
  world.clock.Advance(world.options.retention - absl::Nanoseconds(1));
  EXPECT_EQ(world.machine.Sweep(10)->removed, 0u);
  world.clock.Advance(absl::Nanoseconds(1));
  EXPECT_EQ(world.machine.Sweep(10)->removed, 1u);
  EXPECT_THAT(world.Deliver(), HasReason(v1::SESSION_UNKNOWN));
  ExpectNoContent(world);
}

// Proves: SES-5
TEST(EndsTest, SignatureWaitsForItsCaller) {
  MachineWorld world;
  world.DriveTo(SessionState::kSigned);
  world.clock.Advance(world.options.unclaimed_retention - absl::Seconds(1));
  ASSERT_THAT(world.machine.Sweep(10), IsOk());
  EXPECT_THAT(world.Finalize(), IsOk());
}

TEST(EndsTest, InfiniteTimesNeverEnd) {
  SessionOptions options;
  options.unclaimed_retention = absl::InfiniteDuration();
  MachineWorld world(options);
  world.DriveTo(SessionState::kSigned);
  EXPECT_FALSE(world.Get()->has_deadline());
  world.clock.Advance(absl::Hours(24 * 365 * 10));
  EXPECT_THAT(world.Finalize(), IsOk());
}

// Proves: SES-4
TEST(EndsTest, EndedSessionIsForgottenAfterItsRetention) {
  for (const SessionState state : RealStates()) {
    MachineWorld world;
    world.DriveTo(state);
    if (DeadlineEvent(state) != SessionEvent::kRetentionEnd) continue;
    world.clock.Set(DeadlineOf(*world.Get()) - absl::Nanoseconds(1));
    EXPECT_THAT(world.Get(), IsOk());
    world.clock.Advance(absl::Nanoseconds(1));
    EXPECT_THAT(world.Get(), HasReason(v1::SESSION_UNKNOWN)) << InfoOf(state).name;
    EXPECT_EQ(world.store.Dump(), "");
    EXPECT_EQ(world.listener.heard().back().first, SessionEvent::kRetentionEnd);
  }
}

TEST(EndsTest, SweepDoesAsManyAsAskedTheOldestFirst) {
  MachineWorld world;
  NewSession request = MachineWorld::Request();
  request.idempotency_key.clear();
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    ids.push_back(world.machine.Create(request)->record.id());
    world.clock.Advance(absl::Seconds(1));
  }
  world.clock.Advance(world.options.lifetime);
  EXPECT_EQ(world.machine.Sweep(2)->expired, 2u);
  EXPECT_EQ(world.store.Load(SessionId{ids[1]})->state(), v1::EXPIRED);
  EXPECT_EQ(world.store.Load(SessionId{ids[2]})->state(), v1::PREPARED);
  EXPECT_EQ(world.machine.Sweep(10)->expired, 3u);
}

// Proves: SES-5
TEST(EndsTest, SweepPassesOverABrokenRecord) {
  MachineWorld world;
  world.DriveTo(SessionState::kPresented);
  v1::SessionRecord broken = SampleRecord(SessionState::kPresented, "broken");
  broken.clear_presented();
  ASSERT_THAT(Put(world.store, broken, SampleDocument()), IsOk());
  world.clock.Advance(world.options.lifetime);
  const auto counts = world.machine.Sweep(10);
  EXPECT_EQ(counts->skipped, 1u);
  EXPECT_EQ(counts->expired, 1u);
}

}  // namespace
}  // namespace paraphe::server::test
