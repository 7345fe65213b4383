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
bool TakeLongTag(absl::string_view* rest, uint32_t* tag) {
  *tag = 0;
  uint8_t byte = 0;
  do {
    if (!TakeByte(rest, &byte) || (*tag == 0 && byte == 0x80) || *tag > (UINT32_MAX >> 8)) {
      return false;
    }
    *tag = (*tag << 7) | (byte & 0x7FU);
  } while ((byte & 0x80U) != 0);
  return *tag >= kLongTag;
}

// REQ: X.690 §10.1 (definite form, in the fewest octets)
bool TakeLength(absl::string_view* rest, size_t* length) {
  uint8_t byte = 0;
  if (!TakeByte(rest, &byte)) return false;
  *length = byte;
  if (byte < 0x80) return true;
  const int octets = byte & 0x7F;
  if (octets == 0 || octets > 4) return false;
  *length = 0;
  for (int i = 0; i < octets; ++i) {
    if (!TakeByte(rest, &byte) || (i == 0 && byte == 0)) return false;
    *length = (*length << 8) | byte;
  }
  return *length >= 0x80;
}

bool TakeValue(absl::string_view* rest, Value* value) {
  uint8_t first = 0;
  size_t length = 0;
  if (!TakeByte(rest, &first)) return false;
  value->universal = (first & kClassMask) == 0;
  value->constructed = (first & kConstructed) != 0;
  value->tag = first & kLongTag;
  if (value->tag == kLongTag && !TakeLongTag(rest, &value->tag)) return false;
  if (!TakeLength(rest, &length) || length > rest->size()) return false;
  value->content = rest->substr(0, length);
  rest->remove_prefix(length);
  return true;
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
};

// Universal tags that are not listed are primitive strings and times.
// REQ: X.690 §10.2
constexpr TagRule kTagRules[] = {
    {kBoolean, false, IsBooleanContent},
    {kInteger, false, IsIntegerContent},
    {kBitString, false, IsBitStringContent},
    {kNull, false, IsNullContent},
    {kObjectIdentifier, false, IsOidContent},
    {kExternal, true, nullptr},
    {kEnumerated, false, IsIntegerContent},
    {kEmbeddedPdv, true, nullptr},
    {kRelativeOid, false, IsOidContent},
    {kSequence, true, nullptr},
    {kSet, true, nullptr},
    {kCharacterString, true, nullptr},
};

bool FitsItsTag(const Value& value) {
  if (!value.universal) return true;
  if (value.tag == kEndOfContents) return false;
  for (const TagRule& rule : kTagRules) {
    if (rule.tag != value.tag) continue;
    return value.constructed == rule.constructed &&
           (rule.check == nullptr || rule.check(value.content));
  }
  return !value.constructed;
}

bool AreDerValues(absl::string_view bytes, int depth) {
  while (!bytes.empty()) {
    Value value;
    if (depth > kMaxDepth || !TakeValue(&bytes, &value) || !FitsItsTag(value)) return false;
    if (value.constructed && !AreDerValues(value.content, depth + 1)) return false;
  }
  return true;
}

}  // namespace

bool IsDer(absl::string_view bytes) {
  absl::string_view rest = bytes;
  Value value;
  return TakeValue(&rest, &value) && rest.empty() && AreDerValues(bytes, 1);
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
