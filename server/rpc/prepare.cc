#include "server/rpc/prepare.h"

#include <memory>
#include <string>
#include <utility>

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "server/rpc/policy_choice.h"
#include "server/rpc/preparation.h"
#include "server/rpc/prepare_request.h"
#include "server/rpc/session_status.h"

namespace paraphe::server {
namespace {

// The document out of the request, without a copy; null where it has none.
DocumentPtr TakeDocument(v1::PrepareRequest& request) {
  if (request.document().empty()) return nullptr;
  return std::make_shared<const std::string>(std::move(*request.mutable_document()));
}

v1::PrepareResponse Answer(PrepareResult result) {
  const v1::SessionRecord& record = result.record;
  v1::PrepareResponse response;
  SetSession(record, response);
  response.set_ticket(std::move(result.ticket));
  response.set_caller_token(std::move(result.caller_token));
  if (record.has_deadline()) *response.mutable_expires_at() = record.deadline();
  response.set_document_sha256(record.document_sha256());
  response.set_policy_name(record.prepared().policy().name());
  response.set_table_name(record.prepared().table_name());
  response.set_session_code(record.prepared().session_code());
  return response;
}

absl::StatusOr<v1::PrepareResponse> Open(const ServerContext& context, v1::PrepareRequest request) {
  RETURN_IF_ERROR(context.open_sessions.CheckRoom());
  const std::shared_ptr<const Catalogue> catalogue = context.catalogue.Get();
  ASSIGN_OR_RETURN(const v1::Policy policy, ChoosePolicy(*catalogue, request));
  const DocumentPtr document = TakeDocument(request);
  NewSession session;
  session.application = request.application();
  session.idempotency_key = request.idempotency_key();
  if (!session.idempotency_key.empty()) {
    session.request_sha256 = FingerprintOf(request, Sha256(*document));
  }
  ASSIGN_OR_RETURN(session.preparation,
                   JudgePreparation(context.settings, *catalogue, policy, request, *document));
  session.preparation.document = document;
  ASSIGN_OR_RETURN(PrepareResult result, context.machine.Create(session));
  return Answer(std::move(result));
}

// What chose the policy is fixed once a session is open: another value is refused rather than
// passed over. REQ: POL-7
absl::Status CheckSamePolicy(const v1::SessionRecord& record, const v1::PrepareRequest& request) {
  const v1::SessionRecord::Prepared& prepared = record.prepared();
  const auto differs = [](const std::string& given, const std::string& fixed) {
    return !given.empty() && given != fixed;
  };
  const bool same = !request.has_inline_policy() &&
                    !differs(request.policy_name(), prepared.policy().name()) &&
                    !differs(request.application(), record.application()) &&
                    !differs(request.signer_role(), prepared.signer_role());
  if (same) return absl::OkStatus();
  return MakeError(
      v1::MALFORMED_REQUEST,
      "application, signer_role and policy of an open session stay as they are: leave them "
      "out, or abort and prepare another session");
}

absl::StatusOr<v1::PrepareResponse> Amend(const ServerContext& context,
                                          v1::PrepareRequest request) {
  const std::shared_ptr<const Catalogue> catalogue = context.catalogue.Get();
  const DocumentPtr given = TakeDocument(request);
  const auto judge = [&](const v1::SessionRecord& record) -> absl::StatusOr<Preparation> {
    RETURN_IF_ERROR(CheckSamePolicy(record, request));
    DocumentPtr document = given;
    if (document == nullptr) {
      ASSIGN_OR_RETURN(document, context.store.LoadDocument(record.id()));
    }
    v1::PrepareRequest whole = request;
    whole.set_signer_role(record.prepared().signer_role());
    ASSIGN_OR_RETURN(Preparation preparation,
                     JudgePreparation(context.settings, *catalogue, record.prepared().policy(),
                                      whole, *document));
    preparation.document = given;
    return preparation;
  };
  ASSIGN_OR_RETURN(PrepareResult result,
                   context.machine.Amend({request.session_id(), request.caller_token()}, judge));
  return Answer(std::move(result));
}

}  // namespace

absl::StatusOr<v1::PrepareResponse> Prepare(const ServerContext& context,
                                            v1::PrepareRequest request) {
  RETURN_IF_ERROR(CheckPrepareRequest(request));
  return request.session_id().empty() ? Open(context, std::move(request))
                                      : Amend(context, std::move(request));
}

}  // namespace paraphe::server
