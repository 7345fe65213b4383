#include "pki/distinguished_name.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
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

constexpr absl::string_view kBlanks = " \t\r\n";
constexpr absl::string_view kSeparators = ",;+";

bool IsOneOf(char c, absl::string_view set) { return absl::StrContains(set, c); }

bool IsHexDigit(char c) { return absl::ascii_isxdigit(static_cast<unsigned char>(c)); }

// An attribute as it was written: its value as text, or as DER.
struct WrittenAttribute {
  std::string oid;
  std::string text;
  std::optional<std::string> der;
  bool joins = false;
};

// Reads one attribute after the other off the front of a string.
class Reader {
 public:
  explicit Reader(absl::string_view rest) : rest_(rest) { SkipBlanks(); }

  bool at_end() const { return rest_.empty(); }

  std::optional<WrittenAttribute> Next() {
    WrittenAttribute attribute;
    attribute.joins = joins_;
    if (!ReadType(&attribute.oid) || !ReadValue(&attribute) || !ReadSeparator()) {
      return std::nullopt;
    }
    return attribute;
  }

 private:
  void SkipBlanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(kBlanks), rest_.size()));
  }

  bool ReadType(std::string* oid) {
    const size_t end = rest_.find('=');
    if (end == absl::string_view::npos) return false;
    absl::string_view name = absl::StripAsciiWhitespace(rest_.substr(0, end));
    rest_.remove_prefix(end + 1);
    if (absl::StartsWithIgnoreCase(name, "OID.")) name.remove_prefix(4);
    const NameType* type = FindNameTypeByName(name);
    *oid = std::string(type == nullptr ? name : type->oid);
    return true;
  }

  bool ReadValue(WrittenAttribute* attribute) {
    SkipBlanks();
    if (at_end()) return true;
    if (rest_[0] == '#') return ReadHex(attribute);
    return rest_[0] == '"' ? ReadQuoted(&attribute->text) : ReadText(&attribute->text);
  }

  // REQ: RFC 4514 §2.4 (the octets of the value's DER)
  bool ReadHex(WrittenAttribute* attribute) {
    rest_.remove_prefix(1);
    size_t digits = 0;
    while (digits < rest_.size() && IsHexDigit(rest_[digits])) ++digits;
    if (digits == 0 || digits % 2 != 0) return false;
    attribute->der = absl::HexStringToBytes(rest_.substr(0, digits));
    rest_.remove_prefix(digits);
    return true;
  }

  bool ReadQuoted(std::string* text) {
    rest_.remove_prefix(1);
    while (!at_end() && rest_[0] != '"') {
      if (!ReadCharacter(text)) return false;
    }
    if (at_end()) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // Blanks at the end that are not escaped are not the value's.
  bool ReadText(std::string* text) {
    size_t meant = 0;
    while (!at_end() && !IsOneOf(rest_[0], kSeparators)) {
      const bool blank = IsOneOf(rest_[0], kBlanks);
      if (!ReadCharacter(text)) return false;
      if (!blank) meant = text->size();
    }
    text->resize(meant);
    return true;
  }

  // REQ: RFC 4514 §3 (pair)
  bool ReadCharacter(std::string* text) {
    const bool escaped = rest_[0] == '\\';
    if (escaped) rest_.remove_prefix(1);
    if (at_end()) return false;
    const bool octet = escaped && rest_.size() >= 2 && IsHexDigit(rest_[0]) && IsHexDigit(rest_[1]);
    *text += octet ? absl::HexStringToBytes(rest_.substr(0, 2)) : std::string(1, rest_[0]);
    rest_.remove_prefix(octet ? 2 : 1);
    return true;
  }

  // The separator, where there is one, promises another attribute.
  bool ReadSeparator() {
    SkipBlanks();
    if (at_end()) return true;
    if (!IsOneOf(rest_[0], kSeparators)) return false;
    joins_ = rest_[0] == '+';
    rest_.remove_prefix(1);
    SkipBlanks();
    return !at_end();
  }

  absl::string_view rest_;
  bool joins_ = false;
};

bool IsSame(const WrittenAttribute& written, const NameAttribute& attribute) {
  if (written.oid != attribute.oid) return false;
  return written.der.has_value() ? *written.der == attribute.der : attribute.text == written.text;
}

// Where the RDN that begins at `from` ends.
template <typename Attribute>
size_t EndOfRdn(const std::vector<Attribute>& attributes, size_t from) {
  size_t end = from + 1;
  while (end < attributes.size() && attributes[end].joins) ++end;
  return end;
}

bool IsSameRdn(const std::vector<WrittenAttribute>& written,
               const std::vector<NameAttribute>& attributes, size_t from, size_t end) {
  std::vector<bool> taken(end - from, false);
  for (size_t i = from; i < end; ++i) {
    size_t at = from;
    while (at < end && (taken[at - from] || !IsSame(written[i], attributes[at]))) ++at;
    if (at == end) return false;
    taken[at - from] = true;
  }
  return true;
}

}  // namespace

std::string WriteDistinguishedName(const X509_NAME* name) { return Join(name, WriteAttribute); }

std::string ShowDistinguishedName(const X509_NAME* name) { return Join(name, ShowAttribute); }

bool NamesDistinguishedName(absl::string_view written, const X509_NAME* name) {
  std::vector<WrittenAttribute> read;
  for (Reader reader(written); !reader.at_end();) {
    std::optional<WrittenAttribute> attribute = reader.Next();
    if (!attribute.has_value()) return false;
    read.push_back(*std::move(attribute));
  }
  const std::vector<NameAttribute> attributes = ReadNameAttributes(name);
  if (read.size() != attributes.size()) return false;
  for (size_t from = 0; from < read.size();) {
    const size_t end = EndOfRdn(read, from);
    if (end != EndOfRdn(attributes, from) || !IsSameRdn(read, attributes, from, end)) return false;
    from = end;
  }
  return true;
}

}  // namespace paraphe
