#include "document/reference.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"

#include "common/utf8.h"
#include "document/cursor.h"
#include "document/names.h"
#include "document/position.h"

namespace paraphe::xml {
namespace {

struct Entity {
  absl::string_view name;
  char32_t code;
};

constexpr Entity kEntities[] = {
    {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''},
};

// How much of a long reference an error message shows.
constexpr size_t kShownBytes = 24;

// Returns -1 for a character that is not a digit of the base.
int DigitValue(char c, uint32_t base) {
  if (c >= '0' && c <= '9') return c - '0';
  if (base == 16 && c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (base == 16 && c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

absl::Status Malformed(absl::string_view document, size_t at) {
  return Unexpected(document, at, "a character reference", "a digit or ';'");
}

// Reads "&#ddd;" or "&#xhhh;". Any number of leading zeros is allowed; a value beyond Unicode
// saturates.
absl::StatusOr<Reference> ReadCharacterReference(absl::string_view document, size_t begin) {
  Cursor cursor{document, begin + 2};
  const uint32_t base = cursor.Current() == 'x' ? 16 : 10;
  if (base == 16) ++cursor.at;
  const size_t digits = cursor.at;
  uint32_t code = 0;
  for (int digit; (digit = DigitValue(cursor.Current(), base)) >= 0; ++cursor.at) {
    code = std::min<uint32_t>(code * base + static_cast<uint32_t>(digit), 0x110000);
  }
  if (cursor.at == digits || cursor.Current() != ';') return Malformed(document, cursor.at);
  if (!IsXmlCharacter(code)) {
    return NotWellFormed(document, begin, "character reference to a character that XML forbids");
  }
  return Reference{code, begin, cursor.at + 1};
}

absl::StatusOr<Reference> ReadEntityReference(absl::string_view document, size_t begin) {
  const absl::string_view rest = document.substr(begin + 1);
  for (const Entity& entity : kEntities) {
    const size_t length = entity.name.size();
    if (rest.substr(0, length) == entity.name && rest.substr(length, 1) == ";") {
      return Reference{entity.code, begin, begin + length + 2};
    }
  }
  const size_t name_length = NcNameLength(rest, kShownBytes);
  if (name_length == 0) {
    return Unexpected(document, begin + 1, "a reference",
                      "a name and ';', or &amp; in place of the '&',");
  }
  if (name_length <= kShownBytes && rest.substr(name_length, 1) != ";") {
    return Unexpected(document, begin + 1 + name_length, "a reference",
                      "';', or &amp; in place of the '&' before,");
  }
  return NotWellFormed(document, begin,
                       absl::StrCat("entity ", CutForMessage(rest.substr(0, name_length)),
                                    " is not one of the five that XML predefines; write the "
                                    "character itself"));
}

std::string Words(absl::string_view written, char32_t code, absl::string_view canonical) {
  const std::string shown = written.size() <= kShownBytes
                                ? std::string(written)
                                : absl::StrCat(written.substr(0, kShownBytes), "...");
  const absl::string_view kind =
      written.substr(0, 2) == "&#" ? "character reference " : "reference ";
  if (canonical.size() > 1 && canonical[0] == '&') {
    return absl::StrCat(kind, shown, "; canonical form writes ", canonical);
  }
  return absl::StrCat(kind, shown, "; canonical form has the character itself, ",
                      ShowCharacter(code));
}

}  // namespace

absl::StatusOr<Reference> ReadReference(absl::string_view document, size_t begin) {
  return document.substr(begin, 2) == "&#" ? ReadCharacterReference(document, begin)
                                           : ReadEntityReference(document, begin);
}

ReferenceDifference CompareReference(absl::string_view document, const Reference& reference,
                                     absl::string_view canonical) {
  const absl::string_view written =
      document.substr(reference.begin, reference.end - reference.begin);
  if (written == canonical) return {};
  const auto [at, unused] =
      std::mismatch(written.begin(), written.end(), canonical.begin(), canonical.end());
  return {reference.begin + static_cast<size_t>(at - written.begin()),
          Words(written, reference.code, canonical)};
}

}  // namespace paraphe::xml
