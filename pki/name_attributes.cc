#include "pki/name_attributes.h"

#include <cstddef>

#include "absl/strings/match.h"

#include "common/utf8.h"
#include "pki/der.h"

namespace paraphe {
namespace {

// REQ: RFC 4514 §3 (the first nine: the whole table); X.520 §6; RFC 2985 §5; RFC 4519 §2
constexpr NameType kTypes[] = {
    {"2.5.4.3", "CN", "commonName", true},
    {"2.5.4.7", "L", "localityName", true},
    {"2.5.4.8", "ST", "S", true},
    {"2.5.4.10", "O", "organizationName", true},
    {"2.5.4.11", "OU", "organizationalUnitName", true},
    {"2.5.4.6", "C", "countryName", true},
    {"2.5.4.9", "STREET", "streetAddress", true},
    {"0.9.2342.19200300.100.1.25", "DC", "domainComponent", true},
    {"0.9.2342.19200300.100.1.1", "UID", "userId", true},
    {"2.5.4.4", "surname", "SN", false},
    {"2.5.4.5", "serialNumber", "", false},
    {"2.5.4.12", "title", "T", false},
    {"2.5.4.13", "description", "", false},
    {"2.5.4.15", "businessCategory", "", false},
    {"2.5.4.17", "postalCode", "", false},
    {"2.5.4.41", "name", "", false},
    {"2.5.4.42", "givenName", "GN", false},
    {"2.5.4.43", "initials", "", false},
    {"2.5.4.44", "generationQualifier", "generation", false},
    {"2.5.4.46", "dnQualifier", "", false},
    {"2.5.4.65", "pseudonym", "", false},
    {"2.5.4.97", "organizationIdentifier", "", false},
    {"1.2.840.113549.1.9.1", "emailAddress", "E", false},
};

std::string DerOf(const ASN1_STRING* value) {
  ASN1_TYPE any{};
  any.type = ASN1_STRING_type(value);
  any.value.asn1_string = const_cast<ASN1_STRING*>(value);
  return ToDer<ASN1_TYPE>(i2d_ASN1_TYPE, &any).value_or("");
}

bool IsCharacterString(const ASN1_STRING* value) {
  return (ASN1_tag2bit(ASN1_STRING_type(value)) &
          (B_ASN1_DIRECTORYSTRING | B_ASN1_IA5STRING | B_ASN1_NUMERICSTRING)) != 0;
}

std::optional<std::string> Utf8Of(const ASN1_STRING* value) {
  unsigned char* utf8 = nullptr;
  const int size = ASN1_STRING_to_UTF8(&utf8, value);
  std::optional<std::string> text = TakeOctets(utf8, size);
  if (text.has_value() && !IsUtf8(*text)) return std::nullopt;
  return text;
}

std::optional<std::string> TextOf(const ASN1_STRING* value) {
  return IsCharacterString(value) ? Utf8Of(value) : std::nullopt;
}

}  // namespace

const NameType* FindNameType(absl::string_view oid) {
  for (const NameType& type : kTypes) {
    if (type.oid == oid) return &type;
  }
  return nullptr;
}

const NameType* FindNameTypeByName(absl::string_view name) {
  for (const NameType& type : kTypes) {
    if (absl::EqualsIgnoreCase(type.name, name)) return &type;
    if (!type.alias.empty() && absl::EqualsIgnoreCase(type.alias, name)) return &type;
  }
  return nullptr;
}

std::optional<std::string> TextOfDer(absl::string_view der) {
  const auto* in = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* end = in + der.size();
  const UniqueAsn1Type value(d2i_ASN1_TYPE(nullptr, &in, static_cast<long>(der.size())));
  const bool is_string = value != nullptr && in == end && value->type != V_ASN1_BOOLEAN &&
                         value->type != V_ASN1_NULL && value->type != V_ASN1_OBJECT;
  std::optional<std::string> text;
  if (is_string) text = TextOf(value->value.asn1_string);
  ClearOpensslErrors();
  return text;
}

std::optional<std::string> ReadCommonName(const X509_NAME* name) {
  const int index = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  if (index < 0) return "";
  return Utf8Of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, index)));
}

std::vector<NameAttribute> ReadNameAttributes(const X509_NAME* name) {
  std::vector<NameAttribute> attributes;
  int last_set = -1;
  for (int i = X509_NAME_entry_count(name) - 1; i >= 0; --i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    const ASN1_STRING* value = X509_NAME_ENTRY_get_data(entry);
    const int set = X509_NAME_ENTRY_set(entry);
    attributes.push_back({DottedOid(X509_NAME_ENTRY_get_object(entry)), DerOf(value), TextOf(value),
                          set == last_set});
    last_set = set;
  }
  ClearOpensslErrors();
  return attributes;
}

}  // namespace paraphe
