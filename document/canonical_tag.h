// The canonical form of a start tag, and whether the tag is written so. Internal to common/xml.
//
// REQ: DOC-2; Exclusive XML Canonicalization 1.0 §3; Canonical XML 1.0 §2.3
#ifndef PARAPHE_DOCUMENT_CANONICAL_TAG_H_
#define PARAPHE_DOCUMENT_CANONICAL_TAG_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "document/namespace_scope.h"
#include "document/tag.h"

namespace paraphe::xml {

// Judges a tag that was read leniently: resolves its prefixes, puts its declarations and attributes
// into canonical order, compares, and checks what only namespaces forbid. OK means that the tag is
// canonical, and its declarations are in `scope`; where they end is the caller's to remember.
//
// `scope` holds what the ancestors declare. They are canonical, so that it is also what they render
// (ns_rendered of the recommendation).
absl::Status JudgeTag(absl::string_view document, NamespaceScope* scope, Tag* tag);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_CANONICAL_TAG_H_
