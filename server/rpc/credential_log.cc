#include "server/rpc/credential_log.h"

#include <string>
#include <variant>

#include "absl/strings/str_join.h"

#include "common/errors.h"
#include "server/identity/auth_failures.h"

namespace paraphe::server {
namespace {

bool HasEnded(v1::ErrorReason reason) {
  return reason == v1::SESSION_ABORTED || reason == v1::SESSION_EXPIRED ||
         reason == v1::SESSION_FAILED;
}

// The agent that redeemed a ticket may come late, and fails at nothing but that.
bool IsUnredeemed(const ServerContext& context, const SessionRef& ref) {
  const absl::StatusOr<v1::SessionRecord> record = context.machine.Get(ref);
  return record.ok() && record->token_sha256().empty();
}

// Empty where the credential is not what was refused.
absl::string_view WordFor(const ServerContext& context, const SessionRef& ref,
                          v1::ErrorReason reason) {
  const bool ticket = std::holds_alternative<TicketRef>(ref);
  if (reason == v1::SESSION_UNKNOWN) return ticket ? "ticket_unknown" : "token_unknown";
  if (reason == v1::TICKET_USED) return "ticket_used";
  return ticket && HasEnded(reason) && IsUnredeemed(context, ref) ? "ticket_late" : "";
}

}  // namespace

void LogRefusedCredential(const ServerContext& context, const Peer& peer, absl::string_view call,
                          const std::optional<SessionRef>& ref, const absl::Status& refusal) {
  if (!ref.has_value()) return;
  const absl::string_view word = WordFor(context, *ref, ReasonOf(refusal));
  if (word.empty()) return;
  LogAuthFailure({peer.address, absl::StrJoin(peer.applications, ","), word, call});
}

}  // namespace paraphe::server
