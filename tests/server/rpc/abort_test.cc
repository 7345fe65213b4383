// Abort by either side: roll-back until the digest has left, refused afterwards.
#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/store/memory_store.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using testing::HasSubstr;
using testing::IsEmpty;

// Takes a session to a state that may still be rolled back.
class AbortBeforeReleaseTest : public testing::TestWithParam<v1::SessionState> {
 protected:
  void SetUp() override {
    if (GetParam() != v1::PREPARED) {
      ASSERT_THAT(agent_.GoTo(GetParam(), prepared_.ticket()), IsOk());
    }
    ASSERT_TRUE(StoreHoldsTheDocument());
  }
  bool StoreHoldsTheDocument() const {
    const std::string dump = world_.store().Dump();
    return absl::StrContains(dump, paraphe::test::kDocumentMark) ||
           absl::StrContains(dump, "Saint-Denis");
  }
  v1::SignerAbortRequest SignerAbort() const {
    v1::SignerAbortRequest request;
    if (GetParam() == v1::PREPARED) {
      request.set_ticket(prepared_.ticket());
    } else {
      request.set_session_token(agent_.token());
    }
    return request;
  }

  SessionWorld world_;
  TestAgent agent_{world_};
  const v1::PrepareResponse prepared_ = world_.PrepareOrDie();
};

// Proves: SES-2
TEST_P(AbortBeforeReleaseTest, ByTheCallerLeavesNothing) {
  const auto aborted = world_.Abort(prepared_, "plus besoin");
  ASSERT_THAT(aborted, IsOk());
  EXPECT_EQ(aborted->state(), v1::ABORTED);
  EXPECT_FALSE(StoreHoldsTheDocument());
  const auto result = world_.Finalize(prepared_);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->status(), v1::ST_ABORTED_BY_CALLER);
  EXPECT_THAT(result->signed_document(), IsEmpty());
  EXPECT_EQ(result->return_url(), "https://mairie.example/dommage");
  EXPECT_THAT(result->reason(), HasSubstr("plus besoin"));
}

// Proves: SES-2, CONS-2
TEST_P(AbortBeforeReleaseTest, BySignerLeavesNothing) {
  const auto aborted = world_.AbortBySigner(SignerAbort());
  ASSERT_THAT(aborted, IsOk());
  EXPECT_EQ(aborted->state(), v1::ABORTED);
  EXPECT_EQ(aborted->return_url(), "https://mairie.example/dommage");
  EXPECT_FALSE(StoreHoldsTheDocument());
  const auto result = world_.Finalize(prepared_);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->status(), v1::ST_ABORTED_BY_SIGNER);
}

// Proves: SES-5
TEST_P(AbortBeforeReleaseTest, MayBeRepeatedAndNothingElseFollows) {
  ASSERT_THAT(world_.Abort(prepared_), IsOk());
  EXPECT_THAT(world_.Abort(prepared_), IsOk());
  if (GetParam() == v1::PREPARED) {
    EXPECT_FALSE(agent_.Redeem(prepared_.ticket()).ok());
  } else {
    EXPECT_THAT(agent_.Choose(), HasReason(v1::SESSION_ABORTED));
    EXPECT_THAT(agent_.Release(), HasReason(v1::SESSION_ABORTED));
  }
}

INSTANTIATE_TEST_SUITE_P(States, AbortBeforeReleaseTest,
                         testing::Values(v1::PREPARED, v1::PRESENTED, v1::CONSENTED),
                         [](const auto& state) { return v1::SessionState_Name(state.param); });

class AbortAfterReleaseTest : public testing::TestWithParam<v1::SessionState> {};

// Proves: SES-3
TEST_P(AbortAfterReleaseTest, IsRefusedAndSaysSo) {
  SessionWorld world;
  TestAgent agent(world);
  const v1::PrepareResponse prepared = world.PrepareOrDie();
  ASSERT_THAT(agent.GoTo(GetParam(), prepared.ticket()), IsOk());
  EXPECT_THAT(world.Abort(prepared), HasReason(v1::DIGEST_RELEASED));
  v1::SignerAbortRequest by_signer;
  by_signer.set_session_token(agent.token());
  const auto refused = world.AbortBySigner(by_signer);
  EXPECT_THAT(refused, HasReason(v1::DIGEST_RELEASED));
  EXPECT_EQ(GetErrorDetail(refused.status())->session_state(), v1::SessionState_Name(GetParam()));
  EXPECT_EQ(world.StateOf(prepared.session_id()), GetParam());
}

INSTANTIATE_TEST_SUITE_P(States, AbortAfterReleaseTest, testing::Values(v1::SIGNING, v1::SIGNED),
                         [](const auto& state) { return v1::SessionState_Name(state.param); });

TEST(AbortTest, NeedsToKnowTheSession) {
  SessionWorld world;
  v1::PrepareResponse prepared = world.PrepareOrDie();
  prepared.set_caller_token(world.PrepareOrDie().caller_token());
  EXPECT_THAT(world.Abort(prepared), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(world.AbortBySigner({}), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_EQ(world.StateOf(prepared.session_id()), v1::PREPARED);
}

TEST(AbortTest, TheReasonHasABound) {
  SessionWorld world;
  const v1::PrepareResponse prepared = world.PrepareOrDie();
  EXPECT_THAT(world.Abort(prepared, std::string(257, 'x')), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(world.Abort(prepared, "a\x1b[2J"), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_THAT(world.Abort(prepared, std::string(256, 'x')), IsOk());
}

}  // namespace
}  // namespace paraphe::server
