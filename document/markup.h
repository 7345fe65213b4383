// Refusals of what canonical form never has, or Paraphe never accepts: comments, CDATA sections,
// processing instructions, document type declarations, and anything around the document element.
// Internal to common/xml.
//
// REQ: DOC-2, DOC-4
#ifndef PARAPHE_DOCUMENT_MARKUP_H_
#define PARAPHE_DOCUMENT_MARKUP_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace paraphe::xml {

// The refusal of a document whose first byte does not begin the document element's start tag.
absl::Status RefuseProlog(absl::string_view document);

// The refusal of the "<!" or "<?" at `offset`, in the content of an element.
absl::Status RefuseMarkup(absl::string_view document, size_t offset);

// The refusal of whatever stands at `offset`, right behind the document element.
absl::Status RefuseEpilog(absl::string_view document, size_t offset);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_MARKUP_H_
