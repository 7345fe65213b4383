// Converts an XML document from whatever encoding it is in to UTF-8.
//
// REQ: DOC-5; XML 1.0 §4.3.3 and appendix F
#ifndef PARAPHE_DOCUMENT_XML_ENCODING_H_
#define PARAPHE_DOCUMENT_XML_ENCODING_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace paraphe::xml {

// The document `bytes` in UTF-8, without a byte order mark: a view of `bytes` where they are UTF-8
// already (which is not checked here), else of `storage`. The encoding is that of the byte order
// mark or of the XML declaration; libxml2 converts. The encoding's name in the declaration stays as
// it is. Thread-safe.
// Errors:
//   DOCUMENT_BAD_ENCODING  an unknown encoding, bytes that are not in it, or a declaration that
//                          contradicts the first bytes
//   DOCUMENT_BEYOND_BOUND  more than `limit` bytes of UTF-8
absl::StatusOr<absl::string_view> ToUtf8(absl::string_view bytes, size_t limit,
                                         std::string* storage);

}  // namespace paraphe::xml

#endif  // PARAPHE_DOCUMENT_XML_ENCODING_H_
