// Names of XML 1.0 (fifth edition) and of its namespaces.
//
// REQ: DOC-2, DOC-7; XML 1.0 §2.3; Namespaces in XML 1.0 §4
#ifndef PARAPHE_DOCUMENT_NAMES_H_
#define PARAPHE_DOCUMENT_NAMES_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace paraphe::xml {

inline constexpr char kXmlNamespace[] = "http://www.w3.org/XML/1998/namespace";
inline constexpr char kXmlnsNamespace[] = "http://www.w3.org/2000/xmlns/";
// Of ds:Signature.
inline constexpr char kXmldsigNamespace[] = "http://www.w3.org/2000/09/xmldsig#";

// The length in bytes of the NCName (a name without colon) that `text` begins with; 0 where it
// begins with none. Reads no further than `limit` and one character: a result beyond `limit` means
// that the name is too long.
size_t NcNameLength(absl::string_view text, size_t limit);

// Whether all of `text` is one NCName.
bool IsNcName(absl::string_view text);

// Whether `name` is the name of an encoding (XML 1.0 §4.3.3, production EncName).
bool IsEncodingName(absl::string_view name);

// Blanks as XML means them (production S).
inline bool IsBlank(char byte) {
  return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

// Whether a name may begin with `byte`, which is ASCII; false of any other.
inline bool StartsAsciiName(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

// A name for an error message, cut where it is long.
absl::string_view CutForMessage(absl::string_view name);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_NAMES_H_
