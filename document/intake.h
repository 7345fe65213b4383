// The whole judgment of a document that is to be signed: Prepare, the agent and `paraphe check` all
// ask here, so that no two of them can disagree.
//
// REQ: DOC-1, DOC-2, DOC-3, DOC-4, DOC-6, DOC-7
#ifndef PARAPHE_DOCUMENT_INTAKE_H_
#define PARAPHE_DOCUMENT_INTAKE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "document/document_facts.h"
#include "document/scanner.h"

namespace paraphe {

// Accepts `document` if and only if it is its own exclusive canonical form (see
// document/scanner.h) and may be signed, and tells what a signer of it needs to know. Refusals,
// beside those of xml::Scan, each with its position in the payload and in the message ("LINE:COL
// (byte N): what, what to do"):
//   DOCUMENT_ALREADY_SIGNED   a Signature element of XMLDSig at any depth, under any prefix (DOC-3)
//   DOCUMENT_HAS_XINCLUDE     an element of an XInclude namespace (DOC-4)
//   DOCUMENT_DUPLICATE_ID     two attributes Id, ID, id (without namespace) or xml:id with one
//   value (DOC-7) DOCUMENT_NOT_WELL_FORMED  an xml:id whose value is not a name
//   DOCUMENT_BEYOND_BOUND     more ids than bounds.ids
// Whichever comes first in the document is reported, repeated ids last. Memory: that of the scan,
// and the ids. Thread-safe.
absl::StatusOr<xml::DocumentFacts> CheckDocument(absl::string_view document,
                                                 const xml::Bounds& bounds);

}  // namespace paraphe

#endif  // PARAPHE_DOCUMENT_INTAKE_H_
