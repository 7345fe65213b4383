// Finalize: who takes the signed document, and when.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;

TEST(FinalizeTest, ASessionThatIsNotSignedYetIsToldSo) {
  SessionWorld world;
  const v1::PrepareResponse prepared = world.PrepareOrDie();
  const auto refused = world.Finalize(prepared);
  EXPECT_THAT(refused, HasReason(v1::SESSION_WRONG_STATE));
  EXPECT_EQ(GetErrorDetail(refused.status())->session_state(), "PREPARED");
}

// Proves: CONS-2, EXP-1
TEST(FinalizeTest, TheCallerReadsTheSignersReasonOrASentence) {
  for (const char* reason : {"Le montant de l'annexe est faux", ""}) {
    SessionWorld world;
    TestAgent agent(world);
    const v1::PrepareResponse prepared = world.PrepareOrDie();
    ASSERT_THAT(agent.GoTo(v1::PRESENTED, prepared.ticket()), IsOk());
    v1::SignerAbortRequest abort;
    abort.set_session_token(agent.token());
    abort.set_reason(reason);
    ASSERT_THAT(world.AbortBySigner(abort), IsOk());
    const auto result = world.Finalize(prepared);
    ASSERT_THAT(result, IsOk());
    EXPECT_EQ(result->status(), v1::ST_ABORTED_BY_SIGNER);
    EXPECT_EQ(result->cause(), v1::ABORTED_BY_SIGNER);
    EXPECT_EQ(result->reason(), *reason != 0 ? reason : "the signer gave no reason");
  }
}

TEST(FinalizeTest, OnlyTheCallerTakesTheResult) {
  SessionWorld world;
  TestAgent agent(world);
  v1::PrepareResponse prepared = world.PrepareOrDie();
  ASSERT_THAT(agent.SignWholeSession(prepared.ticket()), IsOk());
  prepared.set_caller_token(world.PrepareOrDie().caller_token());
  EXPECT_THAT(world.Finalize(prepared), HasReason(v1::SESSION_UNKNOWN));
  prepared.clear_caller_token();
  EXPECT_THAT(world.Finalize(prepared), HasReason(v1::SESSION_UNKNOWN));
}

TEST(FinalizeTest, TheAgentCannotTakeTheCallersPlace) {
  SessionWorld world;
  TestAgent agent(world);
  const v1::PrepareResponse prepared = world.PrepareOrDie();
  ASSERT_THAT(agent.SignWholeSession(prepared.ticket()), IsOk());
  v1::PrepareResponse stolen = prepared;
  stolen.set_caller_token(agent.token());
  EXPECT_THAT(world.Finalize(stolen), HasReason(v1::SESSION_UNKNOWN));
  stolen.set_caller_token(prepared.ticket());
  EXPECT_THAT(world.Finalize(stolen), HasReason(v1::SESSION_UNKNOWN));
}

}  // namespace
}  // namespace paraphe::server
