#include "client/agent/setback.h"

#include <utility>

#include "common/errors.h"

namespace paraphe::agent {
namespace {

std::optional<Phrase> WhyLookAgain(v1::ErrorReason reason) {
  switch (reason) {
    case v1::SESSION_CONFLICT:
    case v1::SESSION_WRONG_STATE:
    case v1::CONSENT_MISMATCH:
    case v1::CERTIFICATE_IMPOSED_MISSING:
      return Phrase::kPresentationChanged;
    case v1::CERTIFICATE_REFUSED:
      return Phrase::kCertificateNoLonger;
    case v1::CONSENT_TOO_OLD:
      return Phrase::kConsentTooOld;
    default:
      return std::nullopt;
  }
}

}  // namespace

Setback::Setback(absl::Status error, std::optional<Phrase> phrase)
    : status(std::move(error)), look_again(phrase) {}

Setback::Setback(absl::Status error) : Setback(error, WhyLookAgain(ReasonOf(error))) {}

Setback Setback::OfRelease(absl::Status error) {
  const v1::ErrorReason reason = ReasonOf(error);
  const bool looks_again = reason == v1::CONSENT_TOO_OLD || reason == v1::CERTIFICATE_REFUSED;
  return looks_again ? Setback(std::move(error)) : Setback(std::move(error), std::nullopt);
}

}  // namespace paraphe::agent
