// References: &amp; &lt; &gt; &quot; &apos; and character references. No other entity can exist
// without a document type declaration. Internal to common/xml.
//
// REQ: DOC-4; XML 1.0 §4.1, §4.6
#ifndef PARAPHE_DOCUMENT_REFERENCE_H_
#define PARAPHE_DOCUMENT_REFERENCE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe::xml {

// The character that a reference stands for, and where the reference stands: [begin, end) from & to
// ; included.
struct Reference {
  char32_t code;
  size_t begin;
  size_t end;
};

// Reads the reference whose & is at `begin`. DOCUMENT_NOT_WELL_FORMED for an unknown entity, a
// malformed reference, or one to a character that XML forbids.
absl::StatusOr<Reference> ReadReference(absl::string_view document, size_t begin);

// Where canonical form differs from the reference as written, and in which words; no words where it
// does not. `canonical` is what canonical form has in the reference's place.
struct ReferenceDifference {
  size_t offset = 0;
  std::string words;
};
ReferenceDifference CompareReference(absl::string_view document, const Reference& reference,
                                     absl::string_view canonical);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_REFERENCE_H_
