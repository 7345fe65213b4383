// Places in a document, and the errors that name one.
//
// REQ: DOC-2
#ifndef PARAPHE_DOCUMENT_POSITION_H_
#define PARAPHE_DOCUMENT_POSITION_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/error_detail.pb.h"

namespace paraphe::xml {

// Line and column of a byte offset, each from 1. Columns count characters; on a line that is not
// UTF-8, bytes.
v1::SourcePosition PositionOf(absl::string_view document, size_t offset);

// An error at an offset: the position is in the payload, and the message is
// "LINE:COL (byte N): words".
absl::Status ErrorAtOffset(v1::ErrorReason reason, absl::string_view document, size_t offset,
                           absl::string_view words);

// ErrorAtOffset with the reason DOCUMENT_NOT_CANONICAL, DOCUMENT_NOT_WELL_FORMED or
// DOCUMENT_BEYOND_BOUND.
absl::Status NotCanonical(absl::string_view document, size_t offset, absl::string_view words);
absl::Status NotWellFormed(absl::string_view document, size_t offset, absl::string_view words);
absl::Status BeyondBound(absl::string_view document, size_t offset, absl::string_view what,
                         size_t bound);

// The error for a character that may not stand at the offset: "'x' in WHERE; WANTED is expected
// here".
// Errors:
//   DOCUMENT_BAD_ENCODING     no character that XML allows stands there
//   DOCUMENT_NOT_WELL_FORMED  another character, or the document has ended
absl::Status Unexpected(absl::string_view document, size_t offset, absl::string_view where,
                        absl::string_view wanted);

// The character at the offset in words: 'x', U+00E9, "byte 0xFF", "the end of the document".
std::string ShowAt(absl::string_view document, size_t offset);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_POSITION_H_
