#include "document/cursor.h"

#include <array>
#include <cstdint>

#include "common/utf8.h"

namespace paraphe::xml {
namespace {

enum ByteClass : uint8_t { kPlain = 0, kStop = 1, kMultibyte = 2 };
using ByteClasses = std::array<ByteClass, 256>;

constexpr ByteClasses MakeClasses(const char* stops) {
  ByteClasses classes{};
  for (size_t byte = 0; byte < 0x20; ++byte) classes[byte] = kStop;
  classes['\t'] = classes['\n'] = kPlain;
  for (size_t byte = 0x80; byte < 256; ++byte) classes[byte] = kMultibyte;
  for (; *stops != '\0'; ++stops) classes[static_cast<unsigned char>(*stops)] = kStop;
  return classes;
}

constexpr ByteClasses kTextClasses = MakeClasses("<&>\r");
constexpr ByteClasses kValueClasses = MakeClasses("\"'<&\t\n\r");

// Skips eight plain bytes at a time: this loop decides how fast a large document is read.
size_t SkipPlainAscii(absl::string_view document, size_t at, const ByteClasses& classes) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(document.data());
  const size_t size = document.size();
  while (size - at >= 8) {
    const unsigned char* p = bytes + at;
    const int any = classes[p[0]] | classes[p[1]] | classes[p[2]] | classes[p[3]] | classes[p[4]] |
                    classes[p[5]] | classes[p[6]] | classes[p[7]];
    if (any != kPlain) break;
    at += 8;
  }
  while (at < size && classes[bytes[at]] == kPlain) ++at;
  return at;
}

bool IsMultibyteAt(absl::string_view document, size_t at) {
  return at < document.size() && static_cast<unsigned char>(document[at]) >= 0x80;
}

// Skips valid characters beyond ASCII, up to the first that is ASCII or not valid.
size_t SkipMultibyte(absl::string_view document, size_t at) {
  while (IsMultibyteAt(document, at)) {
    const CodePoint point = CodePointAt(document, at);
    if (!point.valid || !IsXmlCharacter(point.value)) break;
    at += point.size;
  }
  return at;
}

size_t Skip(absl::string_view document, size_t at, const ByteClasses& classes) {
  while (true) {
    at = SkipPlainAscii(document, at, classes);
    if (!IsMultibyteAt(document, at)) return at;
    const size_t begin = at;
    at = SkipMultibyte(document, at);
    if (at == begin) return at;
  }
}

}  // namespace

size_t SkipPlainText(absl::string_view document, size_t at) {
  return Skip(document, at, kTextClasses);
}

size_t SkipPlainValue(absl::string_view document, size_t at) {
  return Skip(document, at, kValueClasses);
}

}  // namespace paraphe::xml
