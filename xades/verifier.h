// Verifies the one enveloped XAdES signature of a document, and proves that what it reports is what
// was signed.
//
// Against signature wrapping: nothing is looked up by Id. The whole document is scanned for
// ds:Signature, which must be there once. Its content is compared with a closed grammar (each
// element's number and place, each attribute) before any value is read. Its references must be the
// document without the signature, the one SignedProperties in its one place, and at most the one
// KeyInfo. Every Id in the document is unique; algorithms, transforms and canonicalisations are a
// closed list. What is digested are the bytes of the document itself, or, where another canonical
// form than ours was signed, what libxml2 makes of the document.
//
// REQ: EXP-2, SIG-6; XMLDSig 1.1 §3.2; ETSI EN 319 132-1
#ifndef PARAPHE_XADES_VERIFIER_H_
#define PARAPHE_XADES_VERIFIER_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

#include "document/scanner.h"
#include "pki/certificate.h"
#include "pki/trust_anchors.h"
#include "xades/signature_finder.h"
#include "xades/verification_report.h"

namespace paraphe::xades {

struct VerifyOptions {
  // Of the original document; the signature may add `signature_bytes` to document_bytes.
  xml::Bounds bounds;
  size_t signature_bytes = size_t{1} << 20;

  // The CAs that are trusted; must outlive the call. Null: the certificate path is not checked. An
  // empty list: it is, and no path is found.
  const TrustAnchors* trust_anchors = nullptr;
  // When the certificate and its path must have been valid.
  absl::Time validation_time = absl::Now();

  // Whether a signature that uses SHA-1 may be valid.
  bool allow_sha1 = false;

  // What the caller expects (EXP-2): the signer's certificate, and the document before it was
  // signed. Both must outlive the call. Null and unset: not compared.
  const Certificate* expected_certificate = nullptr;
  std::optional<absl::string_view> expected_original;
};

// The report on a signature that can be judged, valid or not. An error where there is nothing to
// judge. `signed_document` is canonical, but for processing instructions. Where it is the canonical
// form of another text, `written` is that text as UTF-8: other canonical forms are made of it. Empty:
// there is none. Thread-safe.
// Errors:
//   SIGNATURE_ABSENT       no ds:Signature
//   SIGNATURE_AMBIGUOUS    several, at whatever place
//   SIGNATURE_MALFORMED    not the structure of an enveloped XAdES signature
//   SIGNATURE_UNSUPPORTED  an algorithm, transform, canonicalisation or property that is not of the
//                          closed list
//   CERTIFICATE_MALFORMED  see pki/certificate.h
//   CERTIFICATE_REFUSED    see pki/rsa_key.h CheckSignerKey
//   DOCUMENT_DUPLICATE_ID  two elements with one Id
//   and those of xml::Scan, DOCUMENT_NOT_CANONICAL among them
absl::StatusOr<VerificationReport> Verify(absl::string_view signed_document,
                                          const VerifyOptions& options,
                                          absl::string_view written = {});

// The same of a signature that FindSignature (signature_finder.h) found in the document, within the
// bounds of `options`. Its errors are those of Verify but for FindSignature's.
absl::StatusOr<VerificationReport> VerifyFound(absl::string_view signed_document,
                                               const FoundSignature& found,
                                               const VerifyOptions& options,
                                               absl::string_view written = {});

// The document as it was before it was signed: without its one ds:Signature (SIG-6). Verifies
// nothing. Thread-safe. Its errors are those of FindSignature (signature_finder.h).
absl::StatusOr<std::string> RemoveSignature(absl::string_view signed_document,
                                            const xml::Bounds& bounds = {});

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_VERIFIER_H_
