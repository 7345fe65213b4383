// Reading of attribute values. Internal to common/xml.
//
// REQ: XML 1.0 §3.3.3 (attribute-value normalization)
#ifndef PARAPHE_DOCUMENT_VALUE_READER_H_
#define PARAPHE_DOCUMENT_VALUE_READER_H_

#include "absl/status/status.h"

#include "document/reader.h"
#include "document/tag.h"

namespace paraphe::xml {

// Reads the quoted value at hand into `item`, whose value becomes a view of the document where it
// is as written, else of a string of `tag`.
absl::Status ReadValue(Reader& reader, Tag* tag, TagItem* item);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_VALUE_READER_H_
