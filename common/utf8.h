// UTF-8 as XML wants it: strict, and only the characters of the Char production.
//
// REQ: DOC-2; XML 1.0 §2.2; RFC 3629 §3
#ifndef PARAPHE_COMMON_UTF8_H_
#define PARAPHE_COMMON_UTF8_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::xml {

// One decoded character. `length` is its bytes (1 to 4); 0 where the bytes are not UTF-8: overlong,
// a surrogate, beyond U+10FFFF, truncated, or no lead byte. `code` means nothing then.
struct Utf8Character {
  char32_t code = 0;
  size_t length = 0;
};

// Decodes the first character of `text`, which is not empty.
Utf8Character DecodeUtf8(absl::string_view text);

// Appends a character, which is at most U+10FFFF and no surrogate.
void AppendUtf8(char32_t code, std::string* out);

// The length in bytes of the UTF-8 that `text` begins with: where the first byte stands that is
// none.
size_t Utf8PrefixLength(absl::string_view text);

// Whether all of `text` is UTF-8.
bool IsUtf8(absl::string_view text);

// Whether XML 1.0 allows the character in a document (production Char).
bool IsXmlCharacter(char32_t code);

// A character in words for an error message: 'x' for visible ASCII, else U+XXXX.
std::string ShowCharacter(char32_t code);

}  // namespace paraphe::xml

#endif  // PARAPHE_COMMON_UTF8_H_
