// A look at any XML in UTF-8, canonical or not, before a general parser gets it: whether it stays
// within the bounds that keep such a parser quick (libxml2 2.9.14 spends 20 s on one element with
// 60,000 attributes, and the stack on deep nesting).
//
// REQ: DOC-4, DOC-6
#ifndef PARAPHE_COMMON_XML_BOUNDS_CHECK_H_
#define PARAPHE_COMMON_XML_BOUNDS_CHECK_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/xml/scanner.h"

namespace paraphe::xml {

// Refuses what is beyond the bounds (DOCUMENT_BEYOND_BOUND), a document type declaration
// (DOCUMENT_HAS_DTD), and markup that cannot be walked over (DOCUMENT_NOT_WELL_FORMED,
// DOCUMENT_BAD_ENCODING). OK says nothing else of the document: the parser judges the rest. Time
// proportional to the size. Thread-safe.
absl::Status CheckBounds(absl::string_view text, const Bounds& bounds);

}  // namespace paraphe::xml

#endif  // PARAPHE_COMMON_XML_BOUNDS_CHECK_H_
