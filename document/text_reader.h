// Reading of text nodes. Internal to common/xml.
#ifndef PARAPHE_DOCUMENT_TEXT_READER_H_
#define PARAPHE_DOCUMENT_TEXT_READER_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "document/reader.h"

namespace paraphe::xml {

// Reads text up to the next '<' or the end of the document, and proves that it is written
// canonically. `text` becomes its value: a view of the document where it holds no reference, else
// of `resolved`.
absl::Status ReadText(Reader& reader, std::string* resolved, absl::string_view* text);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_TEXT_READER_H_
