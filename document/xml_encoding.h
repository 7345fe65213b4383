// From whatever encoding an XML document is in, to UTF-8.
//
// REQ: DOC-5; XML 1.0 §4.3.3 and appendix F
#ifndef PARAPHE_DOCUMENT_XML_ENCODING_H_
#define PARAPHE_DOCUMENT_XML_ENCODING_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe {

// The document `bytes` in UTF-8, without byte order mark: a view of `bytes` where they are UTF-8
// already (which is not checked here), else of `storage`. The encoding is that of the byte order
// mark or of the XML declaration, read with libxml2's converters. Its name in the declaration is
// left as it stands.
//
// DOCUMENT_BAD_ENCODING: an encoding that is unknown, or that the bytes are not in, or two that
// contradict each other. DOCUMENT_BEYOND_BOUND: more than `limit` bytes of UTF-8. Thread-safe.
absl::StatusOr<absl::string_view> XmlToUtf8(absl::string_view bytes, size_t limit,
                                            std::string* storage);

}  // namespace paraphe

#endif  // PARAPHE_DOCUMENT_XML_ENCODING_H_
