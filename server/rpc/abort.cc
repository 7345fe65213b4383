#include "server/rpc/abort.h"

#include <string>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
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

}  // namespace

absl::StatusOr<v1::CallerAbortResponse> AbortByCaller(const ServerContext& context,
                                                      const v1::CallerAbortRequest& request) {
  RETURN_IF_ERROR(CheckReason(request.reason()));
  const CallerRef ref{request.session_id(), request.caller_token()};
  ASSIGN_OR_RETURN(const v1::SessionRecord record, context.machine.Abort(ref, request.reason()));
  v1::CallerAbortResponse response;
  SetSession(record, response);
  return response;
}

absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(const ServerContext& context,
                                                      const v1::SignerAbortRequest& request) {
  RETURN_IF_ERROR(CheckReason(request.reason()));
  ASSIGN_OR_RETURN(const SessionRef ref, RefOf(request));
  ASSIGN_OR_RETURN(const v1::SessionRecord record, context.machine.Abort(ref, request.reason()));
  v1::SignerAbortResponse response;
  SetSession(record, response);
  response.set_return_url(ReturnUrlOf(record));
  return response;
}

}  // namespace paraphe::server
