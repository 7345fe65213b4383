// Finds the one ds:Signature of a signed document.
#ifndef PARAPHE_XADES_SIGNATURE_FINDER_H_
#define PARAPHE_XADES_SIGNATURE_FINDER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "document/document_facts.h"
#include "document/scanner.h"
#include "xades/element.h"

namespace paraphe::xades {

// The element and its place: the bytes [begin, end) of the document are its two tags and all
// between.
struct FoundSignature {
  Element element;
  size_t begin = 0;
  size_t end = 0;
  // Of the document element: the same for its two tags, and the values of its attributes Id, ID, id
  // and xml:id, by which a reference may name it.
  size_t root_begin = 0;
  size_t root_end = 0;
  std::vector<std::string> root_ids;
};

// Scans the whole document. The signature may stand anywhere in it: what a verifier digests is the
// document without it. Instructions may stand anywhere but in the signature. Thread-safe.
// Errors:
//   SIGNATURE_ABSENT       no ds:Signature
//   SIGNATURE_AMBIGUOUS    several, nested ones counted
//   SIGNATURE_UNSUPPORTED  the one is the document element, or holds a processing instruction
//   DOCUMENT_DUPLICATE_ID  two of the attributes Id, ID and xml:id have one value
//   DOCUMENT_BEYOND_BOUND  the signature is longer than `signature_bytes`
//   and those of xml::Scan
//
// REQ: XMLDSig 1.1 §8.3 (see what is signed)
absl::StatusOr<FoundSignature> FindSignature(absl::string_view document, const xml::Bounds& bounds,
                                             size_t signature_bytes);

// The same of a document that passed intake and was given a signature: `facts` are what intake learned of it. Reads the two
// tags of the document element and what stands at `facts.insertion_offset`, and nothing between: what is there is the
// document that was read at intake if it has the digest of that document, which is for VerifyFound to say. Thread-safe.
// Errors:
//   SIGNATURE_MALFORMED    not one element alone, at that place, last in the document element
//   DOCUMENT_DUPLICATE_ID  an Id of the signature is one of `facts.ids`
//   and those of FindSignature; the positions in them count from the start tag on, what was not read left out
//
// REQ: EXP-2, SIG-6
absl::StatusOr<FoundSignature> FindInsertedSignature(absl::string_view document,
                                                     const xml::DocumentFacts& facts,
                                                     const xml::Bounds& bounds,
                                                     size_t signature_bytes);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_SIGNATURE_FINDER_H_
