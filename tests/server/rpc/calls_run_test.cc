// A call that loses its session to another between its two halves begins again.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "server/rpc/calls.h"
#include "server/store/memory_store.h"
#include "tests/server/store/faulty_store.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;

class RunTest : public testing::Test {
 protected:
  // As another call of the caller would; other attributes each time.
  void Amend() {
    v1::PrepareRequest request;
    request.set_session_id(prepared_.session_id());
    request.set_caller_token(prepared_.caller_token());
    request.mutable_attributes()->set_claimed_role("Maire " + std::to_string(++amended_));
    EXPECT_THAT(world_.Prepare(request), IsOk());
  }

  MemoryStore memory_;
  test::FaultyStore store_{&memory_};
  SessionWorld world_{nullptr, {&store_, nullptr, true}};
  TestAgent agent_{world_};
  const v1::PrepareResponse prepared_ = world_.PrepareOrDie();
  int amended_ = 0;
};

// What was computed before the amendment is neither stored nor shown. Proves: SES-5, ATT-2, CONS-3
TEST_F(RunTest, PresentationIsComputedAgainAfterAnAmendment) {
  ASSERT_THAT(agent_.Redeem(prepared_.ticket()), IsOk());
  store_.BeforeWrites([this] {
    if (amended_ == 0) Amend();
  });
  const auto shown = agent_.Choose();
  store_.BeforeWrites(nullptr);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->attributes().claimed_role(), "Maire 1");
  EXPECT_THAT(agent_.Consent(*shown), IsOk());
}

// Proves: SES-5
TEST_F(RunTest, EndlessInterferenceIsAConflict) {
  ASSERT_THAT(agent_.Redeem(prepared_.ticket()), IsOk());
  store_.BeforeWrites([this] { Amend(); });
  EXPECT_THAT(agent_.Choose(), HasReason(v1::SESSION_CONFLICT));
  EXPECT_EQ(amended_, 8);
}

}  // namespace
}  // namespace paraphe::server
