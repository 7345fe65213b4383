// In which words a start tag is refused. Internal to common/xml.
#ifndef PARAPHE_DOCUMENT_TAG_DIFFERENCE_H_
#define PARAPHE_DOCUMENT_TAG_DIFFERENCE_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "document/tag.h"

namespace paraphe::xml {

// The refusal of a tag whose first difference from its canonical form is at `offset`. The tag's
// declarations and attributes are in canonical order.
absl::Status RefuseTag(absl::string_view document, const Tag& tag, size_t offset);

// Refuses a declaration that namespaces forbid (DOCUMENT_NOT_WELL_FORMED) or whose name has no
// canonical form (DOCUMENT_RELATIVE_NAMESPACE), at `offset`.
//
// REQ: Namespaces in XML 1.0 §3, §5; Canonical XML 1.0 §1.3
absl::Status CheckNamespaceName(absl::string_view document, const TagItem& item, size_t offset);

// The same, and refuses a name that not every verifier can process (DOCUMENT_RELATIVE_NAMESPACE).
//
// REQ: DOC-7
absl::Status CheckDeclaration(absl::string_view document, const TagItem& item, size_t offset);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_TAG_DIFFERENCE_H_
