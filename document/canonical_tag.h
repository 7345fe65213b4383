// The canonical form of a start tag, and the check that a tag is written so. Internal to document/.
//
// REQ: DOC-2; Exclusive XML Canonicalization 1.0 §3; Canonical XML 1.0 §2.3
#ifndef PARAPHE_DOCUMENT_CANONICAL_TAG_H_
#define PARAPHE_DOCUMENT_CANONICAL_TAG_H_

#include <cstddef>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "document/namespace_scope.h"
#include "document/scanner.h"
#include "document/tag.h"

namespace paraphe::xml {

// A start tag that is canonical, as handlers are told of it. Reused for tag after tag, to allocate
// memory once.
struct CheckedTag {
  Name name;
  absl::string_view qname;
  std::vector<NamespaceDeclaration> declarations;
  std::vector<Attribute> attributes;
  size_t begin = 0;
  size_t end = 0;
};

// Checks a tag that ReadTag has read: resolves its prefixes, puts its declarations and attributes
// into canonical order, compares it with its canonical form, and checks the rules of namespaces. OK
// means that the tag is canonical.
//
// `scope` holds what the ancestors declare. Since they are canonical, it is also what they render
// (ns_rendered of the recommendation). The tag's own declarations are added to it; the caller
// removes them at the element's end.
// Refuses what CompareTag, CheckDeclaration and CheckAttributesDiffer refuse, and the following.
// Errors:
//   DOCUMENT_NOT_WELL_FORMED  a prefix that is not declared
absl::Status CheckCanonicalTag(absl::string_view document, NamespaceScope* scope, Tag* tag);

// `checked` becomes what a tag that CheckCanonicalTag has accepted says; views of the document and of
// `tag`.
void TakeCanonicalTag(const Tag& tag, CheckedTag* checked);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_CANONICAL_TAG_H_
