// A document and how far it was read: what the parts of the scanner hand to one another. Internal
// to common/xml.
#ifndef PARAPHE_DOCUMENT_READER_H_
#define PARAPHE_DOCUMENT_READER_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "document/names.h"
#include "document/scanner.h"

namespace paraphe::xml {

struct Reader {
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

// Refusals at an offset, by what they mean.
absl::Status NotCanonical(absl::string_view document, size_t offset, absl::string_view words);
absl::Status NotWellFormed(absl::string_view document, size_t offset, absl::string_view words);
absl::Status BeyondBound(absl::string_view document, size_t offset, absl::string_view what,
                         size_t bound);

// What stands at the offset does not belong there: DOCUMENT_NOT_WELL_FORMED, or
// DOCUMENT_BAD_ENCODING where it is no character that XML allows. `where` and `wanted` make "... in
// WHERE; WANTED is expected here".
absl::Status Unexpected(absl::string_view document, size_t offset, absl::string_view where,
                        absl::string_view wanted);

// The character at the offset in words: 'x', U+00E9, "byte 0xFF", "the end of the document".
std::string ShowAt(absl::string_view document, size_t offset);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_READER_H_
