// The exclusive canonical form of a document that is not canonical yet: the caller's tool (DOC-5),
// which makes a document ready to be handed in. It reads with the same code as the scanner, in one
// streaming pass. CheckDocument judges what it writes like any other document.
//
// REQ: DOC-4, DOC-5, DOC-6; Exclusive XML Canonicalization 1.0 §3
#ifndef PARAPHE_DOCUMENT_CANONICALIZER_H_
#define PARAPHE_DOCUMENT_CANONICALIZER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "document/bounds.h"
#include "document/canonical_report.h"

namespace paraphe::xml {

struct CanonicalOptions {
  // Leave out the processing instructions that carry no data of the document: those outside the
  // document element, which are for programs that read the file, and in it those that are a name
  // only.
  bool drop_instructions = false;
};

// The exclusive canonical form without comments of `bytes`, XML in any encoding that libxml2 reads
// (UTF-8, UTF-16, ISO-8859-1, windows-1252, EBCDIC ...). Comments, CDATA marks, and the difference
// between ways to write the same document are lost, as canonical form demands; processing
// instructions stay, unless `options` drop them. Nothing is fetched or resolved. But for the
// instructions, the bytes are those that libxml2 2.9.14 writes. `report`, where not null, receives
// what was lost, where the document becomes canonical.
//
// Each error has its position in the document as UTF-8, in the payload and in the message.
// Errors:
//   DOCUMENT_EMPTY               no bytes
//   DOCUMENT_NOT_WELL_FORMED     the document is not XML with namespaces
//   DOCUMENT_BAD_ENCODING        a byte that is not UTF-8, or a character that XML forbids; or the
//                                encoding that the document declares is unknown, or not the one
//                                that its bytes are in (without a position)
//   DOCUMENT_HAS_DTD             a document type declaration
//   DOCUMENT_RELATIVE_NAMESPACE  the name of a namespace is no absolute URI
//   DOCUMENT_BEYOND_BOUND        more than `limit` bytes, as given, in UTF-8 or in canonical form;
//                                or beyond one of the other Bounds
//
// Time is proportional to the size; memory: the document in UTF-8 and its canonical form.
// Thread-safe.
absl::StatusOr<std::string> Canonicalize(absl::string_view bytes, size_t limit,
                                         const CanonicalOptions& options = {},
                                         CanonicalReport* report = nullptr);

// The control characters of a report (CanonicalReport::c1_controls), in `text`, which is UTF-8.
Findings C1ControlsIn(absl::string_view text);

// A comment in the document element, which canonical form leaves out.
struct Comment {
  size_t offset;            // where it begins in the document
  size_t canonical_offset;  // where it would stand in the canonical form
};

// The same for `text`, XML in UTF-8 whatever encoding it declares. `comments`, where not null,
// receives the comments in the document element, in their order.
// The errors are those of Canonicalize; DOCUMENT_BAD_ENCODING is a byte that is not UTF-8, or a
// character that XML forbids.
// The bound on the document's size holds for its canonical form too. Memory: the canonical form,
// and in proportion to the depth and the largest start tag. Thread-safe.
absl::StatusOr<std::string> CanonicalForm(absl::string_view text, const Bounds& bounds,
                                          std::vector<Comment>* comments = nullptr);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_CANONICALIZER_H_
