#include "server/rpc/exported_document.h"

#include <utility>

#include "common/status_macros.h"
#include "server/rpc/session_judge.h"
#include "server/rpc/signing_plan.h"

namespace paraphe::server {

// REQ: CERT-6, EXP-2, SES-5
absl::StatusOr<std::string> ExportDocument(const ServerContext& context,
                                           const v1::SessionRecord& record, std::string document) {
  ExportChecks checks;
  checks.bounds = context.settings.bounds;
  const std::string& der = record.presented().choice().attributes().certificate();
  const absl::StatusOr<Certificate> certificate = context.certificates.Read(der);
  if (record.state() == v1::FINALIZED) {
    RETURN_IF_ERROR(certificate.status());
    return BuildSignedDocument(record, *certificate, std::move(document), checks);
  }
  SessionJudge judge(context, record.prepared());
  RETURN_IF_ERROR(RequireAcceptable(
      judge.Judge(der), v1::CERTIFICATE_REFUSED_AT_EXPORT,
      "the policy accepted the signer's certificate when it signed, and no longer does",
      "Prepare another session, for a certificate that is good until the document is taken"));
  checks.trust_anchors = &judge.anchors();
  checks.time = judge.now();
  RETURN_IF_ERROR(certificate.status());
  return BuildSignedDocument(record, *certificate, std::move(document), checks);
}

}  // namespace paraphe::server
