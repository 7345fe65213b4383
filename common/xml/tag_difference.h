// In which words a start tag is refused. Internal to common/xml.
#ifndef PARAPHE_COMMON_XML_TAG_DIFFERENCE_H_
#define PARAPHE_COMMON_XML_TAG_DIFFERENCE_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/xml/tag.h"

namespace paraphe::xml {

// The refusal of a tag whose first difference from its canonical form is at `offset`. The tag's
// declarations and attributes are in canonical order.
absl::Status RefuseTag(absl::string_view document, const Tag& tag, size_t offset);

// Refuses a declaration that namespaces forbid (DOCUMENT_NOT_WELL_FORMED) or that not every
// verifier can process (DOCUMENT_RELATIVE_NAMESPACE), at `offset`.
//
// REQ: DOC-7; Namespaces in XML 1.0 §3, §5
absl::Status CheckDeclaration(absl::string_view document, const TagItem& item, size_t offset);

}  // namespace paraphe::xml

#endif  // PARAPHE_COMMON_XML_TAG_DIFFERENCE_H_
