#include "document/names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <string>

#include "absl/strings/ascii.h"

#include "common/utf8.h"
#include "document/plain_bytes.h"

namespace paraphe::xml {
namespace {

struct Range {
  char32_t first;
  char32_t last;
  bool starts;  // whether a name may begin with it
};

// NameStartChar and NameChar of XML 1.0 §2.3 beyond ASCII.
constexpr Range kRanges[] = {
    {0xB7, 0xB7, false},    {0xC0, 0xD6, true},     {0xD8, 0xF6, true},
    {0xF8, 0x2FF, true},    {0x300, 0x36F, false},  {0x370, 0x37D, true},
    {0x37F, 0x1FFF, true},  {0x200C, 0x200D, true}, {0x203F, 0x2040, false},
    {0x2070, 0x218F, true}, {0x2C00, 0x2FEF, true}, {0x3001, 0xD7FF, true},
    {0xF900, 0xFDCF, true}, {0xFDF0, 0xFFFD, true}, {0x10000, 0xEFFFF, true},
};

enum AsciiClass : uint8_t { kNoName, kInName, kStartsName };

constexpr std::array<AsciiClass, 128> MakeAsciiClasses() {
  std::array<AsciiClass, 128> classes{};
  for (size_t c = 'a'; c <= 'z'; ++c) classes[c] = kStartsName;
  for (size_t c = 'A'; c <= 'Z'; ++c) classes[c] = kStartsName;
  for (size_t c = '0'; c <= '9'; ++c) classes[c] = kInName;
  classes['_'] = kStartsName;
  classes['-'] = kInName;
  classes['.'] = kInName;
  return classes;
}

constexpr std::array<AsciiClass, 128> kAscii = MakeAsciiClasses();

bool IsNameCharacter(char32_t code, bool first) {
  const Range* range = std::lower_bound(
      std::begin(kRanges), std::end(kRanges), code,
      [](const Range& candidate, char32_t wanted) { return candidate.last < wanted; });
  return range != std::end(kRanges) && code >= range->first && (range->starts || !first);
}

// The size of the name character that `text` begins with; 0 where it begins with another character.
size_t NameCharacterLength(absl::string_view text, bool first) {
  const auto byte = static_cast<unsigned char>(text[0]);
  if (byte < 0x80) return kAscii[byte] >= (first ? kStartsName : kInName) ? 1 : 0;
  const CodePoint point = CodePointAt(text, 0);
  return point.valid && IsNameCharacter(point.value, first) ? point.size : 0;
}

constexpr size_t kShownBytes = 60;

}  // namespace

size_t NcNameLength(absl::string_view text, size_t limit) {
  if (text.empty() || NameCharacterLength(text, true) == 0) return 0;
  size_t length = PlainLength<PlainNameBytes>(text.data(), std::min(text.size(), limit + 1));
  while (length < text.size() && length <= limit) {
    const size_t step = NameCharacterLength(text.substr(length), length == 0);
    if (step == 0) break;
    length += step;
  }
  return length;
}

bool IsNcName(absl::string_view text) {
  return !text.empty() && NcNameLength(text, text.size()) == text.size();
}

bool IsEncodingName(absl::string_view name) {
  return !name.empty() && absl::ascii_isalpha(static_cast<unsigned char>(name[0])) &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' ||
                  c == '-';
         });
}

absl::string_view CutForMessage(absl::string_view name) { return CutUtf8(name, kShownBytes); }

}  // namespace paraphe::xml
