// Markup that canonical form leaves out or writes in one way only: XML declaration, comments, CDATA
// sections, processing instructions, document type declarations, blanks around the document
// element. The scanner refuses it; the canonicalizer reads it. Internal to document/.
//
// REQ: DOC-2, DOC-4, DOC-5; XML 1.0 §2.5 to §2.8
#ifndef PARAPHE_DOCUMENT_MARKUP_H_
#define PARAPHE_DOCUMENT_MARKUP_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "document/bounds.h"
#include "document/cursor.h"

namespace paraphe::xml {

// The error for a document whose first byte does not begin the document element's start tag.
absl::Status RefuseProlog(absl::string_view document);

// The error for the "<!" or "<?" at `offset`, in the content of an element.
absl::Status RefuseMarkup(absl::string_view document, size_t offset);

// The error for whatever stands at `offset`, right behind the document element.
absl::Status RefuseEpilog(absl::string_view document, size_t offset);

// Whether an XML declaration begins at the cursor.
bool AtXmlDeclaration(const Cursor& cursor);

// Each of these reads what begins at the cursor. The encoding that a declaration names is not
// looked at.
// Errors:
//   DOCUMENT_NOT_WELL_FORMED  it is not well formed
//   DOCUMENT_BAD_ENCODING     it holds a byte that is not UTF-8, or a character that XML forbids
absl::Status SkipXmlDeclaration(Cursor& cursor);
absl::Status SkipComment(Cursor& cursor);
// Returns the section's text, as written.
absl::StatusOr<absl::string_view> ReadCdata(Cursor& cursor);
// Appends the instruction in canonical form: "<?target data?>".
absl::Status ReadInstruction(Cursor& cursor, const Bounds& bounds, std::string* out);

// Appends text as written, with its line ends normalized (XML 1.0 §2.11).
void AppendNormalized(absl::string_view text, std::string* out);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_MARKUP_H_
