// What the log says of tickets and tokens that open nothing.
#include "server/rpc/credential_log.h"

#include <string>

#include "absl/strings/str_cat.h"
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
using testing::HasSubstr;
using testing::Not;

class CredentialLogTest : public testing::Test {
 protected:
  // The answer to a ticket, and the log of it.
  absl::Status Open(const std::string& ticket, const std::string& secret = "") {
    TestAgent agent(world_);
    v1::PresentRequest request = agent.RedeemRequest(ticket);
    request.set_agent_secret(secret);
    testing::internal::CaptureStderr();
    const absl::Status status = world_.Present(request).status();
    log_ = testing::internal::GetCapturedStderr();
    EXPECT_THAT(log_, Not(HasSubstr(ticket)));
    return status;
  }

  SessionWorld world_;
  std::string log_;
};

// Proves: CHN-3
TEST_F(CredentialLogTest, AUsedTicketIsLoggedAndCounted) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  TestAgent agent(world_);
  ASSERT_THAT(agent.Redeem(prepared.ticket()), IsOk());
  EXPECT_THAT(Open(prepared.ticket()), HasReason(v1::TICKET_USED));
  EXPECT_THAT(log_, HasSubstr("auth_failed address=- reason=ticket_used call=Present"));
  EXPECT_THAT(Open(prepared.ticket(), std::string(32, 's')), HasReason(v1::TICKET_USED));
  EXPECT_EQ(agent.Choose()->refused_openings(), 2U);
}

// Proves: CHN-3
TEST_F(CredentialLogTest, AGuessIsLogged) {
  world_.PrepareOrDie();
  EXPECT_THAT(Open(std::string(43, 'A')), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(log_, HasSubstr("reason=ticket_unknown call=Present"));
}

// Proves: CHN-3
TEST_F(CredentialLogTest, ATicketOfAnotherServerIsAGuess) {
  SessionWorld other;
  EXPECT_THAT(Open(other.PrepareOrDie().ticket()), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(log_, HasSubstr("reason=ticket_unknown"));
}

// Proves: CHN-3
TEST_F(CredentialLogTest, ALateTicketIsLoggedAndTheRightfulAgentIsNot) {
  const v1::PrepareResponse late = world_.PrepareOrDie();
  const v1::PrepareResponse redeemed = world_.PrepareOrDie();
  const std::string secret(32, 's');
  ASSERT_THAT(Open(redeemed.ticket(), secret), IsOk());
  world_.clock().Advance(absl::Hours(24));
  EXPECT_THAT(Open(late.ticket()), HasReason(v1::SESSION_EXPIRED));
  EXPECT_THAT(log_, HasSubstr("reason=ticket_late"));
  EXPECT_THAT(Open(redeemed.ticket(), secret), HasReason(v1::SESSION_EXPIRED));
  EXPECT_THAT(log_, Not(HasSubstr("auth_failed")));
}

// Proves: CHN-3
TEST_F(CredentialLogTest, ATokenThatIsNoneIsLoggedAndAWrongStepIsNot) {
  TestAgent agent(world_);
  ASSERT_THAT(agent.Redeem(world_.PrepareOrDie().ticket()), IsOk());
  testing::internal::CaptureStderr();
  EXPECT_THAT(agent.Release(), HasReason(v1::SESSION_WRONG_STATE));
  EXPECT_THAT(testing::internal::GetCapturedStderr(), Not(HasSubstr("auth_failed")));
  agent.UseToken("token-of-nobody");
  testing::internal::CaptureStderr();
  EXPECT_THAT(agent.Release(), HasReason(v1::SESSION_UNKNOWN));
  log_ = testing::internal::GetCapturedStderr();
  EXPECT_THAT(log_, HasSubstr("reason=token_unknown call=Sign claimed=-"));
  EXPECT_THAT(log_, Not(HasSubstr("token-of-nobody")));
}

}  // namespace
}  // namespace paraphe::server
