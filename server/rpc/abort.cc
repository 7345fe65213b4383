// Abort, by the caller or by the signer: everything of the session is rolled back.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
#include "server/rpc/calls.h"
#include "server/rpc/session_status.h"

namespace paraphe::server {
namespace {

absl::Status CheckReason(const std::string& reason) {
  const std::string fault = FaultOfText(reason, kMaxReasonCharacters);
  if (fault.empty()) return absl::OkStatus();
  return MakeError(v1::MALFORMED_REQUEST, absl::StrCat("reason: ", fault));
}

absl::StatusOr<SessionRef> RefOf(const v1::SignerAbortRequest& request) {
  if (!request.session_token().empty()) return SignerRef{request.session_token()};
  if (!request.ticket().empty()) return TicketRef{request.ticket()};
  return MakeError(v1::MALFORMED_REQUEST, "session_token or ticket is needed");
}

absl::StatusOr<v1::SessionRecord> Abort(const ServerContext& context, const SessionRef& ref,
                                        const std::string& reason) {
  RETURN_IF_ERROR(CheckReason(reason));
  ASSIGN_OR_RETURN(Step step, context.machine.Begin(ref, SessionEvent::kAbort));
  return context.machine.Abort(std::move(step), reason);
}

}  // namespace

absl::StatusOr<v1::CallerAbortResponse> AbortByCaller(const ServerContext& context,
                                                      const Peer& peer,
                                                      const v1::CallerAbortRequest& request) {
  const CallerRef ref{request.session_id(), request.caller_token(), peer.applications};
  ASSIGN_OR_RETURN(const v1::SessionRecord record, Abort(context, ref, request.reason()));
  v1::CallerAbortResponse response;
  SetSession(record, response);
  return response;
}

absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(const ServerContext& context,
                                                      const Peer& /*peer*/,
                                                      const v1::SignerAbortRequest& request) {
  ASSIGN_OR_RETURN(const SessionRef ref, RefOf(request));
  ASSIGN_OR_RETURN(const v1::SessionRecord record, Abort(context, ref, request.reason()));
  v1::SignerAbortResponse response;
  SetSession(record, response);
  response.set_return_url(ReturnUrlOf(record));
  return response;
}

}  // namespace paraphe::server
