// The exclusive canonical form of a document that is not canonical yet: read by the same code that
// the scanner reads with (tag_reader.h, reference.h, plain.h), in one streaming pass.
//
// REQ: DOC-4, DOC-5, DOC-6; Exclusive XML Canonicalization 1.0 §3
#ifndef PARAPHE_DOCUMENT_CANONICALIZER_H_
#define PARAPHE_DOCUMENT_CANONICALIZER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "document/scanner.h"

namespace paraphe::xml {

// The exclusive canonical form without comments of `text`, XML in UTF-8 whatever it declares.
// Processing instructions stay, as canonical form wants it. Nothing is resolved or fetched.
// Refusals, each with its position in the payload and in the message: DOCUMENT_EMPTY,
// DOCUMENT_NOT_WELL_FORMED, DOCUMENT_BAD_ENCODING, DOCUMENT_HAS_DTD, DOCUMENT_RELATIVE_NAMESPACE,
// DOCUMENT_BEYOND_BOUND; the bound on the size holds for the canonical form too. Memory: that of
// the canonical form, and in proportion to the depth and the largest start tag. Thread-safe.
absl::StatusOr<std::string> CanonicalForm(absl::string_view text, const Bounds& bounds);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_CANONICALIZER_H_
