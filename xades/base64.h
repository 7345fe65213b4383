// Base64 as XML signatures have it (xsd:base64Binary, RFC 4648 §4), read strictly.
#ifndef PARAPHE_XADES_BASE64_H_
#define PARAPHE_XADES_BASE64_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::xades {

// One line, padded.
std::string EncodeBase64(absl::string_view bytes);

// The bytes of canonical base64: complete padding, zero pad bits, not one other character. Nullopt
// otherwise.
std::optional<std::string> DecodeBase64(absl::string_view text);

// The same, with blanks of XML anywhere: many tools wrap signature values and certificates.
std::optional<std::string> DecodeWrappedBase64(absl::string_view text);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_BASE64_H_
