// What a document that may be signed tells whoever signs it; found in one pass by
// document/intake.h.
#ifndef PARAPHE_DOCUMENT_DOCUMENT_FACTS_H_
#define PARAPHE_DOCUMENT_DOCUMENT_FACTS_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace paraphe::xml {

// Owns its strings: it may outlive the document's buffer.
struct DocumentFacts {
  std::string root_namespace_uri;  // of the document element; empty for none
  std::string root_local_name;
  // Namespaces declared on the document element: (prefix, URI), the default namespace with an empty
  // prefix. In a canonical document these are all that is in scope for a child of the document
  // element.
  std::vector<std::pair<std::string, std::string>> root_namespaces;
  // Where an enveloped signature is inserted: the offset of the document element's end tag.
  size_t insertion_offset = 0;
  // Values of the attributes Id, ID, id and xml:id, sorted; no two alike (DOC-7).
  std::vector<std::string> ids;
};

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_DOCUMENT_FACTS_H_
