#include "xades/verifier.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/hash.h"
#include "common/status_macros.h"
#include "pki/distinguished_name.h"
#include "pki/signer_faults.h"
#include "xades/element.h"
#include "xades/pkcs1.h"
#include "xades/properties_reader.h"
#include "xades/signature_finder.h"
#include "xades/signature_reader.h"

namespace paraphe::xades {
namespace {

Finding Judge(bool holds, absl::string_view words, absl::string_view fault) {
  return {holds ? Verdict::kValid : Verdict::kInvalid, std::string(holds ? words : fault)};
}

// The document without the signature, in its two pieces: never copied.
struct Original {
  absl::string_view head;
  absl::string_view tail;
};

Original WithoutSignature(absl::string_view document, const FoundSignature& found) {
  return {document.substr(0, found.begin), document.substr(found.end)};
}

// The certificate of the signature. Where it is the expected one, that is parsed already.
absl::StatusOr<Certificate> ReadSigner(const std::string& der, const VerifyOptions& options) {
  const Certificate* expected = options.expected_certificate;
  if (expected != nullptr && expected->der() == der) return *expected;
  return Certificate::Parse(der);
}

// REQ: XMLDSig 1.1 §3.2.2
absl::StatusOr<Finding> CheckSignatureValue(const SignatureParts& parts,
                                            const Certificate& signer) {
  ASSIGN_OR_RETURN(const std::string digest,
                   ComputeHash(parts.hash->algorithm, ApexCanonical(*parts.signed_info)));
  const absl::Status status = CheckSignature(signer, parts.hash->algorithm, digest,
                                             parts.signature_value, v1::SIGNATURE_INVALID);
  if (!status.ok() && ReasonOf(status) != v1::SIGNATURE_INVALID) return status;
  return Judge(status.ok(), "made by the key of the signer's certificate",
               absl::string_view(status.message()));
}

// REQ: XMLDSig 1.1 §3.2.1, §6.6.4. The document is canonical, and so is what is left of it.
absl::StatusOr<Finding> CheckDocument(const SignatureParts& parts, const Original& original) {
  ASSIGN_OR_RETURN(Hasher hasher, Hasher::Create(parts.hash->algorithm));
  hasher.Update(original.head);
  hasher.Update(original.tail);
  return Judge(hasher.Finish() == parts.document_digest, "the document is what was signed",
               "the document is not what was signed: its digest differs");
}

absl::StatusOr<Finding> CheckProperties(const SignatureParts& parts) {
  ASSIGN_OR_RETURN(const std::string digest,
                   ComputeHash(parts.hash->algorithm, ApexCanonical(*parts.signed_properties)));
  return Judge(digest == parts.signed_properties_digest,
               "the signed properties are what was signed",
               "the signed properties are not what was signed: their digest differs");
}

// xsd:integer without what does not count: blanks around it, a plus sign, zeros in front.
std::string PlainInteger(absl::string_view written) {
  written = absl::StripAsciiWhitespace(written);
  const bool negative = absl::ConsumePrefix(&written, "-");
  if (!negative) absl::ConsumePrefix(&written, "+");
  while (written.size() > 1 && written[0] == '0') written.remove_prefix(1);
  return absl::StrCat(negative && written != "0" ? "-" : "", written);
}

bool NamesIssuerAndSerial(const CertificateReference& reference, const Certificate& signer) {
  return (!reference.issuer_serial_v2.has_value() ||
          *reference.issuer_serial_v2 == signer.issuer_serial()) &&
         (!reference.issuer_name.has_value() ||
          NamesDistinguishedName(*reference.issuer_name, signer.issuer_name())) &&
         (!reference.serial_number.has_value() ||
          PlainInteger(*reference.serial_number) == signer.serial_decimal());
}

// REQ: ETSI EN 319 132-1 §5.2.2; ETSI TS 101 903 §7.2.2 (another certificate for the same key is
// caught here)
absl::StatusOr<Finding> CheckCertificateReference(const CertificateReference& reference,
                                                  const Certificate& signer) {
  ASSIGN_OR_RETURN(const std::string digest,
                   ComputeHash(reference.digest.hash->algorithm, signer.der()));
  if (digest != reference.digest.digest) {
    return Judge(false, "", "the signed properties name another certificate: its digest differs");
  }
  return Judge(NamesIssuerAndSerial(reference, signer),
               "the signed properties name the signer's certificate",
               "the signed properties name another issuer or serial number");
}

// The digest of the policy's text is not asked: it names a text, and proves nothing about the
// document.
Finding CheckAlgorithms(const PropertiesParts& properties, const SignatureParts& parts,
                        bool allow_sha1) {
  const bool weak = parts.hash->algorithm == v1::SHA1 ||
                    properties.certificate.digest.hash->algorithm == v1::SHA1;
  if (!weak) return Judge(true, "no weak algorithm", "");
  return Judge(allow_sha1, "SHA-1 is used, which is weak; it was allowed",
               "SHA-1 is used, which no longer proves anything");
}

// The judgement that a signer's certificate has before it signs, under a policy that asks for
// nothing more. REQ: CERT-2
void CheckCertificate(const Certificate& signer, const VerifyOptions& options,
                      VerificationReport& report) {
  report.certificate_faults =
      FindSignerFaults(signer, *options.trust_anchors, options.validation_time);
  std::string words;
  for (const v1::CertificateFault fault : report.certificate_faults) {
    const BilingualView sentence = SentenceOf(fault).value_or(BilingualView());
    absl::StrAppend(&words, words.empty() ? "" : " ", sentence.en);
  }
  report.certificate_path = Judge(words.empty(), "issued under a trusted CA", words);
}

void CheckExpectations(const VerifyOptions& options, const Certificate& signer,
                       const Original& original, VerificationReport& report) {
  if (options.expected_certificate != nullptr) {
    report.expected_certificate = Judge(options.expected_certificate->der() == signer.der(),
                                        "signed with the expected certificate",
                                        "signed with another certificate than the expected one");
  }
  if (options.expected_original.has_value()) {
    const absl::string_view expected = *options.expected_original;
    const bool same = expected.size() == original.head.size() + original.tail.size() &&
                      expected.substr(0, original.head.size()) == original.head &&
                      expected.substr(original.head.size()) == original.tail;
    report.expected_original = Judge(same, "without the signature it is the original document",
                                     "without the signature it is not the original document");
  }
}

}  // namespace

absl::StatusOr<VerificationReport> Verify(absl::string_view signed_document,
                                          const VerifyOptions& options) {
  ASSIGN_OR_RETURN(const FoundSignature found,
                   FindSignature(signed_document, options.bounds, options.signature_bytes));
  ASSIGN_OR_RETURN(SignatureParts parts, ReadSignature(found.element));
  ASSIGN_OR_RETURN(PropertiesParts properties,
                   ReadSignedProperties(*parts.signed_properties, parts.document_reference_id));
  ASSIGN_OR_RETURN(const Certificate signer, ReadSigner(parts.certificate, options));
  const Original original = WithoutSignature(signed_document, found);

  VerificationReport report;
  report.form = properties.form->form;
  report.hash_algorithm = parts.hash->algorithm;
  report.signer = signer;
  report.claims = std::move(properties.claims);
  report.has_unsigned_properties = parts.has_unsigned_properties;
  ASSIGN_OR_RETURN(report.signature_value, CheckSignatureValue(parts, signer));
  ASSIGN_OR_RETURN(report.document_reference, CheckDocument(parts, original));
  ASSIGN_OR_RETURN(report.signed_properties_reference, CheckProperties(parts));
  ASSIGN_OR_RETURN(report.signing_certificate_reference,
                   CheckCertificateReference(properties.certificate, signer));
  report.algorithms = CheckAlgorithms(properties, parts, options.allow_sha1);
  if (options.trust_anchors != nullptr) CheckCertificate(signer, options, report);
  CheckExpectations(options, signer, original, report);
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
