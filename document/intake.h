// The check of a document that is to be signed. The server's Prepare, the agent and `paraphe check`
// all use this one function, so that they cannot disagree.
//
// REQ: DOC-1, DOC-2, DOC-3, DOC-4, DOC-6, DOC-7
#ifndef PARAPHE_DOCUMENT_INTAKE_H_
#define PARAPHE_DOCUMENT_INTAKE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "document/bounds.h"
#include "document/document_facts.h"
#include "document/scanner.h"

namespace paraphe::xml {

// Accepts `document` if and only if it is its own exclusive canonical form (document/scanner.h) and
// may be signed. Returns what a signer needs to know of it. The first fault in the document is
// reported; repeated ids after all others. Memory: that of the scan, and the ids. Thread-safe.
//
// Refuses what Scan refuses and the following, each with its position in the payload and in the
// message ("LINE:COL (byte N): what is wrong, what to do").
// Errors:
//   DOCUMENT_ALREADY_SIGNED   a Signature element of XMLDSig at any depth, under any prefix (DOC-3)
//   DOCUMENT_HAS_XINCLUDE     an element of an XInclude namespace (DOC-4)
//   DOCUMENT_DUPLICATE_ID     two attributes Id, ID (without namespace) or xml:id with one value
//                             (DOC-7); an attribute id without namespace is data
//   DOCUMENT_NOT_WELL_FORMED  an xml:id whose value is not a name
//   DOCUMENT_BEYOND_BOUND     more ids than bounds.ids, attributes id counted
absl::StatusOr<DocumentFacts> CheckDocument(absl::string_view document, const Bounds& bounds);

// The same; `also` gets what Scan would give it, in the same pass. Where the document is refused, that is the error,
// whatever `also` said; else the error is that of `also`.
absl::StatusOr<DocumentFacts> CheckDocument(absl::string_view document, const Bounds& bounds,
                                            Handler& also);

// The name of the document element alone: the other facts are empty. Reads no further, and refuses what Scan refuses up to
// there. Thread-safe.
absl::StatusOr<DocumentFacts> FindRoot(absl::string_view document, const Bounds& bounds);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_INTAKE_H_
