#include "server/rpc/signing_plan.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "server/rpc/stored_facts.h"
#include "xades/signature_finder.h"
#include "xades/verifier.h"

namespace paraphe::server {
absl::StatusOr<xades::SignaturePlan> PlanSignature(const v1::SessionRecord::Prepared& prepared,
                                                   const v1::SignedAttributes& attributes,
                                                   const Certificate& certificate) {
  ASSIGN_OR_RETURN(const RawDigest digest, FromDigest(prepared.facts().digest()));
  if (digest.algorithm != attributes.hash_algorithm()) {
    return MakeError(v1::INTERNAL, "the stored digest of the document is of another algorithm");
  }
  return xades::SignaturePlan::CreateFromDigest(digest.bytes, ReadFacts(prepared.facts()),
                                                attributes, certificate);
}

absl::StatusOr<xades::SignaturePlan> PlanConsented(const v1::SessionRecord& record,
                                                   const Certificate& certificate) {
  ASSIGN_OR_RETURN(
      xades::SignaturePlan plan,
      PlanSignature(record.prepared(), record.presented().choice().attributes(), certificate));
  ASSIGN_OR_RETURN(const v1::Digest derived,
                   ToDigest(plan.hash_algorithm(), plan.signed_properties_digest()));
  if (!SameDigest(derived, record.consented().signed_properties())) {
    return MakeError(v1::INTERNAL, "the stored session does not lead to what was consented to");
  }
  return plan;
}

// REQ: EXP-2
absl::Status VerifyExport(v1::HashAlgorithm algorithm, const Certificate& certificate,
                          const xml::DocumentFacts& facts, absl::string_view signed_document,
                          const ExportChecks& checks) {
  xades::VerifyOptions options;
  options.bounds = checks.bounds;
  options.trust_anchors = checks.trust_anchors;
  options.validation_time = checks.time;
  options.allow_sha1 = algorithm == v1::SHA1;  // its lock was opened at Prepare
  options.expected_certificate = &certificate;
  ASSIGN_OR_RETURN(const xades::FoundSignature found,
                   xades::FindInsertedSignature(signed_document, facts, options.bounds,
                                                options.signature_bytes));
  ASSIGN_OR_RETURN(const xades::VerificationReport report,
                   xades::VerifyFound(signed_document, found, options));
  if (report.valid()) return absl::OkStatus();
  return MakeError(v1::INTERNAL, absl::StrCat("our own verification refuses: ", report.fault()));
}

absl::StatusOr<std::string> BuildSignedDocument(const v1::SessionRecord& record,
                                                const Certificate& certificate,
                                                std::string document, const ExportChecks& checks) {
  ASSIGN_OR_RETURN(const xades::SignaturePlan plan, PlanConsented(record, certificate));
  if (plan.signed_info() != record.released().signed_info()) {
    return MakeError(v1::INTERNAL, "the stored session does not lead to what was released");
  }
  ASSIGN_OR_RETURN(std::string signed_document,
                   plan.Assemble(std::move(document), record.signature().value()));
  RETURN_IF_ERROR(VerifyExport(plan.hash_algorithm(), certificate,
                               ReadFacts(record.prepared().facts()), signed_document, checks));
  return signed_document;
}

}  // namespace paraphe::server
