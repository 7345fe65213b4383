#include "pki/distinguished_name.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
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

// REQ: RFC 5280 §7.1 (caseIgnoreMatch, as far as ASCII goes)
std::string Comparable(absl::string_view text) {
  std::string comparable = absl::AsciiStrToLower(text);
  absl::RemoveExtraAsciiWhitespace(&comparable);
  return comparable;
}

// A value as it is compared: text, or else its DER.
std::string ValueOf(const std::optional<std::string>& text, const std::string& der) {
  return text.has_value() ? Comparable(*text) : absl::StrCat("#", der);
}

// One attribute as it is compared. An empty `oid` may be any.
struct Comparand {
  std::string oid;
  std::string value;
};
using Rdn = std::vector<Comparand>;

bool IsSame(const Comparand& a, const Comparand& b) {
  return a.value == b.value && (a.oid == b.oid || a.oid.empty());
}

// Whether each of `a` has one of its own among `b`, and none is left.
template <typename T, typename Same>
bool IsPermutation(const std::vector<T>& a, const std::vector<T>& b, Same same) {
  if (a.size() != b.size()) return false;
  std::vector<bool> taken(b.size(), false);
  for (const T& one : a) {
    size_t at = 0;
    while (at < b.size() && (taken[at] || !same(one, b[at]))) ++at;
    if (at == b.size()) return false;
    taken[at] = true;
  }
  return true;
}

bool IsSameRdn(const Rdn& a, const Rdn& b) { return IsPermutation(a, b, IsSame); }

bool IsSameName(const std::vector<Rdn>& a, const std::vector<Rdn>& b) {
  return IsPermutation(a, b, IsSameRdn);
}

void Add(bool joins, Comparand comparand, std::vector<Rdn>& rdns) {
  if (!joins || rdns.empty()) rdns.emplace_back();
  rdns.back().push_back(std::move(comparand));
}

std::vector<Rdn> RdnsOf(const X509_NAME* name) {
  std::vector<Rdn> rdns;
  for (const NameAttribute& attribute : ReadNameAttributes(name)) {
    Add(attribute.joins, {attribute.oid, ValueOf(attribute.text, attribute.der)}, rdns);
  }
  return rdns;
}

bool IsDotted(absl::string_view oid) {
  return !oid.empty() && oid.find_first_not_of("0123456789.") == absl::string_view::npos;
}

// "/C=FR/O=x" as "C=FR,O=x"; a slash inside a value stays: no type follows it.
std::string WithoutSlashes(absl::string_view written) {
  std::string out;
  for (size_t at = 0; at < written.size(); ++at) {
    const absl::string_view rest = written.substr(at + 1);
    const absl::string_view name = rest.substr(0, rest.find_first_of("=/, "));
    const bool begins = written[at] == '/' && rest.substr(name.size(), 1) == "=" &&
                        (FindNameTypeByName(name) != nullptr || IsDotted(name));
    if (begins && !out.empty()) out += ',';
    if (begins) continue;
    if (IsOneOf(written[at], kSeparators)) out += '\\';
    out += written[at];
  }
  return out;
}

std::optional<std::vector<Rdn>> ReadRdns(absl::string_view written) {
  std::vector<Rdn> rdns;
  for (Reader reader(written); !reader.at_end();) {
    std::optional<WrittenAttribute> attribute = reader.Next();
    if (!attribute.has_value() || attribute->oid.empty()) return std::nullopt;
    const std::string value = attribute->der.has_value()
                                  ? ValueOf(TextOfDer(*attribute->der), *attribute->der)
                                  : Comparable(attribute->text);
    Add(attribute->joins, {IsDotted(attribute->oid) ? attribute->oid : "", value}, rdns);
  }
  return rdns;
}

}  // namespace

std::string WriteDistinguishedName(const X509_NAME* name) { return Join(name, WriteAttribute); }

std::string ShowDistinguishedName(const X509_NAME* name) { return Join(name, ShowAttribute); }

bool NamesDistinguishedName(absl::string_view written, const X509_NAME* name) {
  const std::string plain =
      absl::StartsWith(written, "/") ? WithoutSlashes(written) : std::string(written);
  const std::optional<std::vector<Rdn>> rdns = ReadRdns(plain);
  return rdns.has_value() && IsSameName(*rdns, RdnsOf(name));
}

bool SameDistinguishedName(const X509_NAME* a, const X509_NAME* b) {
  return IsSameName(RdnsOf(a), RdnsOf(b));
}

}  // namespace paraphe
