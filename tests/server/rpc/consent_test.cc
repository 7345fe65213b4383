// Consent: an agent that lies, one lie at a time, is refused by name.
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

class ConsentTest : public testing::Test {
 protected:
  // The answer to an honest consent with one lie in it.
  template <typename Lie>
  absl::StatusOr<v1::ConsentResponse> ConsentWith(Lie lie) {
    v1::ConsentRequest request = agent_.ConsentRequestFor(agent_.shown());
    lie(request);
    return world_.Consent(request);
  }

  SessionWorld world_;
  TestAgent agent_{world_};
  const v1::PrepareResponse prepared_ = world_.PrepareOrDie();
};

// Proves: CONS-1
TEST_F(ConsentTest, AConsentWithoutOneOfItsActsIsRefused) {
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, prepared_.ticket()), IsOk());
  EXPECT_THAT(ConsentWith([](auto& consent) { consent.set_document_presented(false); }),
              HasReason(v1::CONSENT_INCOMPLETE));
  EXPECT_THAT(ConsentWith([](auto& consent) { consent.set_box_ticked(false); }),
              HasReason(v1::CONSENT_INCOMPLETE));
  EXPECT_THAT(ConsentWith([](auto& consent) { consent.set_signature_requested(false); }),
              HasReason(v1::CONSENT_INCOMPLETE));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::PRESENTED);
  EXPECT_THAT(ConsentWith([](auto&) {}), IsOk());
}

// Proves: CONS-3
TEST_F(ConsentTest, AConsentToSomethingElseIsRefused) {
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, prepared_.ticket()), IsOk());
  const auto flip = [](std::string* bytes) { (*bytes)[0] = static_cast<char>((*bytes)[0] ^ 1); };
  EXPECT_THAT(ConsentWith([&](auto& consent) { flip(consent.mutable_document_sha256()); }),
              HasReason(v1::CONSENT_MISMATCH));
  EXPECT_THAT(ConsentWith([&](auto& consent) { flip(consent.mutable_html_sha256()); }),
              HasReason(v1::CONSENT_MISMATCH));
  EXPECT_THAT(ConsentWith([&](auto& consent) {
                flip(consent.mutable_signed_properties_digest()->mutable_sha256());
              }),
              HasReason(v1::CONSENT_MISMATCH));
  EXPECT_THAT(ConsentWith([](auto& consent) { consent.clear_document_sha256(); }),
              HasReason(v1::CONSENT_MISMATCH));
  EXPECT_EQ(world_.StateOf(prepared_.session_id()), v1::PRESENTED);
}

// Proves: CONS-3, PRES-9
TEST_F(ConsentTest, AConsentToThePageInAnotherLanguageIsRefused) {
  ASSERT_THAT(agent_.Redeem(prepared_.ticket()), IsOk());
  v1::PresentRequest english = agent_.ChooseRequest();
  english.set_language("en");
  const auto shown = world_.Present(english);
  ASSERT_THAT(shown, IsOk());
  v1::ConsentRequest consent = agent_.ConsentRequestFor(*shown);
  for (const char* language : {"fr", ""}) {
    consent.set_language(language);
    EXPECT_THAT(world_.Consent(consent),
                HasReason(v1::CONSENT_MISMATCH, testing::HasSubstr("language")));
  }
  consent.set_language("de");
  EXPECT_THAT(world_.Consent(consent), HasReason(v1::MALFORMED_REQUEST));
  consent.set_language("en");
  EXPECT_THAT(world_.Consent(consent), IsOk());
}

// The French page of a desk that showed the English one. Proves: CONS-3, PRES-9
TEST_F(ConsentTest, TheDigestIsThatOfThePageInTheLanguagePresented) {
  const auto french = agent_.Redeem(prepared_.ticket());
  ASSERT_THAT(french, IsOk());
  v1::PresentRequest request = agent_.ChooseRequest();
  request.set_language("en");
  const auto english = world_.Present(request);
  ASSERT_THAT(english, IsOk());
  v1::ConsentRequest consent = agent_.ConsentRequestFor(*english);
  consent.set_html_sha256(french->html_sha256());
  EXPECT_THAT(world_.Consent(consent), HasReason(v1::CONSENT_MISMATCH, testing::HasSubstr("HTML")));
}

TEST_F(ConsentTest, AConsentUnderAnotherAlgorithmIsRefused) {
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, prepared_.ticket()), IsOk());
  EXPECT_THAT(ConsentWith([](auto& consent) {
                consent.mutable_signed_properties_digest()->set_sha512(std::string(64, 'x'));
              }),
              HasReason(v1::CONSENT_MISMATCH));
}

// Proves: CONS-1
TEST_F(ConsentTest, AConsentBeforeACertificateIsChosenIsRefused) {
  const auto shown = agent_.Redeem(prepared_.ticket());
  ASSERT_THAT(shown, IsOk());
  EXPECT_THAT(agent_.Consent(*shown), HasReason(v1::CONSENT_INCOMPLETE));
}

TEST_F(ConsentTest, AnUnattendedConsentNeedsThePolicysLeave) {
  v1::PrepareRequest prepare = SessionWorld::GoodRequest();
  prepare.set_signer_role(paraphe::test::kSha512Role);
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, world_.PrepareOrDie(prepare).ticket()), IsOk());
  EXPECT_THAT(ConsentWith([](auto& consent) { consent.set_unattended(true); }),
              HasReason(v1::UNATTENDED_NOT_ALLOWED));
}

TEST_F(ConsentTest, AConsentThatComesTooLateMustBePresentedAgain) {
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, prepared_.ticket()), IsOk());
  world_.clock().Advance(absl::Minutes(11));
  EXPECT_THAT(agent_.Consent(agent_.shown()), HasReason(v1::CONSENT_TOO_OLD));
  const auto again = agent_.Choose();
  ASSERT_THAT(again, IsOk());
  EXPECT_THAT(agent_.Consent(*again), IsOk());
}

TEST_F(ConsentTest, UnattendedIsKeptInTheSessionAndTold) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  ASSERT_THAT(agent_.GoTo(v1::PRESENTED, prepared.ticket()), IsOk());
  v1::ConsentRequest consent = agent_.ConsentRequestFor(agent_.shown());
  consent.set_unattended(true);
  ASSERT_THAT(world_.Consent(consent), IsOk());
  const auto released = agent_.Release();
  ASSERT_THAT(released, IsOk());
  ASSERT_THAT(agent_.Deliver(*released), IsOk());
  const auto result = world_.Finalize(prepared);
  ASSERT_THAT(result, IsOk());
  EXPECT_TRUE(result->unattended());
}

TEST_F(ConsentTest, APersonsConsentIsNotUnattended) {
  const v1::PrepareResponse prepared = world_.PrepareOrDie();
  ASSERT_THAT(agent_.SignWholeSession(prepared.ticket()), IsOk());
  const auto result = world_.Finalize(prepared);
  ASSERT_THAT(result, IsOk());
  EXPECT_FALSE(result->unattended());
}

}  // namespace
}  // namespace paraphe::server
