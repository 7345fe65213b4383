#include "common/utf8.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace paraphe::xml {
namespace {

bool IsContinuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// How a lead byte begins a sequence, and the least code that a sequence of that length may hold
// (RFC 3629 §3: a shorter sequence exists below it).
struct Lead {
  size_t length;
  char32_t bits;
  char32_t least;
};

Lead ReadLead(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if (byte < 0xC2) return {0, 0, 0};  // a continuation byte, or the lead of an overlong sequence
  if (byte < 0xE0) return {2, static_cast<char32_t>(byte & 0x1F), 0x80};
  if (byte < 0xF0) return {3, static_cast<char32_t>(byte & 0x0F), 0x800};
  if (byte < 0xF5) return {4, static_cast<char32_t>(byte & 0x07), 0x10000};
  return {0, 0, 0};
}

bool IsSurrogate(char32_t code) { return code >= 0xD800 && code <= 0xDFFF; }

}  // namespace

Utf8Character DecodeUtf8(absl::string_view text) {
  const Lead lead = ReadLead(static_cast<unsigned char>(text[0]));
  if (lead.length <= 1) return {lead.bits, lead.length};
  if (text.size() < lead.length) return {};
  char32_t code = lead.bits;
  for (size_t i = 1; i < lead.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (!IsContinuation(byte)) return {};
    code = (code << 6) | (byte & 0x3F);
  }
  if (code < lead.least || code > 0x10FFFF || IsSurrogate(code)) return {};
  return {code, lead.length};
}

void AppendUtf8(char32_t code, std::string* out) {
  const auto tail = [&](int shift) {
    out->push_back(static_cast<char>(0x80 | ((code >> shift) & 0x3F)));
  };
  if (code < 0x80) {
    out->push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out->push_back(static_cast<char>(0xC0 | (code >> 6)));
    tail(0);
  } else if (code < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | (code >> 12)));
    tail(6);
    tail(0);
  } else {
    out->push_back(static_cast<char>(0xF0 | (code >> 18)));
    tail(12);
    tail(6);
    tail(0);
  }
}

size_t Utf8PrefixLength(absl::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t length = DecodeUtf8(text.substr(at)).length;
    if (length == 0) break;
    at += length;
  }
  return at;
}

bool IsUtf8(absl::string_view text) { return Utf8PrefixLength(text) == text.size(); }

bool IsXmlCharacter(char32_t code) {
  if (code < 0x20) return code == 0x9 || code == 0xA || code == 0xD;
  return code <= 0xD7FF || (code >= 0xE000 && code <= 0xFFFD) ||
         (code >= 0x10000 && code <= 0x10FFFF);
}

std::string ShowCharacter(char32_t code) {
  if (code > 0x20 && code < 0x7F)
    return absl::StrCat("'", std::string(1, static_cast<char>(code)), "'");
  return absl::StrFormat("U+%04X", static_cast<uint32_t>(code));
}

}  // namespace paraphe::xml
