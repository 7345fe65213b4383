#include "common/utf8.h"

#include <cstdint>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "common/icu.h"

namespace paraphe {
namespace {

CodePoint MakeCodePoint(UChar32 read, size_t size) {
  if (read < 0) return {0, 1, false};
  return {static_cast<char32_t>(read), size, true};
}

// The offset behind the ASCII from `at` on, in steps of eight bytes: some of it may be left.
size_t SkipAscii(absl::string_view text, size_t at) {
  uint64_t bytes = 0;
  for (; text.size() - at >= sizeof(bytes); at += sizeof(bytes)) {
    std::memcpy(&bytes, text.data() + at, sizeof(bytes));
    if ((bytes & 0x8080808080808080) != 0) break;
  }
  return at;
}

}  // namespace

CodePoint CodePointAt(absl::string_view text, size_t offset) {
  if (offset >= text.size()) return {};
  const absl::string_view bytes = text.substr(offset, U8_MAX_LENGTH);
  const auto size = static_cast<int32_t>(bytes.size());
  int32_t end = 0;
  const UChar32 read = NextUtf8(bytes.data(), size, end);
  return MakeCodePoint(read, static_cast<size_t>(end));
}

CodePoint CodePointBefore(absl::string_view text, size_t offset) {
  if (offset == 0 || offset > text.size()) return {};
  // Not U8_PREV, which calls ICU's library: paraphe-device would load it for nothing else.
  size_t begin = offset - 1;
  while (begin > 0 && offset - begin < U8_MAX_LENGTH && U8_IS_TRAIL(text[begin])) --begin;
  const CodePoint point = CodePointAt(text.substr(0, offset), begin);
  return begin + point.size == offset ? point : CodePoint{0, 1, false};
}

void AppendUtf8(char32_t code_point, std::string* out) {
  char bytes[U8_MAX_LENGTH];
  size_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, code_point);
  out->append(bytes, size);
}

size_t Utf8PrefixLength(absl::string_view text) {
  size_t at = SkipAscii(text, 0);
  for (CodePoint next; (next = CodePointAt(text, at)).valid;) {
    at = SkipAscii(text, at + next.size);
  }
  return at;
}

bool IsUtf8(absl::string_view text) { return Utf8PrefixLength(text) == text.size(); }

absl::string_view CutUtf8(absl::string_view text, size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && U8_IS_TRAIL(text[limit])) --limit;
  return text.substr(0, limit);
}

bool IsXmlCharacter(char32_t code_point) {
  if (code_point < 0x20) return code_point == 0x9 || code_point == 0xA || code_point == 0xD;
  return code_point <= 0xD7FF || (code_point >= 0xE000 && code_point <= 0xFFFD) ||
         (code_point >= 0x10000 && code_point <= 0x10FFFF);
}

std::string ShowCharacter(char32_t code_point) {
  if (code_point > 0x20 && code_point < 0x7F)
    return absl::StrCat("'", std::string(1, static_cast<char>(code_point)), "'");
  return absl::StrFormat("U+%04X", static_cast<uint32_t>(code_point));
}

}  // namespace paraphe
