#include "document/cursor.h"

#include "common/utf8.h"

namespace paraphe::xml {
namespace {

bool IsTrail(char byte) { return (byte & '\xC0') == '\x80'; }

// The size of the character at `at`, where its first byte alone tells that XML allows it if bytes
// of the right kind follow: up to U+07FF, from U+1000 to U+CFFF, from U+E000 to U+EFFF. Else 0.
size_t EasySize(absl::string_view document, size_t at) {
  const char* const bytes = document.data() + at;
  const size_t left = document.size() - at;
  const auto lead = static_cast<unsigned char>(*bytes);
  if (lead >= 0xC2 && lead <= 0xDF) return left >= 2 && IsTrail(bytes[1]) ? 2 : 0;
  if ((lead >= 0xE1 && lead <= 0xEC) || lead == 0xEE) {
    return left >= 3 && IsTrail(bytes[1]) && IsTrail(bytes[2]) ? 3 : 0;
  }
  return 0;
}

size_t AllowedSize(absl::string_view document, size_t at) {
  const CodePoint point = CodePointAt(document, at);
  return point.valid && IsXmlCharacter(point.value) ? point.size : 0;
}

}  // namespace

size_t SkipMultibyte(absl::string_view document, size_t at) {
  while (at < document.size() && static_cast<signed char>(document.data()[at]) < 0) {
    const size_t easy = EasySize(document, at);
    const size_t size = easy != 0 ? easy : AllowedSize(document, at);
    if (size == 0) return at;
    at += size;
  }
  return at;
}

}  // namespace paraphe::xml
