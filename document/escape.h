// How canonical XML writes characters (Canonical XML 1.0 §2.3, which exclusive canonicalization
// keeps): the one place in Paraphe that escapes text for a document to be signed.
//
// REQ: DOC-2; Canonical XML 1.0 §2.3
#ifndef PARAPHE_DOCUMENT_ESCAPE_H_
#define PARAPHE_DOCUMENT_ESCAPE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::xml {

// Appends `text` as the content of a text node:
//   &      <     >     CR
//   &amp;  &lt;  &gt;  &#xD;
// The text must be UTF-8 of characters that XML allows; it is not checked here. Thread-safe.
void AppendCanonicalText(absl::string_view text, std::string* out);

// Appends `value` as it stands between the quotes of an attribute:
//   &      <     "       TAB    LF     CR
//   &amp;  &lt;  &quot;  &#x9;  &#xA;  &#xD;
// The caller writes the quotes. The same condition. Thread-safe.
void AppendCanonicalAttributeValue(absl::string_view value, std::string* out);

// Whether AppendCanonicalAttributeValue would replace a character of `value`.
bool NeedsEscapeInAttribute(absl::string_view value);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_ESCAPE_H_
