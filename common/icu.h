// The one place that includes ICU's headers (the C interface), with what is inconvenient about them
// made convenient: a signed type of their own for a character, and macros that narrow integers.
#ifndef PARAPHE_COMMON_ICU_H_
#define PARAPHE_COMMON_ICU_H_

#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>

namespace paraphe {

inline UChar32 ToIcu(char32_t code_point) { return static_cast<UChar32>(code_point); }

// The general category of a character, as a bit: CategoryBit(c) & U_GC_M_MASK tells whether it is a
// combining mark.
inline uint32_t CategoryBit(char32_t code_point) { return U_GET_GC_MASK(ToIcu(code_point)); }

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"

// The character that begins at bytes[at], which becomes the offset behind it; negative where the
// bytes are not UTF-8.
inline UChar32 NextUtf8(const char* bytes, int32_t size, int32_t& at) {
  UChar32 code_point = 0;
  U8_NEXT(bytes, at, size, code_point);
  return code_point;
}

#pragma GCC diagnostic pop

}  // namespace paraphe

#endif  // PARAPHE_COMMON_ICU_H_
