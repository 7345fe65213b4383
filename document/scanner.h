// One streaming pass over a document that proves that its bytes are their own exclusive canonical
// form without comments (http://www.w3.org/2001/10/xml-exc-c14n#) and tells a handler what it
// holds. Everything in Paraphe that reads a document to be signed, or a signed one, reads it
// through this scanner: there is one parser, and what it accepts is canonical.
//
// The scanner reads XML with namespaces leniently, works out the canonical bytes of each construct,
// and compares them with the document's bytes there. The first difference ends the scan; it is the
// first byte that differs from canonical form. Nothing is ever resolved or fetched. Memory:
// proportional to the depth and to the largest start tag or text node that holds a reference, never
// to the number of elements; at most the document's size.
//
// The verdict is that of libxml2 2.9.14 (parse, then xmlC14NDocDumpMemory, exclusive without
// comments), except for what is refused by name.
// docs/adr/2026-11-22-streaming-canonical-check.md says why we do not use libxml2 itself.
//
// REQ: DOC-2, DOC-4, DOC-6, DOC-7; Exclusive XML Canonicalization 1.0 §3
#ifndef PARAPHE_DOCUMENT_SCANNER_H_
#define PARAPHE_DOCUMENT_SCANNER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "document/bounds.h"

namespace paraphe::xml {

// An expanded name. `prefix` is empty for none, `namespace_uri` for no namespace.
struct Name {
  absl::string_view prefix;
  absl::string_view local;
  absl::string_view namespace_uri;
};

// `value` is the attribute's value with references resolved.
struct Attribute {
  Name name;
  absl::string_view value;
  size_t offset;  // of the attribute's name in the document
};

// `prefix` is empty for the default namespace; `uri` is empty for xmlns="".
struct NamespaceDeclaration {
  absl::string_view prefix;
  absl::string_view uri;
};

// Offsets are of bytes in the document: [begin, end) is the tag with its angle brackets. The
// document element has depth 1.
struct StartTag {
  const Name& name;
  absl::Span<const NamespaceDeclaration> declarations;  // in document order, which is canonical
  absl::Span<const Attribute> attributes;               // in document order, which is canonical
  size_t begin;
  size_t end;
  uint32_t depth;
};

struct EndTag {
  const Name& name;
  size_t begin;
  size_t end;
  uint32_t depth;
};

// Receives what a document holds, in document order. Views are valid during the call only, unless
// they point into the document itself. A status that is not OK ends the scan and is its result.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual absl::Status OnStart(const StartTag& tag) = 0;
  virtual absl::Status OnEnd(const EndTag& tag) = 0;
  // A whole text node, references resolved; never empty. `offset` is where it begins in the
  // document.
  virtual absl::Status OnText(absl::string_view text, size_t offset) = 0;
  // A processing instruction that begins at `offset`. Unless a handler says otherwise it is refused:
  // DOCUMENT_HAS_INSTRUCTION.
  virtual absl::Status OnInstruction(absl::string_view document, size_t offset);
};

// Scans `document` and reports to `handler`. The events before an error have been reported by then:
// a caller keeps nothing of a scan that failed. Thread-safe.
// Each error has its position in the payload and in the message: "3:14 (byte 88): attribute value
// in single quotes; canonical form uses double quotes".
// Errors:
//   DOCUMENT_EMPTY               no bytes
//   DOCUMENT_NOT_CANONICAL       the first byte that differs from canonical form
//   DOCUMENT_NOT_WELL_FORMED     the document is not XML with namespaces
//   DOCUMENT_BAD_ENCODING        a byte that is not UTF-8, or a character that XML forbids
//   DOCUMENT_HAS_DTD             a document type declaration
//   DOCUMENT_HAS_INSTRUCTION     a processing instruction, where the handler does not take it
//   DOCUMENT_RELATIVE_NAMESPACE  the name of a namespace is no absolute URI, or verifiers write it
//                                differently
//   DOCUMENT_BEYOND_BOUND        more of something than `bounds` allows
absl::Status Scan(absl::string_view document, const Bounds& bounds, Handler& handler);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_SCANNER_H_
