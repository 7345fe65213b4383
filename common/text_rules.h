// What may stand as text in a signature's properties.
#ifndef PARAPHE_COMMON_TEXT_RULES_H_
#define PARAPHE_COMMON_TEXT_RULES_H_

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"

namespace paraphe {

// Number of characters where all of `text` is UTF-8 and none is a control character (C0, DEL, C1)
// or one that XML 1.0 forbids; nullopt otherwise.
std::optional<size_t> CountPlainCharacters(absl::string_view text);

// Whether `text` is an absolute URI in ASCII that xsd:anyURI accepts everywhere; for "urn:oid:"
// also whether the rest is an object identifier. REQ: RFC 3986 §3; RFC 3061 §2
bool IsUri(absl::string_view text);

// Whether `text` is "type/subtype", with no parameters. REQ: RFC 6838 §4.2
bool IsMimeType(absl::string_view text);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_TEXT_RULES_H_
