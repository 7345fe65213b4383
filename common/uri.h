// URIs: syntax by the library that verifiers use as well.
#ifndef PARAPHE_COMMON_URI_H_
#define PARAPHE_COMMON_URI_H_

#include "absl/strings/string_view.h"

namespace paraphe {

// Whether `text` is an absolute URI as libxml2 reads RFC 3986 (xmlParseURI): a document with a
// namespace name that is not is refused by libxml2 and by whatever is built on it.
bool IsAbsoluteUri(absl::string_view text);

// Whether `text` may name or locate something in a signature or a configuration: an absolute URI
// that names a host where it has the form of one ("scheme://"), has something behind the scheme,
// and hides no host behind user information ("https://known.example@other.example"). For
// "urn:oid:" also whether the rest is an object identifier.
//
// REQ: RFC 3986 §3; RFC 3061 §2
bool IsUri(absl::string_view text);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_URI_H_
