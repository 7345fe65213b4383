// Which namespace names every verifier can process.
//
// REQ: DOC-7; Canonical XML 1.0 §1.3 and §4.6 (relative names have no canonical form); RFC 3986
#ifndef PARAPHE_DOCUMENT_NAMESPACE_NAME_H_
#define PARAPHE_DOCUMENT_NAMESPACE_NAME_H_

#include "absl/strings/string_view.h"

namespace paraphe::xml {

// Whether `name` is an absolute URI, by the rule of libxml2 2.9.14 (xmlParseURI): that of RFC 3986,
// with anything between the brackets of a host accepted. A document with another one is refused by
// libxml2 and by whatever is built on it.
bool IsAbsoluteUri(absl::string_view name);

// Whether `name` holds a character that canonical XML escapes in attributes: & < " TAB LF CR.
// libxml2 does not escape them in namespace names, other canonicalizers do: the two never agree on
// such a document.
bool HasEscapedCharacter(absl::string_view name);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_NAMESPACE_NAME_H_
