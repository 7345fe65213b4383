#include "render/hidden_characters.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "common/icu.h"

namespace paraphe {
namespace {

bool IsDigit(char32_t code_point) { return code_point >= '0' && code_point <= '9'; }

template <size_t N>
bool IsOneOf(const char32_t (&list)[N], char32_t code_point) {
  return std::find(std::begin(list), std::end(list), code_point) != std::end(list);
}

constexpr char32_t kPlainBlanks[] = {' ', '\t', '\n'};
constexpr char32_t kNonJoiner = 0x200C;
constexpr char32_t kJoiners[] = {kNonJoiner, 0x200D};
constexpr char32_t kNoBreakSpaces[] = {0xA0, 0x202F};

constexpr uint32_t kInvisibleCategories =
    U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CO_MASK | U_GC_ZS_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;

// Invisible by their shape or their use, not by a property.
struct Range {
  char32_t first;
  char32_t last;
};
constexpr Range kInvisibleRanges[] = {
    {0x2423, 0x2423},    // our token for a space
    {0x27E6, 0x27E7},    // the brackets of our tokens
    {0x2800, 0x2800},    // Braille blank
    {0xFFFC, 0xFFFC},    // object replacement
    {0x13430, 0x1345F},  // Egyptian hieroglyph format controls, those of later versions too
    {0x16FE4, 0x16FE4},  // Khitan small script filler
    {0x1D159, 0x1D159},  // musical null notehead
};

bool IsInRange(char32_t code_point) {
  return std::any_of(std::begin(kInvisibleRanges), std::end(kInvisibleRanges),
                     [code_point](const Range& range) {
                       return code_point >= range.first && code_point <= range.last;
                     });
}

constexpr int kVirama = 9;  // canonical combining class

int JoiningType(char32_t code_point) {
  return u_getIntPropertyValue(ToIcu(code_point), UCHAR_JOINING_TYPE);
}

// A bound, so that a long run of transparent characters costs no more than other text.
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

// REQ: RFC 5892 A.1, A.2
bool JoinerBelongs(absl::string_view text, size_t offset, const CodePoint& joiner) {
  const CodePoint before = CodePointBefore(text, offset);
  if (!before.valid) return false;
  if (u_getCombiningClass(ToIcu(before.value)) == kVirama) return true;
  return joiner.value == kNonJoiner && JoinsForward(text, offset) &&
         JoinsBackward(text, offset + joiner.size);
}

constexpr char32_t kAskForSpaceAfter[] = {U'.', U'«', U'°', U'§', U'–', U'—'};
constexpr char32_t kAskForSpaceBefore[] = {U'!', U'$', U'%', U':', U';', U'?',
                                           U'£', U'»', U'–', U'—', U'‰', U'€'};

bool IsVisible(const CodePoint& point) {
  return point.valid && point.value > ' ' && !IsInvisible(point.value) &&
         !IsOneOf(kJoiners, point.value) && !IsOneOf(kNoBreakSpaces, point.value);
}

bool NoBreakSpaceBelongs(absl::string_view text, size_t offset, const CodePoint& space) {
  const CodePoint before = CodePointBefore(text, offset);
  const CodePoint after = CodePointAt(text, offset + space.size);
  if (!IsVisible(before) || !IsVisible(after)) return false;
  return IsDigit(before.value) || IsDigit(after.value) ||
         IsOneOf(kAskForSpaceAfter, before.value) || IsOneOf(kAskForSpaceBefore, after.value);
}

constexpr int kMostNonspacing = 4;  // REQ: UTS 39 §5.4
constexpr char32_t kFirstCombining = 0x300;
constexpr char32_t kDotAbove = 0x307;

bool HasDot(char32_t base) { return u_hasBinaryProperty(ToIcu(base), UCHAR_SOFT_DOTTED); }

}  // namespace

bool IsInvisible(char32_t code_point) {
  if (code_point > ' ' && code_point < 0x7F) return false;  // most characters
  if (IsOneOf(kPlainBlanks, code_point) || IsOneOf(kJoiners, code_point) ||
      IsOneOf(kNoBreakSpaces, code_point)) {
    return false;
  }
  return (CategoryBit(code_point) & kInvisibleCategories) != 0 ||
         u_hasBinaryProperty(ToIcu(code_point), UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
         U_IS_UNICODE_NONCHAR(code_point) || IsInRange(code_point);
}

bool HiddenCharacters::IsHidden(size_t offset, const CodePoint& point) {
  // Every character is counted, whatever else hides it.
  const bool misplaced = IsMisplacedMark(point.value);
  if (IsOneOf(kJoiners, point.value)) return !JoinerBelongs(text_, offset, point);
  if (IsOneOf(kNoBreakSpaces, point.value)) return !NoBreakSpaceBelongs(text_, offset, point);
  return misplaced || IsInvisible(point.value);
}

void HiddenCharacters::EndBase() {
  base_ = 0;
  nonspacing_ = 0;
}

bool HiddenCharacters::IsMisplacedMark(char32_t code_point) {
  const char32_t base = base_;
  base_ = code_point == '\n' || code_point == '\t' ? 0 : code_point;
  const uint32_t category = code_point < kFirstCombining ? 0 : CategoryBit(code_point);
  if ((category & U_GC_M_MASK) == 0) {
    nonspacing_ = 0;
    return false;
  }
  if (base == 0) return true;
  if ((category & (U_GC_MN_MASK | U_GC_ME_MASK)) == 0) return false;
  ++nonspacing_;
  return nonspacing_ > kMostNonspacing || code_point == base ||
         (code_point == kDotAbove && HasDot(base));
}

}  // namespace paraphe
