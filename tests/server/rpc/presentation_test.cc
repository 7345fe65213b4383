// The judgement of certificates, and the choice of one.
#include "server/rpc/presentation.h"

#include <string>
#include <vector>

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
using paraphe::test::TestCert;
using paraphe::test::TestPki;
using testing::IsEmpty;
using testing::Not;

class PresentationTest : public testing::Test {
 protected:
  // Presents the certificates for a strict session, choosing one unless `chosen` is empty.
  absl::StatusOr<v1::PresentResponse> PresentStrict(const std::vector<TestCert>& certificates,
                                                    const std::string& chosen = "") {
    v1::PrepareRequest prepare = SessionWorld::GoodRequest();
    prepare.set_signer_role(paraphe::test::kStrictRole);
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
TEST_F(PresentationTest, EveryCertificateIsJudgedInItsOrder) {
  const TestCert expired = TestPki::Get()
                               .Signer("Anne Dupont")
                               .Validity(paraphe::test::DefaultNow() - absl::Hours(48),
                                         paraphe::test::DefaultNow() - absl::Hours(24))
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
TEST_F(PresentationTest, ARefusedCertificateCannotBeChosen) {
  const TestCert unqualified = TestPki::Get().Signer("Anne Dupont").NoQc().Build();
  EXPECT_THAT(PresentStrict({good_, unqualified}, unqualified.Sha256()),
              HasReason(v1::CERTIFICATE_REFUSED));
  EXPECT_THAT(PresentStrict({good_, unqualified}, good_.Sha256()), IsOk());
}

TEST_F(PresentationTest, ACertificateThatIsNotOfferedCannotBeChosen) {
  EXPECT_THAT(PresentStrict({good_}, std::string(32, 'x')), HasReason(v1::CERTIFICATE_NOT_OFFERED));
  EXPECT_THAT(PresentStrict({}, good_.Sha256()), HasReason(v1::CERTIFICATE_NOT_OFFERED));
  EXPECT_THAT(PresentStrict({good_}, "short"), HasReason(v1::MALFORMED_REQUEST));
}

TEST_F(PresentationTest, ACertificateThatDoesNotParseIsOneRefusalNotAnError) {
  TestCert broken = good_;
  broken.der.push_back('x');
  const auto shown = PresentStrict({broken});
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->judgements(0).refusals(0).fault(), v1::FAULT_MALFORMED);
}

// Proves: CERT-4
TEST_F(PresentationTest, AnImposedCertificateIsTheOnlyOneAndStillJudged) {
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
TEST_F(PresentationTest, AnImposedCertificateIsNamedToWhoeverOffersNone) {
  v1::PrepareRequest prepare = SessionWorld::GoodRequest();
  v1::PresentRequest request;
  request.set_ticket(world_.PrepareOrDie(prepare).ticket());
  auto shown = world_.Present(request);
  ASSERT_THAT(shown, IsOk());
  EXPECT_THAT(shown->imposed_certificate(), IsEmpty());
  prepare.set_imposed_certificate(good_.der);
  request.set_ticket(world_.PrepareOrDie(prepare).ticket());
  shown = world_.Present(request);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->imposed_certificate(), good_.der);
  EXPECT_THAT(shown->document(), Not(IsEmpty()));
}

// Proves: CERT-4
TEST_F(PresentationTest, AnImposedCertificateThatThePolicyRefusesIsRefused) {
  const TestCert expired = TestPki::Get()
                               .Signer("Anne Dupont")
                               .Validity(paraphe::test::DefaultNow() - absl::Hours(48),
                                         paraphe::test::DefaultNow() - absl::Hours(24))
                               .Build();
  v1::PrepareRequest prepare = SessionWorld::GoodRequest();
  prepare.set_imposed_certificate(expired.der);
  TestAgent agent(world_, expired);
  EXPECT_THAT(agent.SignWholeSession(world_.PrepareOrDie(prepare).ticket()),
              HasReason(v1::CERTIFICATE_REFUSED));
}

// Proves: ATT-1
TEST_F(PresentationTest, TheSigningTimeIsFixedByTheChoiceInWholeSeconds) {
  world_.clock().Advance(absl::Milliseconds(1700));
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, world_.PrepareOrDie().ticket()), IsOk());
  const v1::SignedAttributes& shown = agent_.shown().attributes();
  EXPECT_EQ(shown.signing_time().seconds(), absl::ToUnixSeconds(paraphe::test::DefaultNow()) + 1);
  EXPECT_EQ(shown.signing_time().nanos(), 0);
  world_.clock().Advance(absl::Seconds(3));
  const auto again = agent_.Choose();
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->attributes().signing_time().seconds(), shown.signing_time().seconds() + 3);
  EXPECT_THAT(agent_.Consent(agent_.shown()), HasReason(v1::CONSENT_MISMATCH));
  EXPECT_THAT(agent_.Consent(*again), IsOk());
}

TEST_F(PresentationTest, UnattendedNeedsThePolicysLeave) {
  v1::PrepareRequest prepare = SessionWorld::GoodRequest();
  v1::PresentRequest request = agent_.RedeemRequest(world_.PrepareOrDie(prepare).ticket());
  request.set_unattended(true);
  EXPECT_THAT(world_.Present(request), IsOk());
  prepare.set_signer_role(paraphe::test::kSha512Role);
  request.set_ticket(world_.PrepareOrDie(prepare).ticket());
  EXPECT_THAT(world_.Present(request), HasReason(v1::UNATTENDED_NOT_ALLOWED));
  request.set_unattended(false);
  EXPECT_THAT(world_.Present(request), IsOk());
}

// A certificate that expires while the session is open cannot be chosen any more.
TEST_F(PresentationTest, CertificatesAreJudgedAtTheTimeOfTheChoice) {
  TestAgent agent(world_, paraphe::test::TestPki::Get()
                              .Signer("Anne Dupont")
                              .Validity(paraphe::test::DefaultNow() - absl::Hours(1),
                                        paraphe::test::DefaultNow() + absl::Hours(1))
                              .Build());
  ASSERT_THAT(agent.Redeem(world_.PrepareOrDie().ticket()), IsOk());
  EXPECT_THAT(agent.Choose(), IsOk());
  world_.clock().Advance(absl::Hours(2));
  EXPECT_THAT(agent.Choose(), HasReason(v1::CERTIFICATE_REFUSED));
}

// Proves: CERT-7
TEST_F(PresentationTest, TheCallersFilterIsAskedAtEachJudgement) {
  const TestCert short_lived = TestPki::Get()
                                   .Signer("Anne Dupont")
                                   .Validity(paraphe::test::DefaultNow() - absl::Hours(1),
                                             paraphe::test::DefaultNow() + absl::Hours(1))
                                   .Build();
  v1::PrepareRequest prepare = SessionWorld::GoodRequest();
  prepare.mutable_certificate_filter()->mutable_valid_at()->set_seconds(
      absl::ToUnixSeconds(paraphe::test::DefaultNow() + absl::Hours(2)));
  v1::PresentRequest request;
  request.set_ticket(world_.PrepareOrDie(prepare).ticket());
  request.add_certificates(short_lived.der);
  request.add_certificates(good_.der);
  const auto shown = world_.Present(request);
  ASSERT_THAT(shown, IsOk());
  ASSERT_EQ(shown->judgements(0).refusals_size(), 1);
  EXPECT_EQ(shown->judgements(0).refusals(0).fault(), v1::FAULT_EXPIRED_AT_DATE);
  EXPECT_EQ(shown->judgements(0).refusals(0).words_fr(),
            "Le certificat aura expiré à la date demandée par l'application.");
  EXPECT_TRUE(shown->judgements(1).acceptable());
}

}  // namespace
}  // namespace paraphe::server
