#include "render/hidden_characters.h"

#include <iterator>
#include <string>

#include "gtest/gtest.h"

namespace paraphe {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// By the files of Unicode 15: Default_Ignorable_Code_Point; the categories Cc, Co, Cf, Zs, Zl and
// Zp, except for TAB, LF, the space, joiners and no-break spaces; what looks empty; our own tokens.
constexpr Range kInvisible[] = {
    {0x0000, 0x0008},   {0x000B, 0x001F},   {0x007F, 0x009F},   {0x00AD, 0x00AD},
    {0x034F, 0x034F},   {0x0600, 0x0605},   {0x061C, 0x061C},   {0x06DD, 0x06DD},
    {0x070F, 0x070F},   {0x0890, 0x0891},   {0x08E2, 0x08E2},   {0x115F, 0x1160},
    {0x1680, 0x1680},   {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x2000, 0x200B},
    {0x200E, 0x200F},   {0x2028, 0x202E},   {0x205F, 0x206F},   {0x2423, 0x2423},
    {0x27E6, 0x27E7},   {0x2800, 0x2800},   {0x3000, 0x3000},   {0x3164, 0x3164},
    {0xE000, 0xF8FF},   {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFC},   {0xFFFE, 0xFFFF},   {0x110BD, 0x110BD},
    {0x110CD, 0x110CD}, {0x13430, 0x1345F}, {0x16FE4, 0x16FE4}, {0x1BCA0, 0x1BCA3},
    {0x1D159, 0x1D159}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF}, {0xF0000, 0x10FFFF},
};

bool IsListed(char32_t code) {
  for (const Range& range : kInvisible) {
    if (code >= range.first && code <= range.last) return true;
  }
  return (code & 0xFFFE) == 0xFFFE;  // the noncharacters at the end of each plane
}

// Proves: PRES-6
TEST(HiddenCharactersTest, InvisibleIsWhatIsListedAndNothingElse) {
  for (char32_t code = 0; code <= 0x10FFFF; ++code) {
    ASSERT_EQ(IsInvisible(code), IsListed(code)) << std::hex << static_cast<uint32_t>(code);
  }
}

// Which characters of `text` are hidden: 'x', or '.' for those that are not.
std::string Hidden(absl::string_view text) {
  HiddenCharacters hidden(text);
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = CodePointAt(text, at);
    out += hidden.IsHidden(at, point) ? 'x' : '.';
    if (out.back() == 'x') hidden.EndBase();
    at += point.size;
  }
  return out;
}

// Proves: PRES-6
TEST(HiddenCharactersTest, JoinersAndNoBreakSpacesDependOnTheirPlace) {
  EXPECT_EQ(Hidden("क्\u200Dष"), "....");
  EXPECT_EQ(Hidden("a\u200Db"), ".x.");
  EXPECT_EQ(Hidden("می\u200Cخ"), "....");
  EXPECT_EQ(Hidden("می\u200Dخ"), "..x.");
  EXPECT_EQ(Hidden("10\u00A0€"), "....");
  EXPECT_EQ(Hidden("a\u202Fb"), ".x.");
  EXPECT_EQ(Hidden("1\u00A0\u00A02"), ".xx.");
}

// Proves: PRES-6
TEST(HiddenCharactersTest, MarksNeedABaseOfTheirOwn) {
  EXPECT_EQ(Hidden("\u0301a\u0301"), "x..");
  EXPECT_EQ(Hidden("a\n\u0301"), "..x");
  EXPECT_EQ(Hidden("a\u200B\u0301"), ".xx");
  EXPECT_EQ(Hidden("a\u0301\u0302\u0303\u0304\u0305"), ".....x");
  EXPECT_EQ(Hidden("e\u0301\u0301"), "..x");
  EXPECT_EQ(Hidden("i\u0307 e\u0307"), ".x...");
}

}  // namespace
}  // namespace paraphe
