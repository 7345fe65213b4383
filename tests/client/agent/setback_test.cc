#include "client/agent/setback.h"

#include "gtest/gtest.h"

#include "common/errors.h"

namespace paraphe::agent {
namespace {

std::optional<Phrase> Before(v1::ErrorReason reason) {
  return Setback(MakeError(reason, "error")).look_again;
}

std::optional<Phrase> AtRelease(v1::ErrorReason reason) {
  return Setback::OfRelease(MakeError(reason, "error")).look_again;
}

// Proves: ATT-3, CONS-3
TEST(SetbackTest, SignerLooksAgainWhereTheSessionChanged) {
  EXPECT_EQ(Before(v1::SESSION_CONFLICT), Phrase::kPresentationChanged);
  EXPECT_EQ(Before(v1::SESSION_WRONG_STATE), Phrase::kPresentationChanged);
  EXPECT_EQ(Before(v1::CONSENT_MISMATCH), Phrase::kPresentationChanged);
  EXPECT_EQ(Before(v1::CERTIFICATE_REFUSED), Phrase::kCertificateNoLonger);
  EXPECT_EQ(Before(v1::CONSENT_TOO_OLD), Phrase::kConsentTooOld);
}

// Proves: CONS-2
TEST(SetbackTest, OtherErrorsEndTheSession) {
  for (const v1::ErrorReason reason :
       {v1::ABORTED_BY_SIGNER, v1::DEVICE_PIN_LOCKED, v1::PRESENTATION_MISMATCH,
        v1::SERVER_ANSWER_MISMATCH, v1::SESSION_EXPIRED, v1::NOT_REACHABLE}) {
    EXPECT_FALSE(Before(reason).has_value()) << reason;
  }
}

// Proves: SES-3, CERT-6
TEST(SetbackTest, OnlyAnOldConsentAndARefusedCertificateLeadBackFromTheRelease) {
  EXPECT_EQ(AtRelease(v1::CONSENT_TOO_OLD), Phrase::kConsentTooOld);
  EXPECT_EQ(AtRelease(v1::CERTIFICATE_REFUSED), Phrase::kCertificateNoLonger);
  EXPECT_FALSE(AtRelease(v1::SESSION_CONFLICT).has_value());
  EXPECT_FALSE(AtRelease(v1::CONSENT_MISMATCH).has_value());
}

// Proves: SES-5
TEST(RoundLimitTest, ThreeRoundsInARowWithoutAPerson) {
  RoundLimit rounds;
  EXPECT_TRUE(rounds.AllowsAnother());
  EXPECT_TRUE(rounds.AllowsAnother());
  EXPECT_FALSE(rounds.AllowsAnother());
}

// Proves: SES-5
TEST(RoundLimitTest, BeginsAnewWhereAPersonWasAsked) {
  RoundLimit rounds;
  for (int i = 0; i < 100; ++i) {
    rounds.PersonIsAsked();
    EXPECT_TRUE(rounds.AllowsAnother());
  }
  EXPECT_TRUE(rounds.AllowsAnother());
  EXPECT_TRUE(rounds.AllowsAnother());
  EXPECT_FALSE(rounds.AllowsAnother());
}

}  // namespace
}  // namespace paraphe::agent
