#include "client/agent/signer_calls.h"

#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;

class SignerCallsTest : public ::testing::Test {
 protected:
  absl::StatusOr<OpenedSession> Open() {
    return SignerCalls::Open(
        server_, test::kTestTicket, rules_,
        {server_.clock, stop_, [this](absl::Duration pause) { pauses_.push_back(pause); }});
  }
  SignerCalls Opened() {
    absl::StatusOr<OpenedSession> session = Open();
    EXPECT_THAT(session->answer, IsOk());
    return std::move(session->calls);
  }

  test::TruthfulServer server_;
  DeskRules rules_;
  Stop stop_;
  std::vector<absl::Duration> pauses_;
};

// Proves: SES-1
TEST_F(SignerCallsTest, TicketFirstAndTokenAfterwards) {
  SignerCalls calls = Opened();
  EXPECT_THAT(calls.Present({}), IsOk());
  EXPECT_EQ(server_.present_requests[0].ticket(), test::kTestTicket);
  EXPECT_TRUE(server_.present_requests[0].session_token().empty());
  EXPECT_EQ(server_.present_requests[1].session_token(), test::kTestToken);
  EXPECT_TRUE(server_.present_requests[1].ticket().empty());
}

// Proves: SES-5
TEST_F(SignerCallsTest, TicketGoesWithOneSecretOfTheAgentsOwn) {
  server_.present_failures = {{MakeError(v1::DEADLINE, "late"), /*after=*/true}};
  SignerCalls calls = Opened();
  EXPECT_THAT(calls.Present({}), IsOk());
  const auto& requests = server_.present_requests;
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_EQ(requests[0].agent_secret().size(), 32u);
  EXPECT_NE(requests[0].agent_secret(), std::string(32, '\0'));
  EXPECT_EQ(requests[1].agent_secret(), requests[0].agent_secret());
  EXPECT_TRUE(requests[2].agent_secret().empty()) << "with the ticket only";

  test::TruthfulServer other;
  ASSERT_THAT(SignerCalls::Open(other, test::kTestTicket, rules_, {other.clock, stop_, nullptr}),
              IsOk());
  EXPECT_NE(other.present_requests[0].agent_secret(), requests[0].agent_secret())
      << "made anew for each ticket";
}

// Proves: CHN-4
TEST_F(SignerCallsTest, ASessionOfTheInboxIsOpenedByLogin) {
  v1::PresentRequest::Waiting waiting;
  waiting.set_session_id(server_.session_id);
  waiting.set_login_token("login");
  const auto open = [&] {
    return SignerCalls::OpenWaiting(server_, waiting, rules_, {server_.clock, stop_, nullptr});
  };
  absl::StatusOr<OpenedSession> opened = open();
  ASSERT_THAT(opened, IsOk());
  ASSERT_THAT(opened->answer, IsOk());
  EXPECT_THAT(opened->calls.Present({}), IsOk());
  EXPECT_EQ(server_.present_requests[0].waiting().login_token(), "login");
  EXPECT_TRUE(server_.present_requests[0].agent_secret().empty());
  EXPECT_EQ(server_.present_requests[1].session_token(), test::kTestToken);
  EXPECT_FALSE(server_.present_requests[1].has_waiting());
  // Not the one that the signer chose.
  waiting.set_session_id("another");
  EXPECT_THAT(open()->answer, HasReason(v1::SERVER_ANSWER_MISMATCH));
}

// Proves: SES-5
TEST_F(SignerCallsTest, PausesDoubleAndEnd) {
  SignerCalls calls = Opened();
  for (int i = 0; i < 10; ++i) {
    server_.present_failures.push_back({MakeError(v1::NOT_REACHABLE, "gone")});
  }
  EXPECT_THAT(calls.Present({}), HasReason(v1::NOT_REACHABLE));
  EXPECT_EQ(pauses_, (std::vector<absl::Duration>{absl::Milliseconds(250), absl::Milliseconds(500),
                                                  absl::Seconds(1)}));
}

// Proves: SES-5
TEST_F(SignerCallsTest, WhatCannotPassIsNotRepeated) {
  SignerCalls calls = Opened();
  server_.present_failures = {{MakeError(v1::SESSION_EXPIRED, "over")}};
  EXPECT_THAT(calls.Present({}), HasReason(v1::SESSION_EXPIRED));
  EXPECT_TRUE(pauses_.empty());
}

// Proves: SES-1
TEST_F(SignerCallsTest, AnswerWithoutTokenIsNoSession) {
  server_.edit_present = [](int, v1::PresentResponse& r) { r.set_session_token("short"); };
  EXPECT_THAT(Open(), HasReason(v1::SERVER_ANSWER_MISMATCH));
}

// Proves: SES-1
TEST_F(SignerCallsTest, AnswerWithoutSessionIsRefused) {
  server_.session_id = "";
  const absl::StatusOr<OpenedSession> session = Open();
  ASSERT_THAT(session, IsOk()) << "the token is there: the session can be aborted";
  EXPECT_THAT(session->answer, HasReason(v1::SERVER_ANSWER_MISMATCH));
}

// Proves: EXP-1
TEST_F(SignerCallsTest, DeliveryThatIsNotAcceptedInWordsIsNoDelivery) {
  SignerCalls calls = Opened();
  server_.state = v1::SIGNING;
  server_.edit_result = [](v1::SignResponse& response) { response.set_status(v1::ST_PENDING); };
  EXPECT_THAT(calls.DeliverSignature("s"), HasReason(v1::SERVER_ANSWER_MISMATCH));
}

}  // namespace
}  // namespace paraphe::agent
