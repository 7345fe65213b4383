// Reading of the markup that canonical form leaves out or writes in one way only: XML declaration,
// comments, CDATA sections, processing instructions. Internal to common/xml.
//
// REQ: XML 1.0 §2.5 to §2.8
#ifndef PARAPHE_DOCUMENT_LENIENT_MARKUP_H_
#define PARAPHE_DOCUMENT_LENIENT_MARKUP_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "document/reader.h"

namespace paraphe::xml {

// Whether an XML declaration is at hand; "<?xml-stylesheet" begins something else.
bool AtXmlDeclaration(const Reader& reader);

// Each takes what is at hand, and refuses it (DOCUMENT_NOT_WELL_FORMED, DOCUMENT_BAD_ENCODING)
// where it is not well formed. What encoding a declaration names is not looked at.
absl::Status SkipXmlDeclaration(Reader& reader);
absl::Status SkipComment(Reader& reader);
// The text, as written.
absl::StatusOr<absl::string_view> ReadCdata(Reader& reader);
// Appended in canonical form: "<?target data?>".
absl::Status ReadInstruction(Reader& reader, const Bounds& bounds, std::string* out);

// Appends text as written, line ends normalized (XML 1.0 §2.11).
void AppendNormalized(absl::string_view text, std::string* out);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_LENIENT_MARKUP_H_
