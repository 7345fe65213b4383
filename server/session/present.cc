// Present: what was put before the signer, and the exchange of the ticket.
#include <algorithm>
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/session/credentials.h"
#include "server/session/invariants.h"
#include "server/session/session_machine.h"
#include "server/store/record_time.h"

namespace paraphe::server {
namespace {

using Presentation = v1::SessionRecord::Presented;

// REQ: CERT-3
absl::Status CheckChoice(const Presentation& presentation) {
  if (!presentation.has_choice()) return absl::OkStatus();
  const auto& offered = presentation.offered();
  const auto chosen = std::find_if(offered.begin(), offered.end(), [&](const auto& one) {
    return one.sha256() == presentation.choice().certificate_sha256();
  });
  if (chosen == offered.end()) {
    return MakeError(v1::CERTIFICATE_NOT_OFFERED,
                     "the chosen certificate is not among those of the device; choose one of them");
  }
  if (!chosen->acceptable()) {
    return MakeError(
        v1::CERTIFICATE_REFUSED,
        "the signature policy refuses the chosen certificate; choose an acceptable one");
  }
  return absl::OkStatus();
}

// Whether the ticket was exchanged before, for this token, and what it was exchanged for is still presented. Who opens
// a session by a login takes it over instead, with a token of their own.
bool IsRepeatedFirst(const v1::SessionRecord& record, Party by, absl::string_view token) {
  return by == Party::kTicketHolder && record.has_presented() && IsSessionToken(record, token);
}

}  // namespace

// REQ: SES-5
absl::StatusOr<PresentResult> SessionMachine::RecordPresentation(Step step,
                                                                 Presentation presented) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, Take(step, SessionEvent::kPresent));
  RETURN_IF_ERROR(CheckChoice(presented));
  PresentResult result;
  result.session_token = std::move(step.token_);
  if (IsRepeatedFirst(record, step.by_, result.session_token) && !presented.has_choice()) {
    result.record = std::move(record);
    return result;
  }
  *record.mutable_presented() = std::move(presented);
  *record.mutable_presented()->mutable_time() = ToTimestamp(clock_.Now());
  if (step.by_ == Party::kTicketHolder) ExchangeTicket(result.session_token, record);
  ASSIGN_OR_RETURN(result.record, Store(SessionEvent::kPresent, std::move(record), KeepDocument{}));
  return result;
}

}  // namespace paraphe::server
