// Stops that come from elsewhere than a prompt: a signal, or the session's end at the server.
#include <functional>
#include <string>

#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::DeskStep;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

absl::Status Signal() { return MakeError(v1::ABORTED_BY_SIGNER, "stopped by a signal"); }

class StopSessionTest : public FlowFixture {
 protected:
  void AskToStop() { stop_.Ask(Signal()); }
};

// Where a signal comes.
struct Moment {
  std::string name;
  std::function<void(test::TruthfulServer&, test::FakeDevice&, test::ScriptedDesk&,
                     const std::function<void()>& ask)>
      arrange;
};

std::ostream& operator<<(std::ostream& out, const Moment& moment) { return out << moment.name; }

Moment AtPresent(int number) {
  return {"Present" + std::to_string(number),
          [number](auto& server, auto&, auto&, const std::function<void()>& ask) {
            server.edit_present = [number, ask](int now, v1::PresentResponse&) {
              if (now == number) ask();
            };
          }};
}

std::vector<Moment> AllMoments() {
  return {AtPresent(1),
          AtPresent(2),
          AtPresent(3),
          {"Consent", [](auto&, auto&, auto& desk, const auto& ask) { desk.before_consent = ask; }},
          {"ConsentAnswer",
           [](auto& server, auto&, auto&, const auto& ask) {
             server.edit_consent = [ask](v1::ConsentResponse&) { ask(); };
           }},
          {"Pin", [](auto&, auto& device, auto&, const auto& ask) { device.on_activate = ask; }}};
}

class UnattendedStopTest : public StopSessionTest, public ::testing::WithParamInterface<Moment> {};

// A desk that asks nobody hears it all the same.
// Proves: CONS-4, CONS-2
TEST_P(UnattendedStopTest, NothingIsSignedAndTheSessionIsAborted) {
  GetParam().arrange(server_, device_, desk_, [this] { AskToStop(); });
  EXPECT_THAT(Run(), HasReason(v1::ABORTED_BY_SIGNER));
  ExpectNothingReachedTheDevice();
  EXPECT_EQ(server_.state, v1::ABORTED);
  EXPECT_EQ(server_.releases, 0);
}

INSTANTIATE_TEST_SUITE_P(Moments, UnattendedStopTest, ::testing::ValuesIn(AllMoments()),
                         [](const auto& param_info) { return param_info.param.name; });

// Proves: CONS-4
TEST_F(StopSessionTest, BeforeTheTicketIsSpentItStaysGood) {
  AskToStop();
  EXPECT_THAT(Run(), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_EQ(server_.presents, 0);
}

// Proves: SES-3, CONS-4
TEST_F(StopSessionTest, AfterTheReleaseTheSignatureIsDeliveredAndTheStopCalledTooLate) {
  server_.edit_release = [this](v1::SignResponse&) { AskToStop(); };
  server_.result_failures = {{MakeError(v1::NOT_REACHABLE, "gone"), /*after=*/false}};
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(server_.state, v1::SIGNED);
  EXPECT_TRUE(desk_.WasTold(Phrase::kTooLateToStop));
}

// Proves: SES-3
TEST_F(StopSessionTest, WithoutAStopNothingIsCalledTooLate) {
  EXPECT_THAT(Run(), IsOk());
  EXPECT_FALSE(desk_.WasTold(Phrase::kTooLateToStop));
}

// Proves: CONS-4
TEST_F(StopSessionTest, SecondStopEndsTheDeliveryOfASignature) {
  for (int i = 0; i < 100; ++i) {
    server_.result_failures.push_back({MakeError(v1::NOT_REACHABLE, "gone"), /*after=*/false});
  }
  AgentSession session(server_, device_, desk_, rules_,
                       {clock_, stop_, [this](absl::Duration) { AskToStop(); }});
  EXPECT_THAT(session.Run(test::kTestTicket), HasReason(v1::NOT_REACHABLE));
  EXPECT_EQ(stop_.times(), 2);
  EXPECT_TRUE(desk_.WasTold(Phrase::kNotDelivered));
}

// Proves: CONS-4
TEST_F(StopSessionTest, ServerThatDoesNotAnswerIsNotAskedAgain) {
  server_.edit_present = [this](int number, v1::PresentResponse&) {
    for (int i = 0; i < 10; ++i) {
      if (number == 1) server_.present_failures.push_back({MakeError(v1::DEADLINE, "late")});
    }
  };
  AgentSession session(server_, device_, desk_, rules_,
                       {clock_, stop_, [this](absl::Duration) { AskToStop(); }});
  EXPECT_THAT(session.Run(test::kTestTicket), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_EQ(server_.presents, 2);
  EXPECT_EQ(server_.state, v1::ABORTED);
}

v1::SessionEvent EventOf(const std::string& id, v1::SessionState state) {
  v1::SessionEvent event;
  event.set_session_id(id);
  event.set_state(state);
  return event;
}

// Proves: CONS-4
TEST_F(StopSessionTest, SessionThatEndedAtTheServerEndsThePromptByTheNameOfItsEnd) {
  const std::pair<v1::SessionState, v1::ErrorReason> ends[] = {{v1::ABORTED, v1::SESSION_ABORTED},
                                                               {v1::EXPIRED, v1::SESSION_EXPIRED},
                                                               {v1::FAILED, v1::SESSION_FAILED}};
  for (const auto& [state, reason] : ends) {
    Stop stop;
    test::TruthfulServer server;
    test::ScriptedDesk desk;
    desk.before_consent = [&, state = state] {
      server.on_event(EventOf("session-1", state));
      EXPECT_EQ(stop.times(), 1);
      desk.stop_at = DeskStep::kAskPin;
    };
    AgentSession session(server, device_, desk, rules_, {clock_, stop, [](absl::Duration) {}});
    EXPECT_THAT(session.Run(test::kTestTicket), HasReason(reason));
    EXPECT_TRUE(device_.reached.empty());
  }
}

// Proves: CONS-4
TEST_F(StopSessionTest, OtherEventsAndOtherSessionsEndNothing) {
  desk_.before_consent = [this] {
    server_.on_event(EventOf("session-1", v1::PRESENTED));
    server_.on_event(EventOf("session-2", v1::ABORTED));
  };
  server_.edit_release = [this](v1::SignResponse&) { EXPECT_TRUE(server_.on_event != nullptr); };
  server_.edit_result = [this](v1::SignResponse&) {
    EXPECT_TRUE(server_.on_event == nullptr) << "after the release nothing is stopped";
  };
  EXPECT_THAT(Run(), IsOk());
}

// A lie stays a lie, whatever was asked for meanwhile.
// Proves: PRES-8
TEST_F(StopSessionTest, OtherErrorsKeepTheirName) {
  server_.edit_present = [this](int number, v1::PresentResponse& response) {
    if (number != 2) return;
    response.clear_html_sha256();
    AskToStop();
  };
  EXPECT_THAT(Run(), HasReason(v1::PRESENTATION_MISMATCH));
}

}  // namespace
}  // namespace paraphe::agent
