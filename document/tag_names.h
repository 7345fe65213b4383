// What the names of one tag must be, whether it is canonical or to be made so. Internal to
// common/xml.
#ifndef PARAPHE_DOCUMENT_TAG_NAMES_H_
#define PARAPHE_DOCUMENT_TAG_NAMES_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "document/tag.h"

namespace paraphe::xml {

// Puts the attributes, whose prefixes are resolved, into canonical order.
void SortAttributes(Tag* tag);

// Refuses two attributes of one expanded name; the attributes are in canonical order.
absl::Status CheckAttributesDiffer(absl::string_view document, const Tag& tag);

// The refusal of a prefix that is not declared.
absl::Status UndeclaredPrefix(absl::string_view document, size_t offset, absl::string_view prefix);

// A namespace name with its quotes as libxml2 writes it: it escapes nothing, its parser has left
// &#38; for &, and it chooses the quotes. Others escape; who signs such a name is refused (DOC-7).
std::string NamespaceNameByLibxml2(absl::string_view name);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_TAG_NAMES_H_
