#include "document/position.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "common/errors.h"
#include "common/utf8.h"

namespace paraphe::xml {
namespace {

// Counts the bytes that begin a character: all but continuation bytes.
size_t CountCharacters(absl::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return (byte & '\xC0') != '\x80'; }));
}

// Why XML forbids what `rest` begins with; empty for a character that it allows. REQ: DOC-2
std::string WhyForbidden(absl::string_view rest) {
  const CodePoint point = CodePointAt(rest, 0);
  if (!point.valid) {
    return absl::StrFormat("byte 0x%02X is not UTF-8 here", static_cast<unsigned char>(rest[0]));
  }
  if (IsXmlCharacter(point.value)) return "";
  return absl::StrCat("character ", ShowCharacter(point.value), ", which XML forbids");
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

absl::Status NotCanonical(absl::string_view document, size_t offset, absl::string_view words) {
  return ErrorAtOffset(v1::DOCUMENT_NOT_CANONICAL, document, offset, words);
}

absl::Status NotWellFormed(absl::string_view document, size_t offset, absl::string_view words) {
  return ErrorAtOffset(v1::DOCUMENT_NOT_WELL_FORMED, document, offset, words);
}

absl::Status BeyondBound(absl::string_view document, size_t offset, absl::string_view what,
                         size_t bound) {
  return ErrorAtOffset(v1::DOCUMENT_BEYOND_BOUND, document, offset,
                       absl::StrCat(what, "; the bound is ", bound));
}

absl::Status Unexpected(absl::string_view document, size_t offset, absl::string_view where,
                        absl::string_view wanted) {
  if (offset >= document.size()) {
    return NotWellFormed(document, document.size(), absl::StrCat("the document ends in ", where));
  }
  const std::string forbidden = WhyForbidden(document.substr(offset));
  if (!forbidden.empty()) {
    return ErrorAtOffset(v1::DOCUMENT_BAD_ENCODING, document, offset, forbidden);
  }
  return NotWellFormed(
      document, offset,
      absl::StrCat(ShowAt(document, offset), " in ", where, "; ", wanted, " is expected here"));
}

std::string ShowAt(absl::string_view document, size_t offset) {
  if (offset >= document.size()) return "the end of the document";
  const CodePoint point = CodePointAt(document, offset);
  if (point.valid) return ShowCharacter(point.value);
  return absl::StrFormat("byte 0x%02X", static_cast<unsigned char>(document[offset]));
}

}  // namespace paraphe::xml
