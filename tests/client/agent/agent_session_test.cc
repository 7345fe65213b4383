#include "client/agent/agent_session.h"

#include <string>
#include <vector>

#include "common/hash.h"
#include "tests/client/agent/flow_fixture.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::DeskStep;
using ::paraphe::test::FakeDevice;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestPki;
using ::testing::ElementsAre;

class AgentSessionTest : public FlowFixture {};

// Proves: CONS-1, DEV-1, PRES-8
TEST_F(AgentSessionTest, SignsWhatWasShown) {
  EXPECT_THAT(Run(), IsOk());
  EXPECT_THAT(desk_.steps, ElementsAre(DeskStep::kShowDocument, DeskStep::kChooseCertificate,
                                       DeskStep::kAskConsent, DeskStep::kAskPin));
  ASSERT_EQ(server_.signatures.size(), 1u);
  ASSERT_EQ(device_.reached.size(), 1u);
  EXPECT_EQ(server_.signatures[0], TestPki::Get().signer().key->SignDigestInfo(device_.reached[0]));
  EXPECT_EQ(device_.closings, 1);
  EXPECT_TRUE(desk_.WasTold(Phrase::kSigned));
  EXPECT_EQ(desk_.details.back(), "https://example.org/success");
}

// Proves: CHN-4
TEST_F(AgentSessionTest, SignsWhatWaitedInTheInbox) {
  v1::PresentRequest::Waiting waiting;
  waiting.set_session_id(server_.session_id);
  waiting.set_login_token("login");
  AgentSession session(server_, device_, desk_, rules_, host());
  EXPECT_THAT(session.Run(waiting), IsOk());
  EXPECT_EQ(server_.signatures.size(), 1u);
  EXPECT_EQ(device_.closings, 1);
}

// Proves: ATT-1, ATT-2
TEST_F(AgentSessionTest, ShowsTheAttributesThatAreSigned) {
  ASSERT_THAT(Run(), IsOk());
  std::vector<std::string> values;
  for (const v1::AttributeLine& line : desk_.consented.at(0).attributes) {
    values.push_back(line.value());
  }
  EXPECT_THAT(values, ::testing::IsSupersetOf(
                          {"maire", "2026-11-22T10:00:00Z", "https://example.org/politique"}));
}

// Proves: CERT-3
TEST_F(AgentSessionTest, WithoutAcceptableCertificateNothingIsSigned) {
  server_.refused = {TestPki::Get().signer().der};
  EXPECT_THAT(Run(), HasReason(v1::CERTIFICATE_REFUSED));
  ExpectNothingReachedTheDevice();
  EXPECT_THAT(server_.abort_reasons, ElementsAre("CERTIFICATE_REFUSED"));
}

// Proves: CERT-3
TEST_F(AgentSessionTest, CertificateThatIsNoLongerAcceptedIsChosenAgain) {
  const TestCert second = TestPki::Get().Signer("Second").Build();
  FakeDevice device({TestPki::Get().signer(), second});
  server_.edit_present = [this](int number, v1::PresentResponse&) {
    if (number == 2) server_.refused = {TestPki::Get().signer().der};
  };
  AgentSession session(server_, device, desk_, rules_, host());
  EXPECT_THAT(session.Run(test::kTestTicket), IsOk());
  EXPECT_TRUE(desk_.WasTold(Phrase::kCertificateNoLonger));
  EXPECT_EQ(server_.present_requests.back().chosen_certificate_sha256(), second.Sha256());
}

// Proves: CERT-3, ATT-3
TEST_F(AgentSessionTest, AmendmentThatRefusesTheChosenCertificateAsksForAnother) {
  const TestCert second = TestPki::Get().Signer("Second").Build();
  FakeDevice device({TestPki::Get().signer(), second});
  desk_.before_consent = [this] {
    if (!server_.refused.empty()) return;
    server_.refused = {TestPki::Get().signer().der};
    server_.consent_failures = {{MakeError(v1::CONSENT_MISMATCH, "amended")}};
  };
  AgentSession session(server_, device, desk_, rules_, host());
  EXPECT_THAT(session.Run(test::kTestTicket), IsOk());
  EXPECT_TRUE(desk_.WasTold(Phrase::kPresentationChanged));
  EXPECT_EQ(server_.present_requests.back().chosen_certificate_sha256(), second.Sha256());
}

class StopTest : public FlowFixture, public ::testing::WithParamInterface<DeskStep> {};

// Proves: CONS-2
TEST_P(StopTest, SignerCanStopAtEveryPrompt) {
  desk_.stop_at = GetParam();
  EXPECT_THAT(Run(), HasReason(v1::ABORTED_BY_SIGNER));
  ExpectNothingReachedTheDevice();
  EXPECT_EQ(server_.state, v1::ABORTED);
  EXPECT_EQ(server_.releases, 0);
}

INSTANTIATE_TEST_SUITE_P(Steps, StopTest,
                         ::testing::Values(DeskStep::kShowDocument, DeskStep::kChooseCertificate,
                                           DeskStep::kAskConsent, DeskStep::kAskPin));

// Proves: ATT-3, CONS-3
TEST_F(AgentSessionTest, AmendedDocumentIsShownAgain) {
  bool amended = false;
  desk_.before_consent = [&] {
    if (std::exchange(amended, true)) return;
    server_.document.replace(server_.document.find("1200.00"), 7, "9900.00");
  };
  EXPECT_THAT(Run(), IsOk());
  EXPECT_TRUE(desk_.WasTold(Phrase::kPresentationChanged));
  ASSERT_EQ(desk_.consented.size(), 2u);
  EXPECT_THAT(desk_.consented[1].document->document(), ::testing::HasSubstr("9900.00"));
  EXPECT_THAT(desk_.steps, ElementsAre(DeskStep::kShowDocument, DeskStep::kChooseCertificate,
                                       DeskStep::kAskConsent, DeskStep::kShowDocument,
                                       DeskStep::kAskConsent, DeskStep::kAskPin));
}

// Proves: ATT-3
TEST_F(AgentSessionTest, AmendedBetweenTheTwoPresentationsIsShownAgain) {
  server_.edit_present = [this](int number, v1::PresentResponse&) {
    if (number == 2) server_.document.replace(server_.document.find("1200.00"), 7, "9900.00");
  };
  EXPECT_THAT(Run(), IsOk());
  ASSERT_EQ(desk_.consented.size(), 1u);
  EXPECT_THAT(desk_.consented[0].document->document(), ::testing::HasSubstr("9900.00"));
}

// Proves: CERT-3
TEST_F(AgentSessionTest, SignerWhoChoseMayChooseAgain) {
  const TestCert second = TestPki::Get().Signer("Second").Build();
  FakeDevice device({TestPki::Get().signer(), second});
  desk_.changes_at_consent = {Change::kCertificate};
  AgentSession session(server_, device, desk_, rules_, host());
  EXPECT_THAT(session.Run(test::kTestTicket), IsOk());
  EXPECT_THAT(desk_.steps, ElementsAre(DeskStep::kShowDocument, DeskStep::kChooseCertificate,
                                       DeskStep::kAskConsent, DeskStep::kChooseCertificate,
                                       DeskStep::kAskConsent, DeskStep::kAskPin));
  EXPECT_EQ(server_.consents, 1) << "the server was told of the one consent only";
}

// Proves: PRES-9
TEST_F(AgentSessionTest, PageInTheOtherLanguageIsShownAndConsentedTo) {
  desk_.changes_at_choice = {Change::kLanguage};
  desk_.changes_at_consent = {Change::kLanguage, Change::kLanguage};
  EXPECT_THAT(Run(), IsOk());
  EXPECT_THAT(desk_.steps,
              ElementsAre(DeskStep::kShowDocument, DeskStep::kChooseCertificate,
                          DeskStep::kShowDocument, DeskStep::kChooseCertificate,
                          DeskStep::kAskConsent, DeskStep::kShowDocument, DeskStep::kAskConsent,
                          DeskStep::kShowDocument, DeskStep::kAskConsent, DeskStep::kAskPin));
  ASSERT_EQ(desk_.choosing.size(), 2u);
  EXPECT_NE(desk_.choosing[0].document->html(), desk_.choosing[1].document->html());
  EXPECT_EQ(server_.present_requests.back().language(), "en");
  EXPECT_EQ(server_.consent_requests.back().html_sha256(),
            desk_.choosing[1].document->html_sha256());
}

// Proves: CERT-3
TEST_F(AgentSessionTest, AnotherCardMayBeInsertedAtBothPrompts) {
  const TestCert second = TestPki::Get().Signer("Second").Build();
  server_.refused = {TestPki::Get().signer().der};
  desk_.changes_at_choice = {Change::kCard};
  desk_.changes_at_consent = {Change::kCard};
  device_.Insert({TestPki::Get().signer()});
  desk_.before_change = [&] { device_.Insert({second}); };
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(server_.present_requests.back().chosen_certificate_sha256(), second.Sha256());
  EXPECT_TRUE(desk_.changes_at_consent.empty());
}

// Proves: CERT-3
TEST_F(AgentSessionTest, CardThatCannotBeReadIsToldAndTheSignerMayInsertAnother) {
  desk_.changes_at_choice = {Change::kCard, Change::kCard};
  device_.list_failures = {absl::OkStatus(), MakeError(v1::DEVICE_TOKEN_ABSENT, "no card")};
  EXPECT_THAT(Run(), IsOk());
  ASSERT_EQ(desk_.errors.size(), 1u);
  EXPECT_THAT(desk_.errors[0], HasReason(v1::DEVICE_TOKEN_ABSENT));
}

// Proves: CONS-2
TEST_F(AgentSessionTest, SignersReasonReachesTheCaller) {
  desk_.stop_at = DeskStep::kAskConsent;
  desk_.reason = "montant erroné";
  EXPECT_THAT(Run(), HasReason(v1::ABORTED_BY_SIGNER));
  EXPECT_THAT(server_.abort_reasons, ElementsAre("montant erroné"));
}

// Proves: CONS-3, CONS-4
TEST_F(AgentSessionTest, TooOldAConsentIsAskedAgainWithTheNewTimeAndTheDocument) {
  server_.release_failures = {{MakeError(v1::CONSENT_TOO_OLD, "too old")}};
  EXPECT_THAT(Run(), IsOk());
  EXPECT_THAT(desk_.steps,
              ElementsAre(DeskStep::kShowDocument, DeskStep::kChooseCertificate,
                          DeskStep::kAskConsent, DeskStep::kAskPin, DeskStep::kShowDocument,
                          DeskStep::kAskConsent, DeskStep::kAskPin));
  EXPECT_TRUE(desk_.WasTold(Phrase::kConsentTooOld));
  EXPECT_EQ(desk_.consented.size(), 2u);
  EXPECT_EQ(desk_.pin_requests.size(), 2u) << "the PIN is the last act of each consent";
  EXPECT_EQ(device_.reached.size(), 1u);
}

// Proves: SES-5
TEST_F(AgentSessionTest, ServerThatNeverSettlesDoesNotLoopForever) {
  for (int i = 0; i < 100; ++i) {
    server_.present_failures.push_back({MakeError(v1::SESSION_CONFLICT, "overtaken")});
  }
  std::vector<test::TruthfulServer::Failure> later;
  later.swap(server_.present_failures);
  server_.edit_present = [&](int number, v1::PresentResponse&) {
    if (number == 2) server_.present_failures = later;
  };
  EXPECT_THAT(Run(), HasReason(v1::SESSION_CONFLICT));
  ExpectNothingReachedTheDevice();
}

// Proves: SES-5
TEST_F(AgentSessionTest, ReleaseThatIsRefusedIsNotLookedAtAgain) {
  server_.release_failures = {{MakeError(v1::SESSION_WRONG_STATE, "moved")}};
  EXPECT_THAT(Run(), HasReason(v1::SESSION_WRONG_STATE));
  EXPECT_EQ(desk_.consented.size(), 1u);
  ExpectNothingReachedTheDevice();
  EXPECT_EQ(server_.state, v1::ABORTED);
}

// Proves: SES-5
TEST_F(AgentSessionTest, LostReleaseIsAskedForAgain) {
  server_.release_failures = {{MakeError(v1::NOT_REACHABLE, "gone"), /*after=*/true}};
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(server_.releases, 2);
  EXPECT_EQ(device_.reached.size(), 1u);
}

// Proves: SES-5
TEST_F(AgentSessionTest, LostDeliveryIsRepeatedWithTheSameBytesAndNotSignedAgain) {
  server_.result_failures = {{MakeError(v1::NOT_REACHABLE, "gone"), /*after=*/true},
                             {MakeError(v1::DEADLINE, "late"), /*after=*/false},
                             {MakeError(v1::STORE_UNAVAILABLE, "store"), /*after=*/true}};
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(device_.reached.size(), 1u);
  ASSERT_EQ(server_.signatures.size(), 3u);
  EXPECT_EQ(server_.signatures[0], server_.signatures[2]);
  EXPECT_EQ(pauses_.size(), 3u);
}

// Proves: SES-5
TEST_F(AgentSessionTest, LostAnswerToTheTicketIsAskedForAgain) {
  server_.ticket_works_once = true;
  server_.present_failures = {{MakeError(v1::NOT_REACHABLE, "gone"), /*after=*/true},
                              {MakeError(v1::DEADLINE, "late"), /*after=*/true},
                              {MakeError(v1::NOT_REACHABLE, "gone"), /*after=*/false}};
  EXPECT_THAT(Run(), IsOk());
  EXPECT_EQ(device_.reached.size(), 1u);
}

// Proves: SES-1
TEST_F(AgentSessionTest, TicketThatAnotherAgentRedeemedIsNotAskedForAgain) {
  server_.ticket_works_once = true;
  v1::PresentRequest thief;
  thief.set_ticket(test::kTestTicket);
  thief.set_agent_secret(std::string(32, 't'));
  ASSERT_THAT(server_.Present(thief, 1), IsOk());
  server_.presents = 0;
  EXPECT_THAT(Run(), HasReason(v1::TICKET_USED));
  EXPECT_EQ(server_.presents, 1);
  EXPECT_TRUE(server_.abort_reasons.empty()) << "there is no session of ours to abort";
}

// Proves: SES-1
TEST_F(AgentSessionTest, ServerThatNeverAnswersTheTicketIsLeft) {
  for (int i = 0; i < 10; ++i) {
    server_.present_failures.push_back({MakeError(v1::NOT_REACHABLE, "gone")});
  }
  EXPECT_THAT(Run(), HasReason(v1::NOT_REACHABLE));
  EXPECT_EQ(server_.presents, 4);
  EXPECT_TRUE(server_.abort_reasons.empty()) << "there is no session of ours to abort";
}

// Proves: DEV-1
TEST_F(AgentSessionTest, DeviceThatDoesNotCloseIsToldAndTheSignatureStands) {
  device_.close_failure = MakeError(v1::DEVICE_ERROR, "device: C_CloseSession");
  EXPECT_THAT(Run(), IsOk());
  EXPECT_TRUE(desk_.WasTold(Phrase::kDeviceNotClosed));
}

// Proves: SES-5
TEST_F(AgentSessionTest, DocumentThatDoesNotArriveIsFetchedAgainWithMorePatience) {
  server_.edit_present = [this](int number, v1::PresentResponse&) {
    if (number != 1) return;
    server_.present_failures = {{MakeError(v1::DEADLINE, "late")},
                                {MakeError(v1::DEADLINE, "late")}};
  };
  EXPECT_THAT(Run(), IsOk());
  EXPECT_TRUE(server_.present_requests[0].omit_document()) << "the ticket's answer is small";
  EXPECT_THAT(server_.patience, ElementsAre(1, 1, 4, 16, 1));
}

// Proves: DOC-6, CONS-2
TEST_F(AgentSessionTest, DocumentThatIsTooLargeToArriveIsNamedAndTheSessionAborted) {
  server_.edit_present = [this](int number, v1::PresentResponse&) {
    if (number == 1) server_.present_failures = {{MakeError(v1::TOO_LARGE, "message")}};
  };
  EXPECT_THAT(Run(), HasReason(v1::DOCUMENT_BEYOND_BOUND));
  ExpectNothingReachedTheDevice();
  EXPECT_THAT(server_.abort_reasons, ElementsAre("DOCUMENT_BEYOND_BOUND"));
}

// Proves: CONS-1
TEST_F(AgentSessionTest, UnattendedSaysSoInEveryCall) {
  rules_.unattended = true;
  EXPECT_THAT(Run(), IsOk());
  for (const v1::PresentRequest& request : server_.present_requests) {
    EXPECT_TRUE(request.unattended());
  }
  EXPECT_TRUE(server_.consent_requests.at(0).unattended());
}

// Proves: SIG-3, PRES-9
TEST_F(AgentSessionTest, Sha1IsRefusedOnTheServersWordAlone) {
  server_.attributes.set_hash_algorithm(v1::SHA1);
  EXPECT_THAT(Run(), HasReason(v1::ALGORITHM_NOT_ALLOWED));
  ExpectNothingReachedTheDevice();
}

// Proves: SIG-3
TEST_F(AgentSessionTest, Sha1WorksWhereTheDeskAllowsItToo) {
  server_.attributes.set_hash_algorithm(v1::SHA1);
  rules_.sha1_allowed = true;
  EXPECT_THAT(Run(), IsOk());
}

}  // namespace
}  // namespace paraphe::agent
