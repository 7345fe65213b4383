// UTF-8, read strictly and one character at a time, and the characters that XML allows. All
// readers of UTF-8 in Paraphe use this one.
//
// REQ: DOC-2; XML 1.0 §2.2; RFC 3629 §3
#ifndef PARAPHE_COMMON_UTF8_H_
#define PARAPHE_COMMON_UTF8_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe {

// One character of a text. Where the bytes are not UTF-8 (overlong, a surrogate, beyond U+10FFFF,
// cut off, or no lead byte), `valid` is false, `value` is 0, and `size` covers one byte.
struct CodePoint {
  char32_t value = 0;
  size_t size = 0;  // in bytes; 0 at the end (or beginning) of the text
  bool valid = false;
};

// The character that begins at `offset`.
CodePoint CodePointAt(absl::string_view text, size_t offset);

// The character that ends before `offset`.
CodePoint CodePointBefore(absl::string_view text, size_t offset);

// Appends a character, which is at most U+10FFFF and no surrogate.
void AppendUtf8(char32_t code_point, std::string* out);

// The length in bytes of the UTF-8 that `text` begins with: the offset of the first byte that is
// not UTF-8.
size_t Utf8PrefixLength(absl::string_view text);

// Whether all of `text` is UTF-8.
bool IsUtf8(absl::string_view text);

// `text`, or its first `limit` bytes at most, without cutting a character in two.
absl::string_view CutUtf8(absl::string_view text, size_t limit);

// Whether XML 1.0 allows the character in a document (production Char).
bool IsXmlCharacter(char32_t code_point);

// A character in words for an error message: 'x' for visible ASCII, else U+XXXX.
std::string ShowCharacter(char32_t code_point);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_UTF8_H_
