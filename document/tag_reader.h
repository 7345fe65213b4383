// Reading of start tags and names, lenient about everything that canonical form forbids but XML
// allows: which byte differs is found by comparison (canonical_tag.h). Internal to common/xml.
//
// REQ: DOC-6; XML 1.0 §3.1; Namespaces in XML 1.0 §4
#ifndef PARAPHE_DOCUMENT_TAG_READER_H_
#define PARAPHE_DOCUMENT_TAG_READER_H_

#include "absl/status/status.h"

#include "document/reader.h"
#include "document/scanner.h"
#include "document/tag.h"

namespace paraphe::xml {

// Reads a qualified name at hand; `where` says in an error what is being read.
absl::Status ReadQName(Reader& reader, const Bounds& bounds, absl::string_view where, QName* name);

// Reads the start tag whose '<' is at hand, into `tag`. Stops at the first attribute, declaration
// or name that is beyond its bound.
absl::Status ReadTag(Reader& reader, const Bounds& bounds, Tag* tag);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_TAG_READER_H_
