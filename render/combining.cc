#include "render/combining.h"

#include "common/icu.h"

namespace paraphe {
namespace {

constexpr int kMostNonspacing = 4;  // REQ: UTS 39 §5.4
constexpr uint32_t kFirstCombining = 0x300;
constexpr uint32_t kDotAbove = 0x307;

uint32_t Category(uint32_t code_point) { return U_GET_GC_MASK(static_cast<UChar32>(code_point)); }

bool HidesDot(uint32_t base) {
  return u_hasBinaryProperty(static_cast<UChar32>(base), UCHAR_SOFT_DOTTED);
}

}  // namespace

bool CombiningWatch::Misplaced(uint32_t code_point) {
  const uint32_t previous = previous_;
  previous_ = code_point == '\n' || code_point == '\t' ? 0 : code_point;
  const uint32_t category = code_point < kFirstCombining ? 0 : Category(code_point);
  if ((category & U_GC_M_MASK) == 0) {
    nonspacing_ = 0;
    return false;
  }
  if (previous == 0) return true;
  if ((category & (U_GC_MN_MASK | U_GC_ME_MASK)) == 0) return false;
  ++nonspacing_;
  return nonspacing_ > kMostNonspacing || code_point == previous ||
         (code_point == kDotAbove && HidesDot(previous));
}

}  // namespace paraphe
