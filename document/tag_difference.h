// Where a start tag differs from its canonical form, and how, in words: "attribute b must stand
// before attribute c: attributes are ordered by namespace name, then local name". Internal to
// document/.
//
// REQ: DOC-2; Exclusive XML Canonicalization 1.0 §3
#ifndef PARAPHE_DOCUMENT_TAG_DIFFERENCE_H_
#define PARAPHE_DOCUMENT_TAG_DIFFERENCE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "document/tag.h"

namespace paraphe::xml {

// Compares a tag byte by byte with its canonical form. Its prefixes are resolved; its declarations
// and attributes are in canonical order.
// An error is at the first byte that differs.
// Errors:
//   DOCUMENT_NOT_CANONICAL       canonical form writes the same tag otherwise
//   DOCUMENT_NOT_WELL_FORMED     a declaration that canonical form does not have is against the
//                                rules of namespaces
//   DOCUMENT_RELATIVE_NAMESPACE  so is the name of its namespace
absl::Status CompareTag(absl::string_view document, const Tag& tag);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_TAG_DIFFERENCE_H_
