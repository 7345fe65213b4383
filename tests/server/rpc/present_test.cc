// Present: tickets and tokens, the judgement of certificates, the choice.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::CertBuilder;
using test::HasReason;
using test::IsOk;
using test::SessionWorld;
using test::TestAgent;
using test::TestCert;
using test::TestPki;
using testing::IsEmpty;
using testing::Not;

class PresentTest : public testing::Test {
 protected:
  // Presents the certificates for a strict session, choosing one unless `chosen` is empty.
  absl::StatusOr<v1::PresentResponse> PresentStrict(const std::vector<TestCert>& certificates,
                                                    const std::string& chosen = "") {
    v1::PrepareRequest prepare = SessionWorld::GoodRequest();
    prepare.set_signer_role(test::kStrictRole);
    prepare.mutable_attributes()->set_claimed_role("Ordonnateur");
    prepare.mutable_attributes()->mutable_place()->set_city("Créteil");
    v1::PresentRequest request;
    request.set_ticket(world_.PrepareOrDie(prepare).ticket());
    for (const TestCert& certificate : certificates) request.add_certificates(certificate.der);
    request.set_chosen_certificate_sha256(chosen);
    return world_.Present(request);
  }

  SessionWorld world_;
  TestAgent agent_{world_};
  const TestCert& good_ = TestPki::Get().signer();
};

// Proves: CERT-1, CERT-2, CERT-3
TEST_F(PresentTest, EveryCertificateIsJudgedInItsOrder) {
  const TestCert expired =
      TestPki::Get()
          .Signer("Anne Dupont")
          .Validity(test::DefaultNow() - absl::Hours(48), test::DefaultNow() - absl::Hours(24))
          .Build();
  const TestCert unqualified = TestPki::Get().Signer("Anne Dupont").NoQc().Build();
  const auto shown = PresentStrict({expired, good_, unqualified});
  ASSERT_THAT(shown, IsOk());
  ASSERT_EQ(shown->judgements_size(), 3);
  EXPECT_EQ(shown->judgements(0).refusals(0).fault(), v1::FAULT_EXPIRED);
  EXPECT_TRUE(shown->judgements(1).acceptable());
  EXPECT_EQ(shown->judgements(1).subject_cn(), "Anne Dupont");
  EXPECT_EQ(shown->judgements(2).refusals(0).fault(), v1::FAULT_NOT_QUALIFIED);
  EXPECT_THAT(shown->judgements(2).refusals(0).words_fr(), Not(IsEmpty()));
}

// Proves: CERT-3
TEST_F(PresentTest, ARefusedCertificateCannotBeChosen) {
  const TestCert unqualified = TestPki::Get().Signer("Anne Dupont").NoQc().Build();
  EXPECT_THAT(PresentStrict({good_, unqualified}, unqualified.Sha256()),
              HasReason(v1::CERTIFICATE_REFUSED));
  EXPECT_THAT(PresentStrict({good_, unqualified}, good_.Sha256()), IsOk());
}

TEST_F(PresentTest, ACertificateThatIsNotOfferedCannotBeChosen) {
  EXPECT_THAT(PresentStrict({good_}, std::string(32, 'x')), HasReason(v1::CERTIFICATE_NOT_OFFERED));
  EXPECT_THAT(PresentStrict({}, good_.Sha256()), HasReason(v1::CERTIFICATE_NOT_OFFERED));
  EXPECT_THAT(PresentStrict({good_}, "short"), HasReason(v1::MALFORMED_REQUEST));
}

TEST_F(PresentTest, ACertificateThatDoesNotParseIsOneRefusalNotAnError) {
  TestCert broken = good_;
  broken.der.push_back('x');
  const auto shown = PresentStrict({broken});
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->judgements(0).refusals(0).fault(), v1::FAULT_MALFORMED);
}

// Proves: CERT-4
TEST_F(PresentTest, AnImposedCertificateIsTheOnlyOneAndStillJudged) {
  const TestCert other = TestPki::Get().Signer("Bernard Petit").Build();
  v1::PrepareRequest prepare = SessionWorld::GoodRequest();
  prepare.set_imposed_certificate(good_.der);
  v1::PresentRequest request;
  const v1::PrepareResponse prepared = world_.PrepareOrDie(prepare);
  request.set_ticket(prepared.ticket());
  request.add_certificates(other.der);
  EXPECT_THAT(world_.Present(request), HasReason(v1::CERTIFICATE_IMPOSED_MISSING));
  // The refusal cost nothing: the ticket still works.
  request.add_certificates(good_.der);
  const auto shown = world_.Present(request);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->judgements(0).refusals(0).fault(), v1::FAULT_NOT_IMPOSED);
  EXPECT_TRUE(shown->judgements(1).acceptable());
}

// Proves: CERT-4
TEST_F(PresentTest, AnImposedCertificateThatThePolicyRefusesIsRefused) {
  const TestCert expired =
      TestPki::Get()
          .Signer("Anne Dupont")
          .Validity(test::DefaultNow() - absl::Hours(48), test::DefaultNow() - absl::Hours(24))
          .Build();
  v1::PrepareRequest prepare = SessionWorld::GoodRequest();
  prepare.set_imposed_certificate(expired.der);
  TestAgent agent(world_, expired);
  EXPECT_THAT(agent.SignWholeSession(world_.PrepareOrDie(prepare).ticket()),
              HasReason(v1::CERTIFICATE_REFUSED));
}

TEST_F(PresentTest, ATicketWorksOnce) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  const auto first = agent_.Redeem(prepared.ticket());
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->session_token().size(), 43u);
  TestAgent thief(world_);
  EXPECT_THAT(thief.Redeem(prepared.ticket()), HasReason(v1::TICKET_USED));
  const auto second = agent_.Choose();
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(second->session_token(), IsEmpty());
}

TEST_F(PresentTest, UnknownTicketsAndTokensFindNothing) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  std::string flipped = prepared.ticket();
  flipped[0] = flipped[0] == 'A' ? 'B' : 'A';
  EXPECT_THAT(agent_.Redeem(flipped), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(agent_.Redeem(absl::StrCat(prepared.ticket(), "A")), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(agent_.Redeem(prepared.caller_token()), HasReason(v1::SESSION_UNKNOWN));
  agent_.UseToken(prepared.ticket());
  EXPECT_THAT(agent_.Choose(), HasReason(v1::SESSION_UNKNOWN));
  EXPECT_THAT(world_.Present({}), HasReason(v1::MALFORMED_REQUEST));
}

// Proves: ATT-1
TEST_F(PresentTest, TheSigningTimeIsFixedByTheChoiceInWholeSeconds) {
  world_.clock().Advance(absl::Milliseconds(1700));
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, world_.PrepareOrDie().ticket()), IsOk());
  const v1::SignedAttributes& shown = agent_.shown().attributes();
  EXPECT_EQ(shown.signing_time().seconds(), absl::ToUnixSeconds(test::DefaultNow()) + 1);
  EXPECT_EQ(shown.signing_time().nanos(), 0);
  world_.clock().Advance(absl::Seconds(3));
  const auto again = agent_.Choose();
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->attributes().signing_time().seconds(), shown.signing_time().seconds() + 3);
  EXPECT_THAT(agent_.Consent(agent_.shown()), HasReason(v1::CONSENT_MISMATCH));
  EXPECT_THAT(agent_.Consent(*again), IsOk());
}

TEST_F(PresentTest, UnattendedNeedsThePolicysLeave) {
  v1::PrepareRequest prepare = SessionWorld::GoodRequest();
  v1::PresentRequest request = agent_.RedeemRequest(world_.PrepareOrDie(prepare).ticket());
  request.set_unattended(true);
  EXPECT_THAT(world_.Present(request), IsOk());
  prepare.set_signer_role(test::kSha512Role);
  request.set_ticket(world_.PrepareOrDie(prepare).ticket());
  EXPECT_THAT(world_.Present(request), HasReason(v1::UNATTENDED_NOT_ALLOWED));
  request.set_unattended(false);
  EXPECT_THAT(world_.Present(request), IsOk());
}

TEST_F(PresentTest, CertificatesHaveBounds) {
  v1::PresentRequest request;
  request.set_ticket(world_.PrepareOrDie().ticket());
  request.add_certificates(std::string((64 << 10) + 1, 'x'));
  EXPECT_THAT(world_.Present(request), HasReason(v1::TOO_LARGE));
  request.clear_certificates();
  for (int i = 0; i < 65; ++i) request.add_certificates(std::string(1, 'x'));
  EXPECT_THAT(world_.Present(request), HasReason(v1::TOO_LARGE));
  request.mutable_certificates()->RemoveLast();
  EXPECT_THAT(world_.Present(request), IsOk());
}

TEST_F(PresentTest, AnAgentThatHasTheDocumentNeedNotTakeItAgain) {
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, world_.PrepareOrDie().ticket()), IsOk());
  EXPECT_THAT(agent_.shown().document(), IsEmpty());
  EXPECT_THAT(agent_.shown().table(), IsEmpty());
  EXPECT_THAT(agent_.shown().html(), IsEmpty());
  EXPECT_EQ(agent_.shown().html_sha256().size(), 32u);
}

}  // namespace
}  // namespace paraphe::server
