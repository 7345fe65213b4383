#include "xades/distinguished_name.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

#include "common/xml/utf8.h"

namespace paraphe::xades {
namespace {

struct ShortName {
  int nid;
  absl::string_view name;
};

// REQ: RFC 4514 §3 (the whole table)
constexpr ShortName kShortNames[] = {
    {NID_commonName, "CN"},
    {NID_localityName, "L"},
    {NID_stateOrProvinceName, "ST"},
    {NID_organizationName, "O"},
    {NID_organizationalUnitName, "OU"},
    {NID_countryName, "C"},
    {NID_streetAddress, "STREET"},
    {NID_domainComponent, "DC"},
    {NID_userId, "UID"},
};

std::string DottedOid(const ASN1_OBJECT* object) {
  const int length = OBJ_obj2txt(nullptr, 0, object, 1);
  std::string text(static_cast<size_t>(length > 0 ? length : 0) + 1, '\0');
  OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1);
  text.pop_back();
  return text;
}

absl::string_view ShortNameOf(const ASN1_OBJECT* object) {
  const int nid = OBJ_obj2nid(object);
  for (const ShortName& candidate : kShortNames) {
    if (candidate.nid == nid) return candidate.name;
  }
  return {};
}

// "#" and the DER of the value. REQ: RFC 4514 §2.4
std::string HexValue(const ASN1_STRING* value) {
  ASN1_TYPE any{};
  any.type = ASN1_STRING_type(value);
  any.value.asn1_string = const_cast<ASN1_STRING*>(value);
  unsigned char* der = nullptr;
  const int size = i2d_ASN1_TYPE(&any, &der);
  if (size < 0) return "#";
  const std::string hex =
      absl::BytesToHexString({reinterpret_cast<const char*>(der), static_cast<size_t>(size)});
  OPENSSL_free(der);
  return "#" + hex;
}

// What is written by its octets: what XML forbids or its tools lose, blanks at either end among it.
bool NeedsHex(char32_t c, bool at_edge) {
  return c < 0x20 || c == 0x7F || !xml::IsXmlCharacter(c) || (c == ' ' && at_edge);
}

bool NeedsBackslash(char32_t c, bool at_start) {
  return (c == '#' && at_start) ||
         (c < 0x80 && absl::StrContains("\"+,;<>\\", static_cast<char>(c)));
}

// `text` is UTF-8. REQ: RFC 4514 §2.4
std::string EscapeValue(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    const xml::Utf8Character c = xml::DecodeUtf8(text.substr(i));
    const absl::string_view octets = text.substr(i, c.length);
    const bool at_start = i == 0;
    i += c.length;
    if (NeedsHex(c.code, at_start || i == text.size())) {
      for (const char octet : octets) {
        absl::StrAppendFormat(&out, "\\%02X", static_cast<uint8_t>(octet));
      }
    } else {
      absl::StrAppend(&out, NeedsBackslash(c.code, at_start) ? "\\" : "", octets);
    }
  }
  return out;
}

bool IsCharacterString(const ASN1_STRING* value) {
  return (ASN1_tag2bit(ASN1_STRING_type(value)) &
          (B_ASN1_DIRECTORYSTRING | B_ASN1_IA5STRING | B_ASN1_NUMERICSTRING)) != 0;
}

// The value as text, or in hexadecimal where it has no text.
std::string WriteValue(const ASN1_STRING* value) {
  if (!IsCharacterString(value)) return HexValue(value);
  unsigned char* utf8 = nullptr;
  const int size = ASN1_STRING_to_UTF8(&utf8, value);
  if (size < 0) return HexValue(value);
  const std::string text(reinterpret_cast<const char*>(utf8), static_cast<size_t>(size));
  OPENSSL_free(utf8);
  return xml::IsUtf8(text) ? EscapeValue(text) : HexValue(value);
}

std::string WriteEntry(const X509_NAME_ENTRY* entry) {
  const ASN1_OBJECT* type = X509_NAME_ENTRY_get_object(entry);
  const ASN1_STRING* value = X509_NAME_ENTRY_get_data(entry);
  const absl::string_view short_name = ShortNameOf(type);
  if (short_name.empty()) return absl::StrCat(DottedOid(type), "=", HexValue(value));
  return absl::StrCat(short_name, "=", WriteValue(value));
}

}  // namespace

std::string WriteDistinguishedName(const X509_NAME* name) {
  std::string out;
  int set_written = -1;
  // REQ: RFC 4514 §2.1 (the last RDN first); §2.2 (parts of one RDN joined by a plus sign)
  for (int i = X509_NAME_entry_count(name) - 1; i >= 0; --i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    const int set = X509_NAME_ENTRY_set(entry);
    if (!out.empty()) out += set == set_written ? '+' : ',';
    out += WriteEntry(entry);
    set_written = set;
  }
  ClearOpensslErrors();
  return out;
}

}  // namespace paraphe::xades
