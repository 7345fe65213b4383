#include "render/no_break_space.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "render/invisible.h"

namespace paraphe {
namespace {

constexpr uint32_t kAskAfter[] = {U'.', U'«', U'°', U'§', U'–', U'—'};
constexpr uint32_t kAskBefore[] = {U'!', U'$', U'%', U':', U';', U'?',
                                   U'£', U'»', U'–', U'—', U'‰', U'€'};

bool IsDigit(uint32_t value) { return value - '0' < 10; }

template <size_t N>
bool Contains(const uint32_t (&list)[N], uint32_t value) {
  return std::find(std::begin(list), std::end(list), value) != std::end(list);
}

bool IsInk(const CodePoint& point) {
  return point.valid && point.value > ' ' && VisibilityOf(point.value) == Visibility::kVisible;
}

}  // namespace

bool NoBreakSpaceBelongs(absl::string_view text, size_t offset, const CodePoint& point) {
  const CodePoint before = CodePointBefore(text, offset);
  const CodePoint after = CodePointAt(text, offset + point.size);
  if (!IsInk(before) || !IsInk(after)) return false;
  return IsDigit(before.value) || IsDigit(after.value) || Contains(kAskAfter, before.value) ||
         Contains(kAskBefore, after.value);
}

}  // namespace paraphe
