// Verifies a signed document that need not be canonical, as files are.
#ifndef PARAPHE_XADES_VERIFY_ANY_FORM_H_
#define PARAPHE_XADES_VERIFY_ANY_FORM_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "xades/verification_report.h"
#include "xades/verifier.h"

namespace paraphe::xades {

struct VerifiedDocument {
  VerificationReport report;
  bool was_canonical = true;  // false: the canonical form of the bytes was judged
  // Of the document without its signature, in canonical form.
  size_t original_bytes = 0;
  std::string original_sha256;  // raw
};

// Verify (verifier.h) of `bytes`, and where they are not canonical, of their exclusive canonical
// form without comments: that is what any verifier of XML signatures digests. Thread-safe.
//
// Canonical form leaves comments out, so that a signature holds with and without them. But a
// program that reads a value up to a comment in it, and no further, reads something that was not
// signed. So no comment may stand in an element of ds:Signature that holds no elements: a digest, a
// role, a time.
// Errors:
//   SIGNATURE_MALFORMED  a comment inside a value of the signature
//   and those of Verify and of xml::Canonicalize
//
// REQ: EXP-2
absl::StatusOr<VerifiedDocument> VerifyAnyForm(absl::string_view bytes,
                                               const VerifyOptions& options);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_VERIFY_ANY_FORM_H_
