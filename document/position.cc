#include <algorithm>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/utf8.h"
#include "document/scanner.h"

namespace paraphe::xml {
namespace {

// Every byte but continuation bytes begins a character.
size_t CountCharacters(absl::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & '\xC0') != '\x80'; }));
}

}  // namespace

v1::SourcePosition PositionOf(absl::string_view document, size_t offset) {
  const absl::string_view before = document.substr(0, offset);
  const auto line_ends = std::count(before.begin(), before.end(), '\n');
  const size_t last_end = before.rfind('\n');
  const absl::string_view line =
      last_end == absl::string_view::npos ? before : before.substr(last_end + 1);
  const size_t column = IsUtf8(line) ? CountCharacters(line) : line.size();
  v1::SourcePosition position;
  position.set_byte_offset(offset);
  position.set_line(static_cast<uint32_t>(line_ends + 1));
  position.set_column(static_cast<uint32_t>(column + 1));
  return position;
}

absl::Status ErrorAtOffset(v1::ErrorReason reason, absl::string_view document, size_t offset,
                           absl::string_view words) {
  const v1::SourcePosition position = PositionOf(document, offset);
  return MakeErrorAt(
      reason, position,
      absl::StrCat(position.line(), ":", position.column(), " (byte ", offset, "): ", words));
}

}  // namespace paraphe::xml
