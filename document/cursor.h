// A document and how far it has been read; the parts of the scanner and of the canonicalizer pass
// it to one another. Internal to document/.
#ifndef PARAPHE_DOCUMENT_CURSOR_H_
#define PARAPHE_DOCUMENT_CURSOR_H_

#include <cstddef>

#include "absl/strings/string_view.h"

#include "document/names.h"
#include "document/plain_bytes.h"

namespace paraphe::xml {

struct Cursor {
  absl::string_view document;
  size_t at = 0;

  bool AtEnd() const { return at >= document.size(); }
  // The byte at an offset; NUL at the end. A NUL in the document is refused wherever it stands.
  char At(size_t offset) const { return offset < document.size() ? document.data()[offset] : '\0'; }
  char Current() const { return At(at); }
  char Next() const { return At(at + 1); }
  absl::string_view Rest() const { return document.substr(at); }
  bool LooksAt(absl::string_view text) const { return LooksAt(at, text); }
  // Whether `text` stands at an offset, which is at most the document's size.
  bool LooksAt(size_t offset, absl::string_view text) const {
    return document.size() - offset >= text.size() &&
           absl::string_view(document.data() + offset, text.size()) == text;
  }
  void SkipBlanks() {
    while (IsBlank(Current())) ++at;
  }
};

// The offset behind the characters beyond ASCII that begin at `at` and that XML allows: of the first
// that is ASCII, or where no character begins that XML allows in UTF-8.
size_t SkipMultibyte(absl::string_view document, size_t at);

// From `at` on, the offset of the first byte that is not plain (document/plain_bytes.h) and with
// which no character beyond ASCII begins that XML allows; the document's size where there is none.
template <typename Kind>
size_t SkipPlain(absl::string_view document, size_t at) {
  while (true) {
    at += PlainLength<Kind>(document.data() + at, document.size() - at);
    if (at >= document.size() || static_cast<signed char>(document.data()[at]) >= 0) return at;
    const size_t begin = at;
    at = SkipMultibyte(document, begin);
    if (at == begin) return at;
  }
}

// Most of any document is characters that canonical form writes as they are. This returns the
// offset, from `at` on, of the first byte that is not plain text: one of < & > CR, or one at which
// no character begins that XML allows in UTF-8; the document's size where there is none.
inline size_t SkipPlainText(absl::string_view document, size_t at) {
  return SkipPlain<PlainTextBytes>(document, at);
}

// The same in an attribute's value: `quote`, which is " or ', and < & TAB LF CR stop it.
inline size_t SkipPlainValue(absl::string_view document, size_t at, char quote) {
  return quote == '"' ? SkipPlain<PlainValueBytes<'"'>>(document, at)
                      : SkipPlain<PlainValueBytes<'\''>>(document, at);
}

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_CURSOR_H_
