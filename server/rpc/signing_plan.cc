#include "server/rpc/signing_plan.h"

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "document/document_facts.h"
#include "document/intake.h"
#include "server/session/same_digest.h"
#include "xades/verifier.h"

namespace paraphe::server {
namespace {

// REQ: EXP-2
absl::Status VerifyExport(const v1::SignedAttributes& attributes, const std::string& original,
                          const std::string& signed_document, const xml::Bounds& bounds) {
  xades::VerifyOptions options;
  options.bounds = bounds;
  options.allow_sha1 = attributes.hash_algorithm() == v1::SHA1;  // its lock was opened at Prepare
  ASSIGN_OR_RETURN(const Certificate certificate, Certificate::Parse(attributes.certificate()));
  options.expected_certificate = &certificate;
  options.expected_original = original;
  ASSIGN_OR_RETURN(const xades::VerificationReport report, xades::Verify(signed_document, options));
  if (report.valid()) return absl::OkStatus();
  return MakeError(v1::INTERNAL, absl::StrCat("our own verification refuses: ", report.fault()));
}

}  // namespace

absl::StatusOr<xades::SignaturePlan> PlanSignature(const std::string& document,
                                                   const v1::SignedAttributes& attributes,
                                                   const xml::Bounds& bounds) {
  ASSIGN_OR_RETURN(const xml::DocumentFacts facts, CheckDocument(document, bounds));
  ASSIGN_OR_RETURN(const Certificate certificate, Certificate::Parse(attributes.certificate()));
  return xades::SignaturePlan::Create(document, facts, attributes, certificate);
}

absl::StatusOr<xades::SignaturePlan> PlanConsented(const v1::SessionRecord& record,
                                                   const std::string& document,
                                                   const xml::Bounds& bounds) {
  ASSIGN_OR_RETURN(xades::SignaturePlan plan,
                   PlanSignature(document, record.presented().choice().attributes(), bounds));
  ASSIGN_OR_RETURN(const v1::Digest derived,
                   ToDigest(plan.hash_algorithm(), plan.signed_properties_digest()));
  if (!SameDigest(derived, record.consented().signed_properties())) {
    return MakeError(v1::INTERNAL, "the stored session does not lead to what was consented to");
  }
  return plan;
}

absl::StatusOr<std::string> BuildSignedDocument(const v1::SessionRecord& record,
                                                const std::string& document,
                                                absl::string_view signature,
                                                const xml::Bounds& bounds) {
  ASSIGN_OR_RETURN(const xades::SignaturePlan plan, PlanConsented(record, document, bounds));
  if (plan.signed_info() != record.released().signed_info()) {
    return MakeError(v1::INTERNAL, "the stored session does not lead to what was released");
  }
  ASSIGN_OR_RETURN(std::string signed_document, plan.Assemble(document, signature));
  RETURN_IF_ERROR(
      VerifyExport(record.presented().choice().attributes(), document, signed_document, bounds));
  return signed_document;
}

}  // namespace paraphe::server
