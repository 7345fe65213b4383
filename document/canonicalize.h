// The caller's tool (DOC-5): makes a document canonical, so that it can be handed in. What it
// writes is judged by CheckDocument like any other document.
//
// REQ: DOC-5
#ifndef PARAPHE_DOCUMENT_CANONICALIZE_H_
#define PARAPHE_DOCUMENT_CANONICALIZE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe {

// The exclusive canonical form without comments of `bytes`, XML in any encoding that libxml2 reads
// (UTF-8, UTF-16, ISO-8859-1, windows-1252, EBCDIC ...). Comments, CDATA marks, and the difference
// between ways to write the same document are lost, as the canonical form wants it; nothing is
// fetched or resolved. The bytes are those that libxml2 2.9.14 writes.
//
// Refusals, beside those of document/canonicalizer.h, whose positions are in the document as
// UTF-8:
//   DOCUMENT_BEYOND_BOUND  more than `limit` bytes, as given, in UTF-8 or in canonical form
//   DOCUMENT_BAD_ENCODING  bytes that are not in the encoding that the document declares, or one
//                          unknown
// Time proportional to the size; memory: the document in UTF-8 and its canonical form.
// Thread-safe.
absl::StatusOr<std::string> Canonicalize(absl::string_view bytes, size_t limit);

}  // namespace paraphe

#endif  // PARAPHE_DOCUMENT_CANONICALIZE_H_
