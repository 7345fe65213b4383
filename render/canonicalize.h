// The caller's tool (DOC-5): makes a document canonical, so that it can be handed in. Its work is
// libxml2's, not our scanner's: what it writes is judged by CheckDocument like any other document.
//
// REQ: DOC-5
#ifndef PARAPHE_RENDER_CANONICALIZE_H_
#define PARAPHE_RENDER_CANONICALIZE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe {

// The exclusive canonical form without comments of `bytes`, XML in any encoding that libxml2 reads
// (UTF-8, UTF-16, ISO-8859-1, windows-1252, EBCDIC ...). Comments, CDATA marks, and the difference
// between ways to write the same document are lost, as the canonical form wants it; nothing is
// fetched or resolved.
//
// Refusals, with line and column in the message ("LINE:COL: words") and in the payload where
// libxml2 knows them:
//   DOCUMENT_EMPTY               no bytes
//   DOCUMENT_BEYOND_BOUND        more than `limit` bytes, before or after; or more attributes in
//   one start tag
//                                or deeper nesting than libxml2 can handle in reasonable time
//   DOCUMENT_HAS_DTD             a document type declaration (DOC-4): take it out and write its
//   entities out DOCUMENT_BAD_ENCODING        bytes that are not in the encoding that the document
//   declares, or one unknown DOCUMENT_NOT_WELL_FORMED     any other fault, namespaces included
//   DOCUMENT_RELATIVE_NAMESPACE  a namespace name that has no canonical form
// Thread-safe.
absl::StatusOr<std::string> Canonicalize(absl::string_view bytes, size_t limit);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_CANONICALIZE_H_
