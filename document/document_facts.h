// What intake (document/intake.h) learns about a document that may be signed. It is all that
// signing needs to know: with it, nobody reads the document again to sign it.
#ifndef PARAPHE_DOCUMENT_DOCUMENT_FACTS_H_
#define PARAPHE_DOCUMENT_DOCUMENT_FACTS_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace paraphe::xml {

// Owns its strings: it may outlive the document's bytes.
struct DocumentFacts {
  // The expanded name of the document element; the namespace is empty for none.
  std::string root_namespace_uri;
  std::string root_local_name;
  // The namespaces declared on the document element: (prefix, URI); the default namespace has an
  // empty prefix. The document is canonical, so these are all that a child of the document element
  // inherits.
  std::vector<std::pair<std::string, std::string>> root_namespaces;
  // Where an enveloped signature is inserted: the offset of the document element's end tag.
  size_t insertion_offset = 0;
  // The values of the attributes Id, ID, id and xml:id, sorted: no Id of a signature may be one of
  // them. No two of Id, ID and xml:id are alike (DOC-7).
  std::vector<std::string> ids;
};

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_DOCUMENT_FACTS_H_
