#include "render/joiner.h"

#include <cstdint>

#include "common/icu.h"

namespace paraphe {
namespace {

constexpr uint32_t kNonJoiner = 0x200C;
constexpr int kVirama = 9;  // canonical combining class

int JoiningType(uint32_t code_point) {
  return u_getIntPropertyValue(static_cast<UChar32>(code_point), UCHAR_JOINING_TYPE);
}

// Bounded, so that texts of nothing but transparent characters cost no more than others.
constexpr int kMostTransparent = 8;

bool JoinsForward(absl::string_view text, size_t offset) {
  for (int i = 0; i < kMostTransparent; ++i) {
    const CodePoint point = CodePointBefore(text, offset);
    if (!point.valid) return false;
    const int type = JoiningType(point.value);
    if (type != U_JT_TRANSPARENT) return type == U_JT_LEFT_JOINING || type == U_JT_DUAL_JOINING;
    offset -= point.size;
  }
  return false;
}

bool JoinsBackward(absl::string_view text, size_t offset) {
  for (int i = 0; i < kMostTransparent; ++i) {
    const CodePoint point = CodePointAt(text, offset);
    if (!point.valid) return false;
    const int type = JoiningType(point.value);
    if (type != U_JT_TRANSPARENT) return type == U_JT_RIGHT_JOINING || type == U_JT_DUAL_JOINING;
    offset += point.size;
  }
  return false;
}

}  // namespace

bool JoinerBelongs(absl::string_view text, size_t offset, const CodePoint& point) {
  const CodePoint before = CodePointBefore(text, offset);
  if (!before.valid) return false;
  if (u_getCombiningClass(static_cast<UChar32>(before.value)) == kVirama) return true;
  return point.value == kNonJoiner && JoinsForward(text, offset) &&
         JoinsBackward(text, offset + point.size);
}

}  // namespace paraphe
