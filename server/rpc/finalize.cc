#include "server/rpc/finalize.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/rpc/session_status.h"
#include "server/rpc/signing_plan.h"

namespace paraphe::server {
namespace {

std::string ReasonWords(const v1::SessionRecord::Ended& ended) {
  const std::string& name = v1::ErrorReason_Name(ended.reason());
  return ended.words().empty() ? name : absl::StrCat(name, ": ", ended.words());
}

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
    response.set_reason(ReasonWords(record.ended()));
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

absl::StatusOr<v1::FinalizeResponse> Finalize(const ServerContext& context,
                                              const v1::FinalizeRequest& request) {
  const CallerRef ref{request.session_id(), request.caller_token()};
  const auto build = [&](const v1::SessionRecord& record, const std::string& document) {
    return BuildSignedDocument(record, document, record.signature().value(),
                               context.settings.bounds);
  };
  absl::StatusOr<Export> result = context.machine.Finalize(ref, build);
  if (EndedWithoutSignature(result.status())) {
    ASSIGN_OR_RETURN(const v1::SessionRecord record, context.machine.Get(ref));
    return AnswerOf(record);
  }
  RETURN_IF_ERROR(result.status());
  v1::FinalizeResponse response = AnswerOf(result->record);
  response.set_signed_document(std::move(result->signed_document));
  return response;
}

}  // namespace paraphe::server
