#include "render/plain_text.h"

#include "absl/strings/ascii.h"

#include "document/plain_bytes.h"

namespace paraphe {
namespace {

using xml::PlainLength;

// Bytes are signed: those beyond ASCII are negative.
struct Ascii {
  template <typename Byte>
  static constexpr auto IsEnd(Byte b) {
    return b < 0;
  }
};

struct PlainAscii {
  template <typename Byte>
  static constexpr auto IsEnd(Byte b) {
    return ((b < ' ') & (b != '\t') & (b != '\n')) | (b == 0x7F);
  }
};

struct VisibleAscii {
  template <typename Byte>
  static constexpr auto IsEnd(Byte b) {
    return (b <= ' ') | (b == 0x7F);
  }
};

struct WordBytes {
  template <typename Byte>
  static constexpr auto IsEnd(Byte b) {
    return (b == ' ') | (b == '\t') | (b == '\n');
  }
};

struct BlankBytes {
  template <typename Byte>
  static constexpr auto IsEnd(Byte b) {
    return (b != ' ') & (b != '\t') & (b != '\n');
  }
};

// First bytes of characters up to U+057F, ASCII, and bytes within characters.
constexpr signed char kFirstBeyond = static_cast<signed char>(0xD6);
struct BytesUpToLatin {
  template <typename Byte>
  static constexpr auto IsEnd(Byte b) {
    return (b < 0) & (b >= kFirstBeyond);
  }
};

template <typename Kind>
size_t LengthFrom(absl::string_view text, size_t at) {
  return PlainLength<Kind>(text.data() + at, text.size() - at);
}

// Whether the character at `at` is a letter of Latin from U+00C0 to U+024F, all of two bytes.
bool IsLatinLetter(absl::string_view text, size_t at) {
  if (text.size() - at < 2) return false;
  const auto first = static_cast<unsigned char>(text[at]);
  const auto second = static_cast<unsigned char>(text[at + 1]);
  if (first < 0xC3 || first > 0xC9 || second < 0x80 || second > 0xBF) return false;
  if (first == 0xC3) return second != 0x97 && second != 0xB7;  // U+00D7, U+00F7: signs
  return first != 0xC9 || second < 0x90;
}

constexpr size_t kLongLine = 256;

bool IsOfWord(char byte) {
  return byte < 0 || absl::ascii_isalnum(static_cast<unsigned char>(byte));
}

}  // namespace

size_t PlainTextLength(absl::string_view text) {
  size_t at = 0;
  for (;;) {
    at += LengthFrom<PlainAscii>(text, at);
    if (!IsLatinLetter(text, at)) return at;
    at += 2;
  }
}

size_t PlainWordsLength(absl::string_view text) {
  size_t length = PlainTextLength(text);
  if (length == text.size()) return length;
  while (length > 0 && IsOfWord(text[length - 1])) --length;
  return length;
}

bool IsPlainLine(absl::string_view text, size_t longest) {
  for (size_t at = 0;; ++at) {
    const size_t begin = at;
    at += LengthFrom<VisibleAscii>(text, at);
    // Of a long text with accents the words are looked at one by one: it seldom is one line.
    while (text.size() <= kLongLine && IsLatinLetter(text, at)) {
      at += 2;
      at += LengthFrom<VisibleAscii>(text, at);
    }
    if (at == begin || at - begin > longest) return false;
    if (at == text.size()) return true;
    if (text[at] != ' ') return false;
  }
}

size_t SpacedWordsLength(absl::string_view text, size_t longest) {
  size_t length = 0;
  for (;;) {
    const size_t word = LengthFrom<WordBytes>(text, length);
    const size_t next = length + word + 1;
    if (word == 0 || word > longest || next >= text.size() || text[next - 1] != ' ' ||
        WordBytes::IsEnd(text[next])) {
      return length;
    }
    length = next;
  }
}

size_t AsciiLength(absl::string_view text) { return LengthFrom<Ascii>(text, 0); }

size_t WordLength(absl::string_view text) { return LengthFrom<WordBytes>(text, 0); }

size_t BlanksLength(absl::string_view text) { return LengthFrom<BlankBytes>(text, 0); }

size_t FindBeyondLatin(absl::string_view text, size_t at) {
  return at + LengthFrom<BytesUpToLatin>(text, at);
}

}  // namespace paraphe
