#include "xades/verifier.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "pki/signer_faults.h"
#include "xades/certificate_finding.h"
#include "xades/properties_reader.h"
#include "xades/reference_digests.h"
#include "xades/signature_algorithms.h"
#include "xades/signature_finder.h"
#include "xades/signature_reader.h"
#include "xades/signing_certificate.h"

namespace paraphe::xades {
namespace {

// REQ: XMLDSig 1.1 §3.2.2
absl::StatusOr<Finding> JudgeSignatureValue(const SignatureParts& parts, const Certificate& signer,
                                            ReferenceDigests& digests) {
  ASSIGN_OR_RETURN(
      const std::string digest,
      digests.OfPart(*parts.signed_info, parts.signed_info_form, *parts.algorithm.hash));
  const absl::Status status =
      CheckSignatureValue(parts.algorithm, signer, digest, parts.signature_value);
  if (!status.ok() && ReasonOf(status) != v1::SIGNATURE_INVALID) return status;
  return Judge(status.ok(), "made by the key of the signer's certificate",
               absl::string_view(status.message()), kSignatureFailure);
}

// REQ: XMLDSig 1.1 §3.2.1, §6.6.4
absl::StatusOr<Finding> JudgeDocument(const SignatureParts& parts, ReferenceDigests& digests) {
  ASSIGN_OR_RETURN(const std::string digest, digests.OfDocument(parts));
  return Judge(digest == parts.document.digest.digest, "the document is what was signed",
               "the document was changed after it was signed: its digest differs", kHashFailure);
}

absl::StatusOr<Finding> JudgeProperties(const SignatureParts& parts, ReferenceDigests& digests) {
  ASSIGN_OR_RETURN(const std::string digest,
                   digests.OfPart(*parts.signed_properties, parts.properties.form,
                                  *parts.properties.digest.hash));
  return Judge(digest == parts.properties.digest.digest,
               "the signed properties are what was signed",
               "the signed properties were changed after they were signed: their digest differs",
               kHashFailure);
}

absl::StatusOr<Finding> JudgeKeyInfo(const SignatureParts& parts, ReferenceDigests& digests) {
  if (!parts.key_info_reference.has_value()) return Finding();
  const ReferencedDigest& reference = *parts.key_info_reference;
  ASSIGN_OR_RETURN(const std::string digest,
                   digests.OfPart(*parts.key_info, reference.form, *reference.digest.hash));
  return Judge(digest == reference.digest.digest, "KeyInfo is what was signed",
               "KeyInfo was changed after it was signed: its digest differs", kHashFailure);
}

bool IsWeak(const HashInfo* hash) { return hash->algorithm == v1::SHA1; }

// The digest of the policy's text is not asked: it names a text, and proves nothing about the
// document.
Finding JudgeAlgorithms(const CertificateReference* reference, const SignatureParts& parts,
                        bool allow_sha1) {
  const bool weak_key_info =
      parts.key_info_reference.has_value() && IsWeak(parts.key_info_reference->digest.hash);
  const bool weak = IsWeak(parts.algorithm.hash) || IsWeak(parts.document.digest.hash) ||
                    IsWeak(parts.properties.digest.hash) || weak_key_info ||
                    (reference != nullptr && IsWeak(reference->digest.hash));
  if (!weak) return Judge(true, "no weak algorithm", "", "");
  return Judge(allow_sha1, "SHA-1 is used, which is weak; it was allowed",
               "SHA-1 is used, which no longer proves anything", kWeakAlgorithm);
}

// The judgement that a signer's certificate has before it signs, under a policy that asks for
// nothing more. REQ: CERT-2
void JudgeCertificate(const SigningCertificates& certificates, const VerifyOptions& options,
                      VerificationReport& report) {
  const PathJudgement judgement =
      JudgeSigner(certificates.signer, *options.trust_anchors, options.validation_time,
                  KeyUse::kVerify, certificates.others);
  report.certificate_faults = judgement.faults;
  report.certificate_path =
      FindingOf(judgement, options.validation_time, report.claims.signing_time);
}

void CheckExpectations(const VerifyOptions& options, const Certificate& signer,
                       const Original& original, VerificationReport& report) {
  if (options.expected_certificate != nullptr) {
    report.expected_certificate = Judge(
        options.expected_certificate->der() == signer.der(), "signed with the expected certificate",
        "signed with another certificate than the expected one", kSignatureConstraints);
  }
  if (options.expected_original.has_value()) {
    const absl::string_view expected = *options.expected_original;
    const bool same = expected.size() == original.head.size() + original.tail.size() &&
                      expected.substr(0, original.head.size()) == original.head &&
                      expected.substr(original.head.size()) == original.tail;
    report.expected_original =
        Judge(same, "without the signature it is the original document",
              "without the signature it is not the original document", kHashFailure);
  }
}

}  // namespace

absl::StatusOr<VerificationReport> Verify(absl::string_view signed_document,
                                          const VerifyOptions& options, absl::string_view written) {
  ASSIGN_OR_RETURN(const FoundSignature found,
                   FindSignature(signed_document, options.bounds, options.signature_bytes));
  return VerifyFound(signed_document, found, options, written);
}

absl::StatusOr<VerificationReport> VerifyFound(absl::string_view signed_document,
                                               const FoundSignature& found,
                                               const VerifyOptions& options,
                                               absl::string_view written) {
  ASSIGN_OR_RETURN(SignatureParts parts, ReadSignature(found));
  ASSIGN_OR_RETURN(PropertiesParts properties,
                   ReadSignedProperties(*parts.signed_properties, parts.document_reference_id));
  ASSIGN_OR_RETURN(
      const SigningCertificates certificates,
      SortCertificates(parts.certificates, properties.certificates, options.expected_certificate));
  ReferenceDigests digests(signed_document, written.empty() ? signed_document : written, found);

  VerificationReport report;
  report.form = properties.form->form;
  report.hash_algorithm = parts.algorithm.hash->algorithm;
  report.signer = certificates.signer;
  report.claims = std::move(properties.claims);
  report.has_unsigned_properties = parts.has_unsigned_properties;
  ASSIGN_OR_RETURN(report.document_reference, JudgeDocument(parts, digests));
  ASSIGN_OR_RETURN(report.signed_properties_reference, JudgeProperties(parts, digests));
  ASSIGN_OR_RETURN(report.key_info_reference, JudgeKeyInfo(parts, digests));
  ASSIGN_OR_RETURN(report.signature_value,
                   JudgeSignatureValue(parts, certificates.signer, digests));
  report.signing_certificate_reference = JudgeCertificateReference(certificates);
  report.algorithms = JudgeAlgorithms(certificates.reference, parts, options.allow_sha1);
  if (options.trust_anchors != nullptr) JudgeCertificate(certificates, options, report);
  CheckExpectations(options, certificates.signer, WithoutSignature(signed_document, found), report);
  return report;
}

absl::StatusOr<std::string> RemoveSignature(absl::string_view signed_document,
                                            const xml::Bounds& bounds) {
  ASSIGN_OR_RETURN(const FoundSignature found,
                   FindSignature(signed_document, bounds, VerifyOptions().signature_bytes));
  const Original original = WithoutSignature(signed_document, found);
  return absl::StrCat(original.head, original.tail);
}

}  // namespace paraphe::xades
