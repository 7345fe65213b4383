#include "document/reader.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "common/utf8.h"

namespace paraphe::xml {
namespace {

// REQ: DOC-2; what no XML document may hold, in words; empty for an allowed character.
std::string WhyForbidden(absl::string_view rest) {
  const CodePoint point = CodePointAt(rest, 0);
  if (!point.valid) {
    return absl::StrFormat("byte 0x%02X is not UTF-8 here", static_cast<unsigned char>(rest[0]));
  }
  if (IsXmlCharacter(point.value)) return "";
  return absl::StrCat("character ", ShowCharacter(point.value), ", which XML forbids");
}

}  // namespace

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
