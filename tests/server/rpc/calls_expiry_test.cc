// What time does to sessions. The clock is the world's; nothing here waits.
#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/store/memory_store.h"
#include "server/sweeper.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using testing::IsEmpty;

class ExpiryTest : public testing::Test {
 protected:
  void Pass(absl::Duration duration) {
    world_.clock().Advance(duration);
    Sweeper::SweepAll(world_.machine());
  }
  bool StoreHoldsTheDocument() const {
    return absl::StrContains(world_.store().Dump(), paraphe::test::kDocumentMark);
  }

  SessionWorld world_;
  TestAgent agent_{world_};
  const v1::PrepareResponse prepared_ = world_.PrepareOrDie();
};

// Proves: SES-4
TEST_F(ExpiryTest, ASessionThatNobodyFinishesIsRolledBack) {
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, prepared_.ticket()), IsOk());
  Pass(absl::Hours(23));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::PRESENTED);
  Pass(absl::Hours(1));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::EXPIRED);
  EXPECT_FALSE(StoreHoldsTheDocument());
  EXPECT_THAT(agent_.Choose(), HasReason(v1::SESSION_EXPIRED));
  const auto result = world_.Finalize(prepared_);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->status(), v1::ST_EXPIRED);
  EXPECT_EQ(result->return_url(), "https://mairie.example/dommage");
}

// Proves: SES-4
TEST_F(ExpiryTest, ACallAfterTheDeadlineFindsItExpiredWithoutAnySweep) {
  world_.clock().Advance(absl::Hours(24));
  EXPECT_THAT(agent_.Redeem(prepared_.ticket()), HasReason(v1::SESSION_EXPIRED));
  EXPECT_FALSE(StoreHoldsTheDocument());
}

TEST_F(ExpiryTest, TheAnswersSayWhenItExpires) {
  EXPECT_EQ(prepared_.expires_at().seconds(),
            absl::ToUnixSeconds(paraphe::test::DefaultNow() + absl::Hours(24)));
}

// Proves: SES-3
TEST_F(ExpiryTest, AReleasedDigestIsWaitedForThenGivenUp) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  Pass(absl::Minutes(59));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::SIGNING);
  Pass(absl::Minutes(2));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::FAILED);
  EXPECT_THAT(agent_.Release(), HasReason(v1::SESSION_FAILED));
  const auto result = world_.Finalize(prepared_);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->status(), v1::ST_NO_ANSWER);
  EXPECT_EQ(result->cause(), v1::DEADLINE);
  EXPECT_THAT(result->signed_document(), IsEmpty());
}

// Proves: SES-5, EXP-2
TEST_F(ExpiryTest, ASignatureThatComesAfterItWasGivenUpIsTaken) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  Pass(absl::Hours(2));
  ASSERT_EQ(world_.StateOf(prepared_.session_id()), v1::FAILED);
  Pass(absl::Hours(24 * 6));
  const auto late = agent_.Deliver(agent_.released());
  ASSERT_THAT(late, IsOk());
  EXPECT_EQ(late->state(), v1::SIGNED);
  EXPECT_EQ(late->status(), v1::ST_OK);
  EXPECT_THAT(agent_.Deliver(agent_.released()), IsOk()) << "the same again";
  const auto result = world_.Finalize(prepared_);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->status(), v1::ST_OK);
  EXPECT_EQ(world_.Export(agent_.token())->signed_document(), result->signed_document());
}

// Proves: SES-5
TEST_F(ExpiryTest, ASignatureThatComesBeforeAnybodyGaveItUpIsInTime) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  world_.clock().Advance(absl::Hours(3));
  EXPECT_THAT(agent_.Deliver(agent_.released()), IsOk());
}

// Proves: DEV-4, SES-2
TEST_F(ExpiryTest, AWrongSignatureThatComesLateRollsBack) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  Pass(absl::Hours(2));
  EXPECT_TRUE(StoreHoldsTheDocument());
  v1::SignRequest wrong = agent_.ResultRequest(agent_.released());
  wrong.mutable_signature()->back() ^= 1;
  EXPECT_THAT(world_.Sign(wrong), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  EXPECT_FALSE(StoreHoldsTheDocument());
  EXPECT_THAT(agent_.Deliver(agent_.released()), HasReason(v1::SESSION_FAILED));
  EXPECT_EQ(world_.Finalize(prepared_)->status(), v1::ST_SIGNATURE_INVALID);
}

// Proves: EXP-5, SES-2
TEST_F(ExpiryTest, AFailureThatComesLateSaysWhy) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  Pass(absl::Hours(2));
  v1::SignRequest failure;
  failure.set_session_token(agent_.token());
  failure.mutable_failure()->set_reason(v1::DEVICE_TOKEN_REMOVED);
  ASSERT_THAT(world_.Sign(failure), IsOk());
  EXPECT_FALSE(StoreHoldsTheDocument());
  EXPECT_THAT(agent_.Deliver(agent_.released()), HasReason(v1::SESSION_FAILED));
  EXPECT_EQ(world_.Finalize(prepared_)->cause(), v1::DEVICE_TOKEN_REMOVED);
}

// Proves: SES-2, SES-4
TEST_F(ExpiryTest, WhatWasGivenUpIsGoneWithItsRetention) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  Pass(absl::Hours(2));
  Pass(absl::Hours(24 * 8));
  EXPECT_FALSE(StoreHoldsTheDocument());
  EXPECT_THAT(agent_.Deliver(agent_.released()), HasReason(v1::SESSION_UNKNOWN));
}

// Proves: SES-5
TEST_F(ExpiryTest, ASignatureIsNotLostBecauseItsCallerIsSlow) {
  ASSERT_THAT(agent_.SignWholeSession(prepared_.ticket()), IsOk());
  Pass(absl::Hours(24 * 30));
  EXPECT_THAT(world_.Finalize(prepared_), IsOk());
}

TEST_F(ExpiryTest, WhenTheRetentionEndsNothingIsLeft) {
  ASSERT_THAT(agent_.SignWholeSession(prepared_.ticket()), IsOk());
  ASSERT_THAT(world_.Finalize(prepared_), IsOk());
  Pass(absl::Hours(24 * 6));
  EXPECT_THAT(world_.Finalize(prepared_), IsOk());
  Pass(absl::Hours(25));
  EXPECT_THAT(world_.Finalize(prepared_), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(world_.store().Dump(), IsEmpty());
}

}  // namespace
}  // namespace paraphe::server
