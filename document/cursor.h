// A document and how far it has been read; the parts of the scanner and of the canonicalizer pass
// it to one another. Internal to document/.
#ifndef PARAPHE_DOCUMENT_CURSOR_H_
#define PARAPHE_DOCUMENT_CURSOR_H_

#include <cstddef>

#include "absl/strings/string_view.h"

#include "document/names.h"

namespace paraphe::xml {

struct Cursor {
  absl::string_view document;
  size_t at = 0;

  bool AtEnd() const { return at >= document.size(); }
  // NUL at the end; a NUL in the document is refused wherever it stands.
  char Current() const { return AtEnd() ? '\0' : document[at]; }
  char Next() const { return at + 1 < document.size() ? document[at + 1] : '\0'; }
  absl::string_view Rest() const { return document.substr(at); }
  bool LooksAt(absl::string_view text) const { return document.substr(at, text.size()) == text; }
  void SkipBlanks() {
    while (IsBlank(Current())) ++at;
  }
};

// Most of any document is characters that canonical form writes as they are. This returns the
// offset, from `at` on, of the first byte that is not plain text: one of < & > CR, or one at which
// no character begins that XML allows in UTF-8; the document's size where there is none.
size_t SkipPlainText(absl::string_view document, size_t at);

// The same in an attribute's value: " ' < & TAB LF CR stop it.
size_t SkipPlainValue(absl::string_view document, size_t at);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_CURSOR_H_
