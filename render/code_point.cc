#include "render/code_point.h"

#include "common/utf8.h"

namespace paraphe {
namespace {

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

CodePoint CodePointAt(absl::string_view text, size_t offset) {
  if (offset >= text.size()) return {0, 0, false};
  const auto byte = static_cast<unsigned char>(text[offset]);
  if (byte < 0x80) return {byte, 1, true};
  const xml::Utf8Character read = xml::DecodeUtf8(text.substr(offset));
  if (read.length == 0) return {0, 1, false};
  return {static_cast<uint32_t>(read.code), read.length, true};
}

CodePoint CodePointBefore(absl::string_view text, size_t offset) {
  if (offset == 0 || offset > text.size()) return {0, 0, false};
  size_t begin = offset - 1;
  while (begin > 0 && offset - begin < 4 && IsContinuation(text[begin])) --begin;
  const CodePoint point = CodePointAt(text, begin);
  if (point.valid && point.size == offset - begin) return point;
  return {0, 1, false};
}

}  // namespace paraphe
