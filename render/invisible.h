// The closed table of characters that a reader would not see, or would take for something else
// (PRES-6).
#ifndef PARAPHE_RENDER_INVISIBLE_H_
#define PARAPHE_RENDER_INVISIBLE_H_

#include <cstdint>

namespace paraphe {

enum class Visibility {
  kVisible,
  kInvisible,     // always marked
  kJoiner,        // U+200C, U+200D: marked except where RFC 5892 allows them
  kNoBreakSpace,  // U+00A0, U+202F: marked except in their usual place in French
};

// How the character is treated; by our own table, not by the Unicode version of a library. Private
// use and noncharacters are invisible: no font agrees with another on what they look like.
Visibility VisibilityOf(uint32_t code_point);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_INVISIBLE_H_
