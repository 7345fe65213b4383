#include "client/agent/give_up.h"

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class GiveUpTest : public FlowFixture {};

absl::Status DeviceFailure(v1::ErrorReason reason, uint64_t code) {
  absl::Status status = MakeError(reason, "device");
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.set_device_code(code);
  SetErrorDetail(detail, status);
  return status;
}

// Proves: DEV-3
TEST_F(GiveUpTest, DeviceFailureBeforeTheReleaseAborts) {
  for (const v1::ErrorReason reason :
       {v1::DEVICE_CANCELLED, v1::DEVICE_TOKEN_REMOVED, v1::DEVICE_ERROR, v1::DEVICE_KEY_MISSING}) {
    test::TruthfulServer server;
    test::FakeDevice device({test::TestPki::Get().signer()});
    device.activate_failures = {DeviceFailure(reason, 7)};
    AgentSession session(server, device, desk_, rules_, host());
    EXPECT_THAT(session.Run(test::kTestTicket), HasReason(reason));
    EXPECT_THAT(server.abort_reasons, ElementsAre(v1::ErrorReason_Name(reason)));
    EXPECT_EQ(server.releases, 0);
  }
}

// Proves: DEV-3
TEST_F(GiveUpTest, DeviceFailureAfterTheReleaseIsReportedByName) {
  for (const v1::ErrorReason reason :
       {v1::DEVICE_CANCELLED, v1::DEVICE_TOKEN_REMOVED, v1::DEVICE_ERROR}) {
    test::TruthfulServer server;
    test::FakeDevice device({test::TestPki::Get().signer()});
    device.sign_failure = DeviceFailure(reason, 0x30);
    AgentSession session(server, device, desk_, rules_, host());
    EXPECT_THAT(session.Run(test::kTestTicket), HasReason(reason));
    ASSERT_EQ(server.failures.size(), 1u);
    EXPECT_EQ(server.failures[0].reason(), static_cast<uint32_t>(reason));
    EXPECT_EQ(server.failures[0].device_code(), 0x30u);
    EXPECT_EQ(server.state, v1::FAILED);
    EXPECT_EQ(device.reached.size(), 1u) << "never tried twice";
    EXPECT_EQ(device.closings, 1);
  }
}

// Proves: SES-3
TEST_F(GiveUpTest, WhereTheReleaseMayHaveHappenedTheFailureIsReported) {
  for (int i = 0; i < 100; ++i) {
    server_.release_failures.push_back({MakeError(v1::DEADLINE, "late"), /*after=*/true});
  }
  EXPECT_THAT(Run(), HasReason(v1::DEADLINE));
  ExpectNothingReachedTheDevice();
  EXPECT_TRUE(server_.abort_reasons.empty());
  ASSERT_EQ(server_.failures.size(), 1u);
  EXPECT_EQ(server_.failures[0].reason(), static_cast<uint32_t>(v1::INTERNAL))
      << "the device was not asked for anything";
}

// Proves: EXP-5
TEST_F(GiveUpTest, FaultOfTheProgramAfterTheReleaseIsNotReportedAsTheDevices) {
  for (const v1::ErrorReason reason :
       {v1::INTERNAL, v1::ATTRIBUTE_INVALID, v1::MALFORMED_FILE, v1::DEADLINE}) {
    test::TruthfulServer server;
    test::FakeDevice device({test::TestPki::Get().signer()});
    device.sign_failure = MakeError(reason, "ours");
    AgentSession session(server, device, desk_, rules_, host());
    EXPECT_THAT(session.Run(test::kTestTicket), HasReason(reason));
    ASSERT_EQ(server.failures.size(), 1u);
    EXPECT_EQ(server.failures[0].reason(), static_cast<uint32_t>(v1::INTERNAL));
  }
}

// Proves: EXP-5
TEST_F(GiveUpTest, SignerWhoLeavesAHangingCardIsReportedAsThat) {
  device_.sign_failure = MakeError(v1::ABORTED_BY_SIGNER, "left");
  EXPECT_THAT(Run(), HasReason(v1::ABORTED_BY_SIGNER));
  ASSERT_EQ(server_.failures.size(), 1u);
  EXPECT_EQ(server_.failures[0].reason(), static_cast<uint32_t>(v1::ABORTED_BY_SIGNER));
  EXPECT_TRUE(desk_.WasTold(Phrase::kPerhapsSigned));
  EXPECT_FALSE(desk_.WasTold(Phrase::kNothingSigned));
}

// Proves: PRES-8
TEST_F(GiveUpTest, LieAfterTheReleaseIsReportedToTheServerAsSuch) {
  server_.edit_release = [](v1::SignResponse& response) { response.clear_digest_info(); };
  EXPECT_THAT(Run(), HasReason(v1::SERVER_ANSWER_MISMATCH));
  ASSERT_EQ(server_.failures.size(), 1u);
  EXPECT_EQ(server_.failures[0].reason(), static_cast<uint32_t>(v1::SERVER_ANSWER_MISMATCH));
  EXPECT_EQ(server_.state, v1::FAILED);
}

// Proves: PRES-8
TEST_F(GiveUpTest, LieBeforeTheReleaseAbortsTheSession) {
  server_.edit_present = [](int, v1::PresentResponse& response) { response.clear_html_sha256(); };
  EXPECT_THAT(Run(), HasReason(v1::PRESENTATION_MISMATCH));
  EXPECT_EQ(server_.state, v1::ABORTED);
}

// Proves: SES-5
TEST_F(GiveUpTest, DeliveryThatNeverSucceedsIsToldAsSuch) {
  for (int i = 0; i < 1000; ++i) {
    server_.result_failures.push_back({MakeError(v1::NOT_REACHABLE, "gone")});
  }
  EXPECT_THAT(Run(), HasReason(v1::NOT_REACHABLE));
  EXPECT_TRUE(desk_.WasTold(Phrase::kNotDelivered));
  EXPECT_FALSE(desk_.WasTold(Phrase::kNothingSigned));
  absl::Duration waited;
  for (const absl::Duration pause : pauses_) waited += pause;
  EXPECT_GT(waited, absl::Minutes(10));
  EXPECT_LT(waited, absl::Minutes(20));
}

// A session whose ticket was redeemed, at a server whose every Abort is answered with an error.
class UndeliveredAbortTest : public FlowFixture {
 protected:
  class Server final : public SignerServer {
   public:
    explicit Server(SignerServer& behind) : behind_(behind) {}
    absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request,
                                                int patience) override {
      return behind_.Present(request, patience);
    }
    absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) override {
      return behind_.Consent(request);
    }
    absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) override {
      return behind_.Sign(request);
    }
    absl::StatusOr<v1::SignerAbortResponse> Abort(const v1::SignerAbortRequest&) override {
      return answer;
    }
    absl::StatusOr<v1::SignerExportResponse> Export(const v1::SignerExportRequest& request,
                                                    int patience) override {
      return behind_.Export(request, patience);
    }
    std::unique_ptr<Watch> Follow(const v1::SignerWatchRequest& request,
                                  std::function<void(const v1::SessionEvent&)> on_event) override {
      return behind_.Follow(request, std::move(on_event));
    }

    absl::Status answer;

   private:
    SignerServer& behind_;
  };

  void GiveUpWhereAbortAnswers(v1::ErrorReason reason) {
    absl::StatusOr<OpenedSession> session =
        SignerCalls::Open(refusing_, test::kTestTicket, rules_, host());
    ASSERT_THAT(session, IsOk());
    refusing_.answer = MakeError(reason, "of the server");
    EXPECT_THAT(GiveUp(*session, MakeError(v1::ABORTED_BY_SIGNER, "stopped"), desk_),
                HasReason(v1::ABORTED_BY_SIGNER));
  }

  Server refusing_{server_};
};

// Proves: CONS-2
TEST_F(UndeliveredAbortTest, IsToldToTheSigner) {
  GiveUpWhereAbortAnswers(v1::NOT_REACHABLE);
  EXPECT_THAT(desk_.told, ElementsAre(Phrase::kNothingSigned, Phrase::kAbortNotDelivered));
}

// Proves: CONS-2
TEST_F(UndeliveredAbortTest, IsNotToldWhereTheSessionIsOverAnyway) {
  for (const v1::ErrorReason over :
       {v1::SESSION_ABORTED, v1::SESSION_EXPIRED, v1::SESSION_FAILED, v1::SESSION_UNKNOWN}) {
    desk_.told.clear();
    GiveUpWhereAbortAnswers(over);
    EXPECT_THAT(desk_.told, ElementsAre(Phrase::kNothingSigned)) << v1::ErrorReason_Name(over);
  }
}

// Proves: SES-3
TEST_F(GiveUpTest, WhereTheServerSaysThatTheDigestWasReleasedTheFailureIsReported) {
  absl::StatusOr<OpenedSession> session =
      SignerCalls::Open(server_, test::kTestTicket, rules_, host());
  ASSERT_THAT(session, IsOk());
  server_.state = v1::SIGNING;
  EXPECT_THAT(GiveUp(*session, MakeError(v1::ABORTED_BY_SIGNER, "stopped"), desk_),
              HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_THAT(server_.abort_reasons, IsEmpty());
  ASSERT_EQ(server_.failures.size(), 1u);
  EXPECT_EQ(server_.failures[0].reason(), static_cast<uint32_t>(v1::ABORTED_BY_SIGNER));
}

// Proves: CONS-2
TEST_F(GiveUpTest, WithoutASessionTheServerIsToldNothing) {
  EXPECT_THAT(GiveUp(MakeError(v1::TICKET_USED, "used"), desk_), HasReason(v1::TICKET_USED));
  EXPECT_THAT(desk_.told, ElementsAre(Phrase::kNothingSigned));
  EXPECT_THAT(server_.abort_reasons, IsEmpty());
  EXPECT_THAT(server_.failures, IsEmpty());
}

// Proves: PRES-7
TEST_F(GiveUpTest, ReturnAddressThatIsNoWebAddressIsNotShown) {
  server_.edit_result = [](v1::SignResponse& response) {
    response.set_return_url("file:///etc/passwd");
  };
  EXPECT_THAT(Run(), IsOk());
  EXPECT_FALSE(desk_.WasTold(Phrase::kReturnUrl));
}

// Proves: PRES-7
TEST(TellReturnUrlTest, PassesOnWebAddressesOnly) {
  test::ScriptedDesk desk;
  for (const char* url : {"", "file:///etc/passwd", "javascript:alert(1)", "//mairie.example",
                          "httpsx://mairie.example", " https://mairie.example"}) {
    TellReturnUrl(url, desk);
  }
  EXPECT_THAT(desk.told, IsEmpty());
  TellReturnUrl("https://mairie.example/merci", desk);
  TellReturnUrl("http://localhost/merci", desk);
  EXPECT_THAT(desk.told, ElementsAre(Phrase::kReturnUrl, Phrase::kReturnUrl));
  EXPECT_THAT(desk.details, ElementsAre("https://mairie.example/merci", "http://localhost/merci"));
}

}  // namespace
}  // namespace paraphe::agent
