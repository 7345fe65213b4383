// Sign: the release, and what an agent sends back. Each lie is refused by name, and the session's
// state stays true.
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
using paraphe::test::TestCert;
using paraphe::test::TestPki;

class SignTest : public testing::Test {
 protected:
  absl::StatusOr<v1::SignResponse> DeliverSignature(const std::string& signature) {
    v1::SignRequest request = agent_.ResultRequest(agent_.released());
    request.set_signature(signature);
    return world_.Sign(request);
  }
  void ExpectFailed() {
    EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::FAILED);
    const auto result = world_.Finalize(prepared_);
    ASSERT_THAT(result, IsOk());
    EXPECT_EQ(result->status(), v1::ST_SIGNATURE_INVALID);
    EXPECT_EQ(result->signed_document(), "");
    EXPECT_EQ(result->return_url(), "https://mairie.example/dommage");
  }

  SessionWorld world_;
  TestAgent agent_{world_};
  const v1::PrepareResponse prepared_ = world_.PrepareOrDie();
};

// Proves: CONS-1
TEST_F(SignTest, ADigestIsNotReleasedWithoutConsent) {
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, prepared_.ticket()), IsOk());
  EXPECT_THAT(agent_.Release(), HasReason(v1::SESSION_WRONG_STATE));
}

TEST_F(SignTest, ASignatureBeforeTheReleaseIsRefused) {
  ASSERT_THAT(agent_.GoTo(v1::CONSENTED, prepared_.ticket()), IsOk());
  EXPECT_THAT(DeliverSignature(std::string(256, 'x')), HasReason(v1::SESSION_WRONG_STATE));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::CONSENTED);
}

// Proves: DEV-4, EXP-2
TEST_F(SignTest, ASignatureByAnotherKeyFailsTheSession) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  const std::string forged =
      paraphe::test::TestKey::OtherRsa()->SignDigestInfo(agent_.released().digest_info());
  EXPECT_THAT(DeliverSignature(forged), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  ExpectFailed();
}

// Proves: DEV-4, EXP-2
TEST_F(SignTest, ASignatureOverAnotherDigestFailsTheSession) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  std::string digest_info = agent_.released().digest_info();
  digest_info.back() = static_cast<char>(digest_info.back() ^ 1);
  EXPECT_THAT(DeliverSignature(agent_.card().key->SignDigestInfo(digest_info)),
              HasReason(v1::DEVICE_SIGNATURE_INVALID));
  ExpectFailed();
}

// Proves: DEV-4
TEST_F(SignTest, ASignatureOfAnotherLengthFailsTheSession) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  EXPECT_THAT(
      DeliverSignature(agent_.card().key->SignDigestInfo(agent_.released().digest_info()) + "x"),
      HasReason(v1::DEVICE_SIGNATURE_INVALID));
  ExpectFailed();
}

TEST_F(SignTest, AnEmptySignatureFailsTheSessionOrIsRefused) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  EXPECT_FALSE(DeliverSignature("").ok());
  EXPECT_NE(world_.StateOf(prepared_.session_id()), v1::SIGNED);
}

// Proves: DEV-4
TEST_F(SignTest, ASignatureUnderAnotherCertificateFailsTheSession) {
  const TestCert other =
      TestPki::Get().Signer("Bernard Petit").Key(paraphe::test::TestKey::OtherRsa()).Build();
  TestAgent honest(world_, other);
  ASSERT_THAT(honest.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  agent_.UseToken(honest.token());
  EXPECT_THAT(agent_.Deliver(honest.released()), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  ExpectFailed();
}

// Proves: SES-5
TEST_F(SignTest, ASecondOtherResultIsRefusedAndTheFirstStays) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNED, prepared_.ticket()), IsOk());
  EXPECT_THAT(DeliverSignature(std::string(256, 'x')), HasReason(v1::SIGNATURE_ALREADY_DELIVERED));
  v1::SignRequest failure;
  failure.set_session_token(agent_.token());
  failure.mutable_failure()->set_reason(v1::DEVICE_ERROR);
  EXPECT_THAT(world_.Sign(failure), HasReason(v1::SIGNATURE_ALREADY_DELIVERED));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::SIGNED);
  EXPECT_THAT(world_.Finalize(prepared_), IsOk());
}

// Proves: SES-5
TEST_F(SignTest, AResultForAnotherSessionFailsThatSession) {
  TestAgent other(world_);
  const v1::PrepareResponse other_prepared = world_.PrepareOrDie();
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  world_.clock().Advance(absl::Seconds(1));  // another signing time: other bytes to sign
  ASSERT_THAT(other.GoTo(v1::SIGNING, other_prepared.ticket()), IsOk());
  EXPECT_THAT(other.Deliver(agent_.released()), HasReason(v1::DEVICE_SIGNATURE_INVALID));
  EXPECT_EQ(world_.StateOf(other_prepared.session_id()), v1::FAILED);
  EXPECT_THAT(agent_.Deliver(agent_.released()), IsOk());
}

TEST_F(SignTest, ADeviceFailureFailsTheSessionByName) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  v1::SignRequest failure;
  failure.set_session_token(agent_.token());
  failure.mutable_failure()->set_reason(v1::DEVICE_TOKEN_REMOVED);
  const auto answer = world_.Sign(failure);
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->state(), v1::FAILED);
  EXPECT_EQ(answer->status(), v1::ST_DEVICE_FAILED);
  EXPECT_EQ(answer->return_url(), "https://mairie.example/dommage");
  const auto result = world_.Finalize(prepared_);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->status(), v1::ST_DEVICE_FAILED);
  EXPECT_EQ(result->reason(), "the card was removed");
  EXPECT_EQ(result->cause(), v1::DEVICE_TOKEN_REMOVED);
}

// Proves: EXP-5
TEST_F(SignTest, AFaultOfTheProgramIsNotTheDevices) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  v1::SignRequest failure;
  failure.set_session_token(agent_.token());
  failure.mutable_failure()->set_reason(v1::INTERNAL);
  for (int repeated = 0; repeated < 2; ++repeated) {
    const auto answer = world_.Sign(failure);
    ASSERT_THAT(answer, IsOk());
    EXPECT_EQ(answer->state(), v1::FAILED);
    EXPECT_EQ(answer->status(), v1::ST_PROGRAM_FAILED);
  }
  const auto result = world_.Finalize(prepared_);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->status(), v1::ST_PROGRAM_FAILED);
  EXPECT_EQ(result->cause(), v1::INTERNAL);
  EXPECT_THAT(result->reason(), testing::HasSubstr("defect"));
  EXPECT_EQ(result->signed_document(), "");
}

// Proves: EXP-5, SES-4
TEST_F(SignTest, AReleaseThatNobodyAnswersIsNoFaultOfTheDevice) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  world_.clock().Advance(absl::Hours(2));
  const auto result = world_.Finalize(prepared_);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->state(), v1::FAILED);
  EXPECT_EQ(result->status(), v1::ST_NO_ANSWER);
  EXPECT_EQ(result->cause(), v1::DEADLINE);
}

TEST_F(SignTest, AFailureOfNoKnownCauseIsRefused) {
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  v1::SignRequest failure;
  failure.set_session_token(agent_.token());
  for (const uint32_t reason : {0u, 80u, 9999u, 0xFFFFFFFFu}) {
    failure.mutable_failure()->set_reason(reason);
    EXPECT_THAT(world_.Sign(failure), HasReason(v1::MALFORMED_REQUEST));
  }
  failure.clear_step();
  EXPECT_THAT(world_.Sign(failure), HasReason(v1::MALFORMED_REQUEST));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::SIGNING);
}

TEST_F(SignTest, TheTicketIsNoTokenAndTheCallersTokenNeither) {
  ASSERT_THAT(agent_.GoTo(v1::CONSENTED, prepared_.ticket()), IsOk());
  agent_.UseToken(prepared_.ticket());
  EXPECT_THAT(agent_.Release(), HasReason(v1::SESSION_UNKNOWN));
  agent_.UseToken(prepared_.caller_token());
  EXPECT_THAT(agent_.Release(), HasReason(v1::SESSION_UNKNOWN));
  agent_.UseToken("");
  EXPECT_THAT(agent_.Release(), HasReason(v1::SESSION_UNKNOWN));
}

// Proves: SES-5
TEST_F(SignTest, ReleaseAskedAgainGivesTheSameBytes) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  ASSERT_THAT(agent_.GoTo(v1::SIGNING, prepared.ticket()), IsOk());
  const auto again = agent_.Release();
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->signed_info(), agent_.released().signed_info());
  EXPECT_EQ(again->digest_info(), agent_.released().digest_info());
}

TEST_F(SignTest, AReleaseThatComesTooLateSendsTheSessionBack) {
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, prepared_.ticket()), IsOk());
  const auto consented = agent_.Consent(agent_.shown());
  ASSERT_THAT(consented, IsOk());
  EXPECT_EQ(consented->release_before().seconds(),
            absl::ToUnixSeconds(paraphe::test::DefaultNow() + absl::Minutes(10)));
  world_.clock().Advance(absl::Minutes(11));
  EXPECT_THAT(agent_.Release(), HasReason(v1::CONSENT_TOO_OLD));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::PRESENTED);
}

// A certificate that is good for three minutes only.
class ShortLivedTest : public SignTest {
 protected:
  static TestCert ShortLived() {
    return TestPki::Get()
        .Signer("Anne Dupont")
        .Validity(paraphe::test::DefaultNow() - absl::Hours(1),
                  paraphe::test::DefaultNow() + absl::Minutes(3))
        .Build();
  }
  TestAgent short_lived_{world_, ShortLived()};
};

// It expired while the PIN was waited for. Proves: CERT-6
TEST_F(ShortLivedTest, AnExpiredCertificateLeadsToNoRelease) {
  ASSERT_THAT(short_lived_.GoTo(v1::CONSENTED, prepared_.ticket()), IsOk());
  world_.clock().Advance(absl::Minutes(4));
  const auto refused = short_lived_.Release();
  EXPECT_THAT(refused, HasReason(v1::CERTIFICATE_REFUSED,
                                 testing::HasSubstr("The certificate has expired.")));
  EXPECT_EQ(GetErrorDetail(refused.status())->session_state(), "PRESENTED");
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::PRESENTED);
  EXPECT_THAT(short_lived_.Release(), HasReason(v1::SESSION_WRONG_STATE));
  // Another card goes on with the same session.
  agent_.UseToken(short_lived_.token());
  const auto shown = agent_.Choose();
  ASSERT_THAT(shown, IsOk());
  ASSERT_THAT(agent_.Consent(*shown), IsOk());
  EXPECT_THAT(agent_.Release(), IsOk());
}

// Proves: CERT-6, SES-5
TEST_F(ShortLivedTest, ADigestThatLeftInTimeIsGivenAgain) {
  ASSERT_THAT(short_lived_.GoTo(v1::SIGNING, prepared_.ticket()), IsOk());
  world_.clock().Advance(absl::Minutes(4));
  const auto again = short_lived_.Release();
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->digest_info(), short_lived_.released().digest_info());
  EXPECT_THAT(short_lived_.Deliver(*again), IsOk());
}

// The operator withdrew the CAs of policies that name none. Proves: CERT-6, POL-5
TEST(WithdrawnCaTest, LeadsToNoRelease) {
  SessionWorld world(nullptr, {nullptr, nullptr, true});
  const std::string other =
      world.WriteFile("other.pem", paraphe::test::CertBuilder::Ca("Other CA").Build().Pem());
  TestAgent agent(world);
  const v1::PrepareResponse prepared = world.PrepareOrDie();
  ASSERT_THAT(agent.GoTo(v1::CONSENTED, prepared.ticket()), IsOk());
  world.ReplaceCatalogue([&](ServerSettings& settings) { settings.trusted_ca_files = {other}; });
  EXPECT_THAT(agent.Release(), HasReason(v1::CERTIFICATE_REFUSED));
  EXPECT_EQ(world.StateOf(prepared.session_id()), v1::PRESENTED);
}

// The CAs that a policy names are part of it. Proves: POL-7
TEST(WithdrawnCaTest, DoesNotConcernAPolicyThatNamesItsOwn) {
  SessionWorld world(nullptr, {nullptr, nullptr, true});
  const std::string other =
      world.WriteFile("other.pem", paraphe::test::CertBuilder::Ca("Other CA").Build().Pem());
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_application(paraphe::test::kInlineApplication);
  request.mutable_inline_policy()->set_name("own-cas");
  request.mutable_inline_policy()->set_description("Ses propres autorités");
  request.mutable_inline_policy()->add_trusted_ca_pem(TestPki::Get().CaPem());
  TestAgent agent(world);
  const v1::PrepareResponse prepared = world.PrepareOrDie(request);
  ASSERT_THAT(agent.GoTo(v1::CONSENTED, prepared.ticket()), IsOk());
  world.ReplaceCatalogue([&](ServerSettings& settings) { settings.trusted_ca_files = {other}; });
  EXPECT_THAT(agent.Release(), IsOk());
}

}  // namespace
}  // namespace paraphe::server
