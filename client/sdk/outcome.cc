#include "client/sdk/outcome.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "common/errors.h"

namespace paraphe::client {
namespace {

constexpr std::array kOverStates = {v1::SIGNED, v1::FINALIZED, v1::ABORTED, v1::EXPIRED,
                                    v1::FAILED};

struct OutcomeRow {
  v1::StatusCode status;
  v1::ErrorReason reason;
  absl::string_view words;
};

constexpr OutcomeRow kOutcomes[] = {
    {v1::ST_PENDING, v1::SESSION_WRONG_STATE, "the session has not ended yet; wait with `watch`"},
    {v1::ST_ABORTED_BY_SIGNER, v1::ABORTED_BY_SIGNER, "the signer stopped; nothing was signed"},
    {v1::ST_ABORTED_BY_CALLER, v1::ABORTED_BY_CALLER, "the caller aborted; nothing was signed"},
    {v1::ST_EXPIRED, v1::SESSION_EXPIRED, "the session expired; nothing was signed"},
    {v1::ST_DEVICE_FAILED, v1::SESSION_FAILED, "the signature device refused or failed"},
    {v1::ST_SIGNATURE_INVALID, v1::DEVICE_SIGNATURE_INVALID,
     "the signature device returned a wrong signature"},
    {v1::ST_PROGRAM_FAILED, v1::INTERNAL,
     "a program failed after the digest was released, not the signature device"},
    {v1::ST_NO_ANSWER, v1::SESSION_EXPIRED,
     "the digest was released to the signer's agent, and no answer came; ask again before you "
     "prepare another"},
    {v1::ST_OK, v1::SERVER_ANSWER_MISMATCH,
     "the server says that it is signed, but sent no document"},
};

absl::Status ToError(v1::StatusCode status, absl::string_view session_id,
                     absl::string_view reason) {
  for (const OutcomeRow& row : kOutcomes) {
    if (row.status != status) continue;
    const absl::string_view separator = reason.empty() ? "" : ": ";
    return MakeError(row.reason,
                     absl::StrCat("session ", session_id, ": ", row.words, separator, reason));
  }
  return MakeError(v1::INTERNAL, absl::StrCat("session ", session_id,
                                              ": the server gave a status that this program does "
                                              "not know: ",
                                              static_cast<int>(status)));
}

}  // namespace

bool IsOver(v1::SessionState state) {
  return std::find(kOverStates.begin(), kOverStates.end(), state) != kOverStates.end();
}

absl::Status OutcomeOf(const v1::SessionEvent& event) {
  if (event.state() == v1::SIGNED || event.state() == v1::FINALIZED) return absl::OkStatus();
  return ToError(event.status(), event.session_id(), event.reason());
}

absl::Status OutcomeOf(const v1::FinalizeResponse& response) {
  if (response.status() == v1::ST_OK && !response.signed_document().empty()) {
    return absl::OkStatus();
  }
  return ToError(response.status(), response.session_id(), response.reason());
}

}  // namespace paraphe::client
