// Reading UTF-8 one character at a time.
#ifndef PARAPHE_RENDER_CODE_POINT_H_
#define PARAPHE_RENDER_CODE_POINT_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace paraphe {

// One character of a text. Where the bytes are not UTF-8: valid is false, and it is one byte.
struct CodePoint {
  uint32_t value;
  size_t size;  // bytes; 0 at the end (or beginning) of the text
  bool valid;
};

// The character that begins at `offset`.
CodePoint CodePointAt(absl::string_view text, size_t offset);

// The character that ends before `offset`.
CodePoint CodePointBefore(absl::string_view text, size_t offset);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_CODE_POINT_H_
