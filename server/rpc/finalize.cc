// Finalize: the caller takes the signed document, or learns how the session ended.
#include <string>
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/rpc/calls.h"
#include "server/rpc/exported_document.h"
#include "server/rpc/session_status.h"

namespace paraphe::server {
namespace {

v1::FinalizeResponse AnswerOf(const v1::SessionRecord& record) {
  v1::FinalizeResponse response;
  SetSession(record, response);
  response.set_status(StatusOf(record));
  response.set_return_url(ReturnUrlOf(record));
  response.set_document_sha256(record.document_sha256());
  response.set_unattended(record.unattended());
  if (response.status() == v1::ST_OK) {
    response.set_certificate_sha256(record.presented().choice().certificate_sha256());
  } else if (record.has_ended()) {
    response.set_reason(ReasonWordsOf(record));
    response.set_cause(record.ended().reason());
  }
  return response;
}

// Whether Finalize is refused because there is nothing to take, which is an answer to the caller
// (EXP-1).
bool EndedWithoutSignature(const absl::Status& status) {
  const v1::ErrorReason reason = ReasonOf(status);
  return reason == v1::SESSION_ABORTED || reason == v1::SESSION_EXPIRED ||
         reason == v1::SESSION_FAILED;
}

}  // namespace

absl::StatusOr<v1::FinalizeResponse> Finalize(const ServerContext& context, const Peer& peer,
                                              const v1::FinalizeRequest& request) {
  const CallerRef ref{request.session_id(), request.caller_token(), peer.applications};
  absl::StatusOr<Step> step = context.machine.Begin(ref, SessionEvent::kFinalize);
  if (EndedWithoutSignature(step.status())) {
    ASSIGN_OR_RETURN(const v1::SessionRecord record, context.machine.Get(ref));
    return AnswerOf(record);
  }
  RETURN_IF_ERROR(step.status());
  ASSIGN_OR_RETURN(std::string document, context.machine.LoadDocument(*step));
  ASSIGN_OR_RETURN(std::string signed_document,
                   ExportDocument(context, step->record(), std::move(document)));
  ASSIGN_OR_RETURN(const v1::SessionRecord record, context.machine.Finalize(*std::move(step)));
  v1::FinalizeResponse response = AnswerOf(record);
  response.set_signed_document(std::move(signed_document));
  return response;
}

}  // namespace paraphe::server
