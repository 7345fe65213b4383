#include "pki/der.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"

namespace paraphe {
namespace {

constexpr int kMaxDepth = 32;
constexpr uint8_t kClassMask = 0xC0;
constexpr uint8_t kConstructed = 0x20;
constexpr uint8_t kLongTag = 0x1F;

// Universal tag numbers. REQ: X.680 §8.4
enum Universal : uint32_t {
  kEndOfContents = 0,
  kBoolean = 1,
  kInteger = 2,
  kBitString = 3,
  kNull = 5,
  kObjectIdentifier = 6,
  kExternal = 8,
  kEnumerated = 10,
  kEmbeddedPdv = 11,
  kRelativeOid = 13,
  kSequence = 16,
  kSet = 17,
  kCharacterString = 29,
};

using Fault = std::optional<BilingualView>;

constexpr BilingualView kCutOff = {"une valeur est tronquée", "a value is cut off"};
constexpr BilingualView kTail = {"des octets suivent sa fin", "bytes follow its end"};
constexpr BilingualView kTooDeep = {"ses valeurs sont trop imbriquées",
                                    "its values are nested too deeply"};
constexpr BilingualView kTagFault = {"une étiquette n'est pas écrite au plus court",
                                     "a tag is not in its shortest form"};
constexpr BilingualView kLengthFault = {
    "une longueur n'est pas définie, ou pas écrite au plus court : c'est du BER",
    "a length is indefinite, or not in its shortest form: BER"};
constexpr BilingualView kFormFault = {
    "une valeur composée est là où il en faut une simple, ou l'inverse : c'est du BER",
    "a value is constructed that must be primitive, or the reverse: BER"};
constexpr BilingualView kEndFault = {"une marque de fin de BER s'y trouve",
                                     "an end mark of BER stands in it"};
constexpr BilingualView kBooleanFault = {"un booléen n'est ni 00 ni FF : c'est du BER",
                                         "a boolean is neither 00 nor FF: BER"};
constexpr BilingualView kIntegerFault = {"un entier n'est pas écrit au plus court",
                                         "an integer is not in its shortest form"};
constexpr BilingualView kBitStringFault = {
    "une chaîne de bits porte des bits inutilisés qui ne sont pas nuls",
    "a bit string has unused bits that are not zero"};
constexpr BilingualView kNullFault = {"une valeur NULL n'est pas vide", "a NULL is not empty"};
constexpr BilingualView kOidFault = {"un identifiant d'objet (OID) est mal écrit",
                                     "an object identifier (OID) is not well written"};

uint8_t ByteAt(absl::string_view text, size_t index) { return static_cast<uint8_t>(text[index]); }

struct Value {
  bool universal = false;
  bool constructed = false;
  uint32_t tag = 0;
  absl::string_view content;
};

bool TakeByte(absl::string_view* rest, uint8_t* byte) {
  if (rest->empty()) return false;
  *byte = ByteAt(*rest, 0);
  rest->remove_prefix(1);
  return true;
}

// REQ: X.690 §8.1.2.4 (tags from 31 on, in the fewest octets)
Fault TakeLongTag(absl::string_view* rest, uint32_t* tag) {
  *tag = 0;
  uint8_t byte = 0;
  do {
    if (!TakeByte(rest, &byte)) return kCutOff;
    if ((*tag == 0 && byte == 0x80) || *tag > (UINT32_MAX >> 8)) return kTagFault;
    *tag = (*tag << 7) | (byte & 0x7FU);
  } while ((byte & 0x80U) != 0);
  return *tag >= kLongTag ? Fault() : kTagFault;
}

// REQ: X.690 §10.1 (definite form, in the fewest octets)
Fault TakeLength(absl::string_view* rest, size_t* length) {
  uint8_t byte = 0;
  if (!TakeByte(rest, &byte)) return kCutOff;
  *length = byte;
  if (byte < 0x80) return std::nullopt;
  const int octets = byte & 0x7F;
  if (octets == 0) return kLengthFault;
  if (octets > 4) return kCutOff;
  *length = 0;
  for (int i = 0; i < octets; ++i) {
    if (!TakeByte(rest, &byte)) return kCutOff;
    if (i == 0 && byte == 0) return kLengthFault;
    *length = (*length << 8) | byte;
  }
  return *length >= 0x80 ? Fault() : kLengthFault;
}

Fault TakeValue(absl::string_view* rest, Value* value) {
  uint8_t first = 0;
  size_t length = 0;
  if (!TakeByte(rest, &first)) return kCutOff;
  value->universal = (first & kClassMask) == 0;
  value->constructed = (first & kConstructed) != 0;
  value->tag = first & kLongTag;
  if (value->tag == kLongTag) {
    if (Fault fault = TakeLongTag(rest, &value->tag); fault.has_value()) return fault;
  }
  if (Fault fault = TakeLength(rest, &length); fault.has_value()) return fault;
  if (length > rest->size()) return kCutOff;
  value->content = rest->substr(0, length);
  rest->remove_prefix(length);
  return std::nullopt;
}

// REQ: X.690 §11.1
bool IsBooleanContent(absl::string_view content) {
  return content.size() == 1 && (ByteAt(content, 0) == 0x00 || ByteAt(content, 0) == 0xFF);
}

// REQ: X.690 §8.3.2
bool IsIntegerContent(absl::string_view content) {
  if (content.size() < 2) return !content.empty();
  const int first_nine_bits = (ByteAt(content, 0) << 1) | (ByteAt(content, 1) >> 7);
  return first_nine_bits != 0 && first_nine_bits != 0x1FF;
}

// REQ: X.690 §8.6.2.2, §11.2.1
bool IsBitStringContent(absl::string_view content) {
  if (content.empty() || ByteAt(content, 0) > 7) return false;
  const int unused = ByteAt(content, 0);
  if (content.size() == 1) return unused == 0;
  return (ByteAt(content, content.size() - 1) & ((1 << unused) - 1)) == 0;
}

// REQ: X.690 §8.19.2
bool IsOidContent(absl::string_view content) {
  bool at_start = true;
  for (size_t i = 0; i < content.size(); ++i) {
    if (at_start && ByteAt(content, i) == 0x80) return false;
    at_start = (ByteAt(content, i) & 0x80U) == 0;
  }
  return !content.empty() && at_start;
}

bool IsNullContent(absl::string_view content) { return content.empty(); }

struct TagRule {
  uint32_t tag;
  bool constructed;
  bool (*check)(absl::string_view content);  // of the primitive forms; may be null
  BilingualView fault;                       // of the check
};

// Universal tags that are not listed are primitive strings and times.
// REQ: X.690 §10.2
constexpr TagRule kTagRules[] = {
    {kBoolean, false, IsBooleanContent, kBooleanFault},
    {kInteger, false, IsIntegerContent, kIntegerFault},
    {kBitString, false, IsBitStringContent, kBitStringFault},
    {kNull, false, IsNullContent, kNullFault},
    {kObjectIdentifier, false, IsOidContent, kOidFault},
    {kExternal, true, nullptr, {}},
    {kEnumerated, false, IsIntegerContent, kIntegerFault},
    {kEmbeddedPdv, true, nullptr, {}},
    {kRelativeOid, false, IsOidContent, kOidFault},
    {kSequence, true, nullptr, {}},
    {kSet, true, nullptr, {}},
    {kCharacterString, true, nullptr, {}},
};

Fault FindTagFault(const Value& value) {
  if (!value.universal) return std::nullopt;
  if (value.tag == kEndOfContents) return kEndFault;
  for (const TagRule& rule : kTagRules) {
    if (rule.tag != value.tag) continue;
    if (value.constructed != rule.constructed) return kFormFault;
    const bool fits = rule.check == nullptr || rule.check(value.content);
    return fits ? Fault() : rule.fault;
  }
  return value.constructed ? kFormFault : Fault();
}

Fault FindFaultOfValues(absl::string_view bytes, int depth) {
  while (!bytes.empty()) {
    if (depth > kMaxDepth) return kTooDeep;
    Value value;
    if (Fault fault = TakeValue(&bytes, &value); fault.has_value()) return fault;
    if (Fault fault = FindTagFault(value); fault.has_value()) return fault;
    if (!value.constructed) continue;
    if (Fault fault = FindFaultOfValues(value.content, depth + 1); fault.has_value()) return fault;
  }
  return std::nullopt;
}

}  // namespace

std::optional<BilingualView> FindDerFault(absl::string_view bytes) {
  absl::string_view rest = bytes;
  Value value;
  if (Fault fault = TakeValue(&rest, &value); fault.has_value()) return fault;
  if (!rest.empty()) return kTail;
  return FindFaultOfValues(bytes, 1);
}

bool IsDer(absl::string_view bytes) { return !FindDerFault(bytes).has_value(); }

absl::string_view FirstDerValue(absl::string_view bytes) {
  absl::string_view rest = bytes;
  Value value;
  const bool told = !TakeValue(&rest, &value).has_value();
  return told ? bytes.substr(0, bytes.size() - rest.size()) : bytes;
}

// REQ: X.690 §8.1.3, §10.1
std::string EncodeDer(char tag, absl::string_view content) {
  std::string header(1, tag);
  if (content.size() < 0x80) {
    header += static_cast<char>(content.size());
  } else {
    std::string length;
    for (size_t left = content.size(); left > 0; left >>= 8) {
      length.insert(length.begin(), static_cast<char>(left & 0xFF));
    }
    header += static_cast<char>(0x80 | length.size());
    header += length;
  }
  return absl::StrCat(header, content);
}

std::optional<std::string> TakeOctets(unsigned char* octets, int size) {
  if (size < 0) {
    ClearOpensslErrors();
    return std::nullopt;
  }
  std::string taken(reinterpret_cast<const char*>(octets), static_cast<size_t>(size));
  OPENSSL_free(octets);
  return taken;
}

std::string DottedOid(const ASN1_OBJECT* object) {
  const int size = OBJ_obj2txt(nullptr, 0, object, 1);
  if (size <= 0) return "";
  std::string dotted(static_cast<size_t>(size) + 1, '\0');
  OBJ_obj2txt(dotted.data(), size + 1, object, 1);
  dotted.pop_back();
  return dotted;
}

}  // namespace paraphe
