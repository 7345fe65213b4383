#include "server/rpc/prepare_request.h"

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "common/value_rules.h"

namespace paraphe::server {
namespace {

absl::Status Fault(absl::string_view field, absl::string_view words) {
  return MakeError(v1::MALFORMED_REQUEST, absl::StrCat(field, ": ", words));
}

// `words` is empty where the field is fine.
absl::Status FaultIf(absl::string_view field, const std::string& words) {
  return words.empty() ? absl::OkStatus() : Fault(field, words);
}

absl::Status CheckNewSession(const v1::PrepareRequest& request) {
  if (request.document().empty()) return MakeError(v1::DOCUMENT_EMPTY, "document: it has no bytes");
  if (request.application().empty()) return Fault("application", "needed; it names the caller");
  if (request.signer_role().empty()) return Fault("signer_role", "needed; it chooses the policy");
  if (!request.caller_token().empty()) return Fault("caller_token", "only with session_id");
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckPrepareRequest(const v1::PrepareRequest& request) {
  if (request.session_id().empty()) RETURN_IF_ERROR(CheckNewSession(request));
  RETURN_IF_ERROR(FaultIf("application", FaultOfApplicationName(request.application())));
  RETURN_IF_ERROR(FaultIf("signer_role", FaultOfText(request.signer_role(), kMaxRoleCharacters)));
  RETURN_IF_ERROR(FaultIf("policy_name", FaultOfName(request.policy_name())));
  RETURN_IF_ERROR(FaultIf("table_name", FaultOfName(request.table_name())));
  RETURN_IF_ERROR(FaultIf("success_url", FaultOfHttpUrl(request.success_url())));
  RETURN_IF_ERROR(FaultIf("failure_url", FaultOfHttpUrl(request.failure_url())));
  return FaultIf("idempotency_key", FaultOfIdempotencyKey(request.idempotency_key()));
}

std::string FingerprintOf(const v1::PrepareRequest& request, absl::string_view document_sha256) {
  v1::PrepareRequest essence = request;
  essence.clear_caller_token();
  essence.set_document(std::string(document_sha256));
  return Sha256(essence.SerializeAsString());
}

}  // namespace paraphe::server
