// Runs of characters that stand for themselves, in reading and in canonical form alike: most of any
// document. Internal to common/xml.
#ifndef PARAPHE_DOCUMENT_PLAIN_H_
#define PARAPHE_DOCUMENT_PLAIN_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace paraphe::xml {

// The offset, from `at` on, of the first byte that is not plain text: one of < & > CR, or where no
// character begins that XML allows in UTF-8; the document's size where there is none.
size_t SkipPlainText(absl::string_view document, size_t at);

// The same in an attribute's value: " ' < & TAB LF CR stop it.
size_t SkipPlainValue(absl::string_view document, size_t at);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_PLAIN_H_
