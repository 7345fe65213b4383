// Whole sessions through both services.
#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "common/session_code.h"
#include "policy/attributes.h"
#include "tests/server/testing/session_world.h"
#include "tests/server/testing/test_agent.h"
#include "tests/testing/matchers.h"
#include "xades/verifier.h"

namespace paraphe::server {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;
using paraphe::test::SessionWorld;
using paraphe::test::TestAgent;
using testing::IsEmpty;
using testing::Not;

class SessionFlowTest : public testing::Test {
 protected:
  SessionWorld world_;
  TestAgent agent_{world_};
};

xades::VerificationReport VerifyOrFail(const std::string& signed_document) {
  xades::VerifyOptions options;
  options.validation_time = paraphe::test::DefaultNow();
  const TrustAnchors anchors =
      TrustAnchors::Create({paraphe::test::TestPki::Get().intermediate().Pem()}).value();
  options.trust_anchors = &anchors;
  auto report = xades::Verify(signed_document, options);
  EXPECT_THAT(report, IsOk());
  return report.ok() ? *report : xades::VerificationReport();
}

// Proves: DOC-1, SES-1, SIG-1, SIG-4, EXP-1, EXP-2, EXP-3
TEST_F(SessionFlowTest, ADocumentIsSignedAndComesBack) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  ASSERT_THAT(agent_.SignWholeSession(prepared.ticket()), IsOk());
  const auto result = world_.Finalize(prepared);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->status(), v1::ST_OK);
  EXPECT_EQ(result->state(), v1::FINALIZED);
  EXPECT_EQ(result->return_url(), "https://mairie.example/merci");
  EXPECT_EQ(result->document_sha256(), Sha256(paraphe::test::kDocument));
  EXPECT_EQ(result->certificate_sha256(), agent_.card().Sha256());
  EXPECT_TRUE(VerifyOrFail(result->signed_document()).valid());
  const auto original = xades::RemoveSignature(result->signed_document());
  ASSERT_THAT(original, IsOk());
  EXPECT_EQ(*original, paraphe::test::kDocument);
}

// Proves: ATT-1, ATT-2
TEST_F(SessionFlowTest, WhatWasShownIsWhatIsSigned) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  ASSERT_THAT(agent_.SignWholeSession(prepared.ticket()), IsOk());
  const auto result = world_.Finalize(prepared);
  ASSERT_THAT(result, IsOk());
  const xades::SignedClaims claims = VerifyOrFail(result->signed_document()).claims;
  const v1::SignedAttributes& shown = agent_.shown().attributes();
  EXPECT_THAT(claims.roles, testing::ElementsAre(shown.claimed_role()));
  ASSERT_EQ(claims.commitments.size(), 1);
  EXPECT_EQ(claims.commitments[0].identifier, shown.commitment_type());
  EXPECT_EQ(claims.place->city(), shown.place().city());
  EXPECT_EQ(claims.policy->identifier(), shown.policy().identifier());
  EXPECT_EQ(absl::ToUnixSeconds(*claims.signing_time), shown.signing_time().seconds());
  EXPECT_EQ(shown.signing_time().nanos(), 0);
}

TEST_F(SessionFlowTest, EveryHashOfAPolicyWorks) {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_signer_role(paraphe::test::kSha512Role);
  const v1::PrepareResponse prepared = world_.PrepareOrDie(request);
  ASSERT_THAT(agent_.SignWholeSession(prepared.ticket()), IsOk());
  EXPECT_TRUE(agent_.shown().signed_properties_digest().has_sha512());
  const auto result = world_.Finalize(prepared);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(VerifyOrFail(result->signed_document()).hash_algorithm, v1::SHA512);
}

TEST_F(SessionFlowTest, APolicyMayForbidTheSigningTime) {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_signer_role(paraphe::test::kTimelessRole);
  const v1::PrepareResponse prepared = world_.PrepareOrDie(request);
  ASSERT_THAT(agent_.SignWholeSession(prepared.ticket()), IsOk());
  EXPECT_FALSE(agent_.shown().attributes().has_signing_time());
  const auto result = world_.Finalize(prepared);
  ASSERT_THAT(result, IsOk());
  EXPECT_FALSE(VerifyOrFail(result->signed_document()).claims.signing_time.has_value());
}

// Proves: SES-5
TEST_F(SessionFlowTest, FinalizeGivesTheSameBytesAgain) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  ASSERT_THAT(agent_.SignWholeSession(prepared.ticket()), IsOk());
  const auto first = world_.Finalize(prepared);
  const auto second = world_.Finalize(prepared);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
}

// Proves: SES-5
TEST_F(SessionFlowTest, ConsentAndResultMayBeRepeated) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  ASSERT_THAT(agent_.GoTo(v1::CONSENTED, prepared.ticket()), IsOk());
  EXPECT_THAT(agent_.Consent(agent_.shown()), IsOk());
  const auto released = agent_.Release();
  ASSERT_THAT(released, IsOk());
  ASSERT_THAT(agent_.Deliver(*released), IsOk());
  const auto again = agent_.Deliver(*released);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->state(), v1::SIGNED);
  EXPECT_EQ(again->status(), v1::ST_OK);
  EXPECT_EQ(again->return_url(), "https://mairie.example/merci");
}

// Proves: SES-5
TEST_F(SessionFlowTest, PrepareWithTheSameKeyIsOneSession) {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_idempotency_key("commande-7");
  const v1::PrepareResponse first = world_.PrepareOrDie(request);
  const v1::PrepareResponse second = world_.PrepareOrDie(request);
  EXPECT_EQ(second.session_id(), first.session_id());
  // Whichever answer arrived, its secrets work.
  ASSERT_THAT(agent_.SignWholeSession(first.ticket()), IsOk());
  EXPECT_THAT(world_.Finalize(first), IsOk());
  EXPECT_THAT(world_.Finalize(second), IsOk());
  const v1::PrepareResponse third = world_.PrepareOrDie(request);
  EXPECT_EQ(third.session_id(), first.session_id());
  EXPECT_THAT(third.ticket(), IsEmpty());
  EXPECT_THAT(world_.Finalize(third), IsOk());
}

// Proves: SES-5
TEST_F(SessionFlowTest, PrepareWithTheSameKeyAndAnotherRequestIsRefused) {
  v1::PrepareRequest request = SessionWorld::GoodRequest();
  request.set_idempotency_key("commande-7");
  world_.PrepareOrDie(request);
  v1::PrepareRequest other = request;
  other.set_success_url("https://mairie.example/autre");
  EXPECT_THAT(world_.Prepare(other), HasReason(v1::IDEMPOTENCY_CONFLICT));
  other = request;
  other.set_document("<Deliberation>autre</Deliberation>");
  EXPECT_THAT(world_.Prepare(other), HasReason(v1::IDEMPOTENCY_CONFLICT));
}

TEST_F(SessionFlowTest, CallerAndAgentDeriveTheSameSessionCode) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  const auto shown = agent_.Redeem(prepared.ticket());
  ASSERT_THAT(shown, IsOk());
  EXPECT_THAT(prepared.session_code(), Not(IsEmpty()));
  EXPECT_EQ(shown->session_code(), prepared.session_code());
}

// Proves: PRES-8
TEST_F(SessionFlowTest, PresentHandsOutWhatAnAgentNeedsToCheck) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  v1::PresentRequest request = agent_.RedeemRequest(prepared.ticket());
  request.set_include_html(true);
  const auto shown = world_.Present(request);
  ASSERT_THAT(shown, IsOk());
  EXPECT_EQ(shown->document(), paraphe::test::kDocument);
  EXPECT_EQ(shown->document_sha256(), Sha256(shown->document()));
  EXPECT_EQ(shown->table_sha256(), Sha256(shown->table()));
  EXPECT_EQ(shown->html_sha256(), Sha256(shown->html()));
  EXPECT_TRUE(absl::StrContains(shown->html(), paraphe::test::kDocumentMark));
  EXPECT_EQ(shown->table_name(), "generic");
  EXPECT_EQ(shown->application(), paraphe::test::kApplication);
  EXPECT_EQ(shown->signer_role(), paraphe::test::kRole);
  EXPECT_THAT(shown->attribute_lines(), Not(IsEmpty()));
  EXPECT_THAT(shown->attributes().certificate(), IsEmpty());
}

}  // namespace
}  // namespace paraphe::server
