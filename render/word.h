// What words are made of, for the search for mixed scripts.
#ifndef PARAPHE_RENDER_WORD_H_
#define PARAPHE_RENDER_WORD_H_

#include <cstdint>

#include "common/icu.h"

namespace paraphe {

// Letters, marks, digits and joiners; hyphens, apostrophes and points end a word.
inline bool ContinuesWord(uint32_t code_point) {
  if (code_point < 0x80) return (code_point | 0x20) - 'a' < 26 || code_point - '0' < 10;
  if (code_point == 0x200C || code_point == 0x200D) return true;
  return (U_GET_GC_MASK(static_cast<UChar32>(code_point)) &
          (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

}  // namespace paraphe

#endif  // PARAPHE_RENDER_WORD_H_
