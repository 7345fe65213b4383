#include "client/agent/give_up.h"

#include <cstdint>
#include <optional>

#include "absl/strings/match.h"

#include "common/errors.h"
#include "common/log.h"

namespace paraphe::agent {
namespace {

void TellSigner(const absl::Status& error, Phrase outcome, SignerDesk& desk) {
  const v1::ErrorReason reason = ReasonOf(error);
  if (reason == v1::PRESENTATION_MISMATCH || reason == v1::SERVER_ANSWER_MISMATCH) {
    Log(LogLevel::kError, "server-lies", {{"reason", v1::ErrorReason_Name(reason)}});
  }
  desk.TellError(error);
  desk.Tell(outcome, "");
}

// Failure.reason in signer_service.proto: what is not the device's is not reported as such.
// REQ: EXP-5
v1::ErrorReason ReportedReason(const absl::Status& error) {
  const v1::ErrorReason reason = ReasonOf(error);
  const bool device =
      reason >= v1::DEVICE_MODULE_UNUSABLE && reason <= v1::DEVICE_CARD_SERVICE_ABSENT;
  const bool named = device || reason == v1::SERVER_ANSWER_MISMATCH ||
                     reason == v1::ABORTED_BY_SIGNER || reason == v1::SIGNATURE_INVALID;
  return named ? reason : v1::INTERNAL;
}

uint64_t DeviceCodeOf(const absl::Status& error) {
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(error);
  return detail.has_value() ? detail->device_code() : 0;
}

// The server could not be told that the session ends; it need not be where the session is over.
void TellNotDelivered(const absl::Status& failure, SignerDesk& desk) {
  switch (ReasonOf(failure)) {
    case v1::SESSION_ABORTED:
    case v1::SESSION_EXPIRED:
    case v1::SESSION_FAILED:
    case v1::SESSION_UNKNOWN:
      return;
    default:
      desk.Tell(Phrase::kAbortNotDelivered, "");
  }
}

void ReportFailure(SignerCalls& calls, const absl::Status& error, SignerDesk& desk) {
  const absl::StatusOr<v1::SignResponse> reported =
      calls.DeliverFailure(ReportedReason(error), DeviceCodeOf(error));
  if (!reported.ok()) return TellNotDelivered(reported.status(), desk);
  TellReturnUrl(reported->return_url(), desk);
}

// What the caller is told: the signer's own words, or the name of what went wrong.
std::string WordsForCaller(const absl::Status& error, SignerDesk& desk) {
  const v1::ErrorReason reason = ReasonOf(error);
  return reason == v1::ABORTED_BY_SIGNER ? desk.AskReason() : v1::ErrorReason_Name(reason);
}

void Abort(SignerCalls& calls, const absl::Status& error, SignerDesk& desk) {
  const absl::StatusOr<v1::SignerAbortResponse> aborted = calls.Abort(WordsForCaller(error, desk));
  if (aborted.ok()) return TellReturnUrl(aborted->return_url(), desk);
  if (ReasonOf(aborted.status()) == v1::DIGEST_RELEASED) return ReportFailure(calls, error, desk);
  TellNotDelivered(aborted.status(), desk);
}

}  // namespace

absl::Status GiveUp(const absl::Status& error, SignerDesk& desk) {
  TellSigner(error, Phrase::kNothingSigned, desk);
  return error;
}

absl::Status GiveUp(OpenedSession& session, const absl::Status& error, SignerDesk& desk) {
  TellSigner(error, Phrase::kNothingSigned, desk);
  Abort(session.calls, error, desk);
  session.calls.Forget();
  return error;
}

absl::Status GiveUp(OpenedSession& session, const Released&, const absl::Status& error,
                    SignerDesk& desk) {
  // Whoever does not wait for the card does not know what it did.
  const bool left = ReasonOf(error) == v1::ABORTED_BY_SIGNER;
  TellSigner(error, left ? Phrase::kPerhapsSigned : Phrase::kNothingSigned, desk);
  ReportFailure(session.calls, error, desk);
  session.calls.Forget();
  return error;
}

absl::Status GiveUp(OpenedSession& session, const Signed&, const absl::Status& error,
                    SignerDesk& desk) {
  const bool kept = MayPass(error) && session.calls.IsKept();
  TellSigner(error, kept ? Phrase::kDeliveredLater : Phrase::kNotDelivered, desk);
  if (!kept) session.calls.Forget();
  return error;
}

void TellReturnUrl(const std::string& url, SignerDesk& desk) {
  if (absl::StartsWith(url, "https://") || absl::StartsWith(url, "http://")) {
    desk.Tell(Phrase::kReturnUrl, url);
  }
}

}  // namespace paraphe::agent
