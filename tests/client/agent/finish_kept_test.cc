#include "client/agent/finish_kept.h"

#include <filesystem>
#include <string>
#include <utility>

#include "tests/client/agent/flow_fixture.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kServer[] = "localhost:7443";

// An agent is killed where its file ends with `stage`, and another one begins.
class FinishKeptTest : public FlowFixture {
 protected:
  KeptSession Take() { return *KeptSession::Take(folder_, kServer, test::kTestTicket); }
  void Leave(v1::KeptSession::Stage stage) {
    v1::KeptSession change;
    change.set_stage(stage);
    change.set_session_token(test::kTestToken);
    change.set_session_id(server_.session_id);
    change.set_session_code("7Q2M-XK4C");
    if (stage == v1::KeptSession::SIGNED) change.set_signature("the signature");
    KeptSession kept = Take();
    ASSERT_THAT(kept.Keep(change), IsOk());
  }
  absl::Status RunKept() {
    KeptSession kept = Take();
    Host with_kept = host();
    with_kept.kept = &kept;
    AgentSession session(server_, device_, desk_, rules_, with_kept);
    return session.Run(test::kTestTicket);
  }
  absl::Status Finish() { return FinishKept(server_, Take(), rules_, host(), desk_); }
  bool IsForgotten() { return Take().state().session_token().empty(); }

  test::TempDir dir_;
  const std::string folder_ = dir_.Join("paraphe");
};

// Proves: SES-5
TEST_F(FinishKeptTest, SignatureThatWasMadeIsDelivered) {
  Leave(v1::KeptSession::SIGNED);
  server_.state = v1::SIGNING;
  EXPECT_THAT(Finish(), IsOk());
  EXPECT_THAT(server_.signatures, ElementsAre("the signature"));
  EXPECT_TRUE(desk_.WasTold(Phrase::kDeliveredNow));
  EXPECT_TRUE(device_.reached.empty());
  EXPECT_TRUE(IsForgotten());
}

// Proves: SES-5
TEST_F(FinishKeptTest, SignatureStaysAsLongAsTheServerIsNotReached) {
  Leave(v1::KeptSession::SIGNED);
  server_.state = v1::SIGNING;
  for (int i = 0; i < 4; ++i) {
    server_.result_failures.push_back({MakeError(v1::NOT_REACHABLE, "no network"), false});
  }
  EXPECT_THAT(Finish(), HasReason(v1::NOT_REACHABLE));
  EXPECT_TRUE(desk_.WasTold(Phrase::kDeliveredLater));
  EXPECT_FALSE(IsForgotten());
  EXPECT_THAT(Finish(), IsOk());
  EXPECT_TRUE(IsForgotten());
}

// Proves: SES-5, EXP-5
TEST_F(FinishKeptTest, NothingIsSignedASecondTimeWhereTheDeviceWasAsked) {
  Leave(v1::KeptSession::DEVICE_ASKED);
  server_.state = v1::SIGNING;
  EXPECT_THAT(Finish(), HasReason(v1::SESSION_FAILED));
  EXPECT_THAT(server_.signatures, IsEmpty());
  EXPECT_TRUE(device_.reached.empty());
  ASSERT_THAT(server_.failures, SizeIs(1));
  EXPECT_EQ(server_.failures[0].reason(), static_cast<uint32_t>(v1::INTERNAL));
  EXPECT_TRUE(desk_.WasTold(Phrase::kEndedWhileSigning));
  EXPECT_TRUE(IsForgotten());
}

// Proves: SES-2, SES-5
TEST_F(FinishKeptTest, ReleaseThatNeverReachedTheServerIsTakenBack) {
  Leave(v1::KeptSession::RELEASE_ASKED);
  server_.state = v1::CONSENTED;
  EXPECT_THAT(Finish(), HasReason(v1::SESSION_FAILED));
  EXPECT_EQ(server_.state, v1::ABORTED);
  EXPECT_TRUE(desk_.WasTold(Phrase::kEndedBeforeSigning));
  EXPECT_TRUE(IsForgotten());
}

// Proves: SES-5, CONS-4
TEST_F(FinishKeptTest, SessionThatWasPresentedGoesOnWithTheDocumentShownAgain) {
  Leave(v1::KeptSession::OPEN);
  server_.state = v1::PRESENTED;
  EXPECT_THAT(RunKept(), IsOk());
  EXPECT_EQ(desk_.steps.front(), test::DeskStep::kShowDocument);
  EXPECT_TRUE(desk_.WasTold(Phrase::kResumed));
  EXPECT_THAT(server_.signatures, SizeIs(1));
  for (const v1::PresentRequest& request : server_.present_requests)
    EXPECT_FALSE(request.has_ticket());
  EXPECT_TRUE(IsForgotten());
}

// Proves: SES-2, SES-5
TEST_F(FinishKeptTest, SessionThatWasConsentedToIsTakenBack) {
  Leave(v1::KeptSession::OPEN);
  server_.state = v1::CONSENTED;
  EXPECT_THAT(RunKept(), HasReason(v1::SESSION_WRONG_STATE));
  EXPECT_EQ(server_.state, v1::ABORTED);
  EXPECT_TRUE(desk_.WasTold(Phrase::kNothingSigned));
  EXPECT_TRUE(device_.reached.empty());
  EXPECT_TRUE(IsForgotten());
}

// Proves: SES-5
TEST_F(FinishKeptTest, TicketWhoseAnswerWasLostWithTheAgentIsRedeemedAgain) {
  server_.ticket_works_once = true;
  server_.present_failures.assign(4, {MakeError(v1::DEADLINE, "late"), /*after=*/true});
  EXPECT_THAT(RunKept(), HasReason(v1::DEADLINE));
  EXPECT_EQ(server_.state, v1::PRESENTED) << "the answer was lost";
  EXPECT_THAT(RunKept(), IsOk());
  EXPECT_THAT(server_.signatures, SizeIs(1));
}

// Proves: SES-5
TEST_F(FinishKeptTest, NothingStaysOfATicketThatTheServerRefuses) {
  server_.present_failures = {{MakeError(v1::TICKET_USED, "used"), false}};
  EXPECT_THAT(RunKept(), HasReason(v1::TICKET_USED));
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

// Proves: SES-5
TEST_F(FinishKeptTest, EachStepIsKeptBeforeItIsDone) {
  std::vector<v1::KeptSession::Stage> stages;
  KeptSession kept = Take();
  Host with_kept = host();
  with_kept.kept = &kept;
  server_.edit_consent = [&](v1::ConsentResponse&) { stages.push_back(kept.state().stage()); };
  server_.edit_release = [&](v1::SignResponse&) { stages.push_back(kept.state().stage()); };
  device_.edit_signature = [&](std::string&) { stages.push_back(kept.state().stage()); };
  server_.edit_result = [&](v1::SignResponse&) { stages.push_back(kept.state().stage()); };
  AgentSession session(server_, device_, desk_, rules_, with_kept);
  EXPECT_THAT(session.Run(test::kTestTicket), IsOk());
  EXPECT_THAT(stages, ElementsAre(v1::KeptSession::OPEN, v1::KeptSession::RELEASE_ASKED,
                                  v1::KeptSession::DEVICE_ASKED, v1::KeptSession::SIGNED));
}

// Proves: SES-5
TEST_F(FinishKeptTest, SignatureThatCouldNotBeDeliveredIsKept) {
  server_.result_failures.assign(100, {MakeError(v1::NOT_REACHABLE, "no network"), false});
  EXPECT_THAT(RunKept(), HasReason(v1::NOT_REACHABLE));
  EXPECT_TRUE(desk_.WasTold(Phrase::kDeliveredLater));
  EXPECT_EQ(Take().state().stage(), v1::KeptSession::SIGNED);
  server_.result_failures.clear();
  EXPECT_THAT(Finish(), IsOk());
  EXPECT_THAT(server_.signatures, SizeIs(1));
  EXPECT_THAT(device_.reached, SizeIs(1)) << "the card signed once";
}

}  // namespace
}  // namespace paraphe::agent
