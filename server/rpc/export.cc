// Export: the signer takes the signed document.
#include <string>
#include <utility>

#include "common/status_macros.h"
#include "server/rpc/calls.h"
#include "server/rpc/exported_document.h"
#include "server/rpc/session_status.h"

namespace paraphe::server {
namespace {

v1::SignerExportResponse AnswerOf(const v1::SessionRecord& record) {
  const v1::SessionRecord::Prepared& prepared = record.prepared();
  v1::SignerExportResponse response;
  SetSession(record, response);
  response.set_status(StatusOf(record));
  response.set_document_sha256(record.document_sha256());
  response.set_certificate_sha256(record.presented().choice().certificate_sha256());
  response.set_session_code(prepared.session_code());
  response.set_application(record.application());
  response.set_policy_name(prepared.policy().name());
  response.set_policy_description(prepared.policy().description());
  response.set_unattended(record.unattended());
  return response;
}

}  // namespace

// REQ: EXP-2, EXP-4
absl::StatusOr<v1::SignerExportResponse> Export(const ServerContext& context, const Peer& /*peer*/,
                                                const v1::SignerExportRequest& request) {
  ASSIGN_OR_RETURN(
      Step step, context.machine.Begin(SignerRef{request.session_token()}, SessionEvent::kExport));
  ASSIGN_OR_RETURN(std::string document, context.machine.LoadDocument(step));
  ASSIGN_OR_RETURN(std::string signed_document,
                   ExportDocument(context, step.record(), std::move(document)));
  ASSIGN_OR_RETURN(const v1::SessionRecord record, SessionMachine::Export(std::move(step)));
  v1::SignerExportResponse response = AnswerOf(record);
  response.set_signed_document(std::move(signed_document));
  return response;
}

}  // namespace paraphe::server
