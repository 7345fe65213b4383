// The log of calls that showed no good ticket or token, as authentication failures (identity/auth_failures.h).
//
// REQ: CHN-3
#ifndef PARAPHE_SERVER_RPC_CREDENTIAL_LOG_H_
#define PARAPHE_SERVER_RPC_CREDENTIAL_LOG_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

#include "server/identity/peer.h"
#include "server/rpc/server_context.h"

namespace paraphe::server {

// Writes a line where `refusal` of the method `call` says that what `ref` shows opens nothing:
//
//   reason=ticket_unknown   no session has it: a guess, or of another server, or of a session long gone
//   reason=ticket_used      an agent redeemed it, and this is not that agent
//   reason=ticket_late      nobody redeemed it, and the session has ended
//   reason=token_unknown    no session has it, or not with this id, or not of the caller's applications
//
// `claimed` is the applications of a caller; nothing for a signer, who claims nobody's name. Thread-safe.
void LogRefusedCredential(const ServerContext& context, const Peer& peer, absl::string_view call,
                          const std::optional<SessionRef>& ref, const absl::Status& refusal);

// The method of a request: "Present" for PresentRequest; both services have an Abort, so that these are
// "SignerAbort" and "CallerAbort".
template <typename Request>
absl::string_view MethodOf() {
  return absl::StripSuffix(Request::descriptor()->name(), "Request");
}

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_CREDENTIAL_LOG_H_
