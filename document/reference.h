// References: &amp; &lt; &gt; &quot; &apos; and character references. No other entity can exist
// without a document type declaration. Internal to document/.
//
// REQ: DOC-4; XML 1.0 §4.1, §4.6
#ifndef PARAPHE_DOCUMENT_REFERENCE_H_
#define PARAPHE_DOCUMENT_REFERENCE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe::xml {

// The character that a reference stands for, and the bytes of the reference: [begin, end), from its
// '&' to behind its ';'.
struct Reference {
  char32_t code;
  size_t begin;
  size_t end;
};

// Reads the reference whose '&' is at `begin`.
// Errors:
//   DOCUMENT_NOT_WELL_FORMED  an unknown entity, a malformed reference, or one to a character that
//                             XML forbids
//   DOCUMENT_BAD_ENCODING     a byte that is not UTF-8, or a character that XML forbids
absl::StatusOr<Reference> ReadReference(absl::string_view document, size_t begin);

// Where canonical form differs from a reference as it is written, and how, in words; without words
// where it does not differ. `canonical` is what canonical form has in place of the reference.
struct ReferenceDifference {
  size_t offset = 0;
  std::string words;
};
ReferenceDifference CompareReference(absl::string_view document, const Reference& reference,
                                     absl::string_view canonical);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_REFERENCE_H_
