#include "render/invisible.h"

#include <algorithm>
#include <iterator>

namespace paraphe {
namespace {

struct Range {
  uint32_t first;
  uint32_t last;
  Visibility visibility;
};

constexpr auto kInvisible = Visibility::kInvisible;

// Sorted, disjoint. What is not listed is visible. Sources: DerivedCoreProperties.txt
// (Default_Ignorable_Code_Point, whole blocks of it so that later assignments are covered),
// UnicodeData.txt (Cc, Co, Zs, Zl, Zp, Cf), and the tokens of render/visible.h.
constexpr Range kRanges[] = {
    {0x0000, 0x0008, kInvisible},  // C0 controls
    {0x000B, 0x001F, kInvisible},  // C0 controls, carriage return among them
    {0x007F, 0x009F, kInvisible},  // DEL and C1 controls
    {0x00A0, 0x00A0, Visibility::kNoBreakSpace},
    {0x00AD, 0x00AD, kInvisible},  // soft hyphen
    {0x034F, 0x034F, kInvisible},  // combining grapheme joiner
    {0x0600, 0x0605, kInvisible},  // Arabic number signs: prepended, often not drawn
    {0x061C, 0x061C, kInvisible},  // Arabic letter mark
    {0x06DD, 0x06DD, kInvisible},  // Arabic end of ayah
    {0x070F, 0x070F, kInvisible},  // Syriac abbreviation mark
    {0x0890, 0x0891, kInvisible},  // Arabic pound and piastre marks above
    {0x08E2, 0x08E2, kInvisible},  // Arabic disputed end of ayah
    {0x115F, 0x1160, kInvisible},  // Hangul fillers
    {0x1680, 0x1680, kInvisible},  // Ogham space
    {0x17B4, 0x17B5, kInvisible},  // Khmer inherent vowels
    {0x180B, 0x180F, kInvisible},  // Mongolian variation selectors, vowel separator
    {0x2000, 0x200B, kInvisible},  // typographic spaces, zero width space
    {0x200C, 0x200D, Visibility::kJoiner},
    {0x200E, 0x200F, kInvisible},  // directional marks
    {0x2028, 0x202E, kInvisible},  // line and paragraph separator, embeddings and overrides
    {0x202F, 0x202F, Visibility::kNoBreakSpace},
    {0x205F, 0x206F, kInvisible},  // mathematical space, word joiner, invisible operators, isolates
    {0x2423, 0x2423, kInvisible},  // our token for a space
    {0x27E6, 0x27E7, kInvisible},  // the brackets of our tokens
    {0x2800, 0x2800, kInvisible},  // Braille blank
    {0x3000, 0x3000, kInvisible},  // ideographic space
    {0x3164, 0x3164, kInvisible},  // Hangul filler
    {0xE000, 0xF8FF, kInvisible},  // private use
    {0xFDD0, 0xFDEF, kInvisible},  // noncharacters
    {0xFE00, 0xFE0F, kInvisible},  // variation selectors
    {0xFEFF, 0xFEFF, kInvisible},  // zero width no-break space (BOM)
    {0xFFA0, 0xFFA0, kInvisible},  // halfwidth Hangul filler
    {0xFFF0, 0xFFFC, kInvisible},  // reserved, interlinear annotation, object replacement
    {0xFFFE, 0xFFFF, kInvisible},  // noncharacters
    {0x110BD, 0x110BD, kInvisible},   // Kaithi number sign
    {0x110CD, 0x110CD, kInvisible},   // Kaithi number sign above
    {0x13430, 0x1345F, kInvisible},   // Egyptian hieroglyph format controls
    {0x16FE4, 0x16FE4, kInvisible},   // Khitan small script filler
    {0x1BCA0, 0x1BCA3, kInvisible},   // shorthand format controls
    {0x1D159, 0x1D159, kInvisible},   // musical null notehead
    {0x1D173, 0x1D17A, kInvisible},   // musical format controls
    {0xE0000, 0xE0FFF, kInvisible},   // tags, variation selectors supplement, reserved
    {0xF0000, 0x10FFFF, kInvisible},  // private use planes
};

bool IsNoncharacter(uint32_t code_point) { return (code_point & 0xFFFE) == 0xFFFE; }

}  // namespace

Visibility VisibilityOf(uint32_t code_point) {
  const Range* range =
      std::lower_bound(std::begin(kRanges), std::end(kRanges), code_point,
                       [](const Range& a, uint32_t value) { return a.last < value; });
  if (range != std::end(kRanges) && range->first <= code_point) return range->visibility;
  return IsNoncharacter(code_point) ? Visibility::kInvisible : Visibility::kVisible;
}

}  // namespace paraphe
