#include "render/width.h"

#include "common/icu.h"
#include "common/utf8.h"

namespace paraphe {

size_t DisplayWidth(char32_t code_point) {
  if (code_point < 0x300) return 1;
  const auto point = static_cast<UChar32>(code_point);
  if ((U_GET_GC_MASK(point) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return 0;
  const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

size_t DisplayWidth(absl::string_view text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = CodePointAt(text, at);
    columns += DisplayWidth(point.value);
    at += point.size;
  }
  return columns;
}

}  // namespace paraphe
