#include "pki/distinguished_name.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "common/utf8.h"
#include "pki/name_attributes.h"

namespace paraphe {
namespace {

// What is written by its octets: what XML forbids or its tools lose, blanks at either end among it.
bool NeedsHex(char32_t c, bool at_edge) {
  return c < 0x20 || c == 0x7F || !IsXmlCharacter(c) || (c == ' ' && at_edge);
}

bool NeedsBackslash(char32_t c, bool at_start) {
  return (c == '#' && at_start) ||
         (c < 0x80 && absl::StrContains("\"+,;<>\\", static_cast<char>(c)));
}

// `text` is UTF-8. REQ: RFC 4514 §2.4
std::string EscapeValue(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = CodePointAt(text, i);
    const absl::string_view octets = text.substr(i, c.size);
    const bool at_start = i == 0;
    i += c.size;
    if (NeedsHex(c.value, at_start || i == text.size())) {
      for (const char octet : octets) {
        absl::StrAppendFormat(&out, "\\%02X", static_cast<uint8_t>(octet));
      }
    } else {
      absl::StrAppend(&out, NeedsBackslash(c.value, at_start) ? "\\" : "", octets);
    }
  }
  return out;
}

// "#" and the DER of the value. REQ: RFC 4514 §2.4
std::string HexValue(const NameAttribute& attribute) {
  return absl::StrCat("#", absl::BytesToHexString(attribute.der));
}

// REQ: RFC 4514 §2.3
std::string WriteAttribute(const NameAttribute& attribute) {
  const NameType* type = FindNameType(attribute.oid);
  if (type == nullptr || !type->in_rfc4514) {
    return absl::StrCat(attribute.oid, "=", HexValue(attribute));
  }
  return absl::StrCat(
      type->name, "=",
      attribute.text.has_value() ? EscapeValue(*attribute.text) : HexValue(attribute));
}

std::string ShowAttribute(const NameAttribute& attribute) {
  const NameType* type = FindNameType(attribute.oid);
  return absl::StrCat(
      type == nullptr ? attribute.oid : type->name, "=",
      attribute.text.has_value() ? EscapeValue(*attribute.text) : HexValue(attribute));
}

std::string Join(const X509_NAME* name, std::string (*write)(const NameAttribute&)) {
  std::string out;
  // REQ: RFC 4514 §2.1, §2.2 (parts of one RDN joined by a plus sign)
  for (const NameAttribute& attribute : ReadNameAttributes(name)) {
    if (!out.empty()) out += attribute.joins ? '+' : ',';
    out += write(attribute);
  }
  return out;
}

}  // namespace

std::string WriteDistinguishedName(const X509_NAME* name) { return Join(name, WriteAttribute); }

std::string ShowDistinguishedName(const X509_NAME* name) { return Join(name, ShowAttribute); }

}  // namespace paraphe
