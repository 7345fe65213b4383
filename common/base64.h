// Base64 as XML has it, read strictly: one text for each sequence of bytes.
//
// REQ: RFC 4648 §3.3, §3.5, §4; XML Schema Part 2 §3.2.16
#ifndef PARAPHE_COMMON_BASE64_H_
#define PARAPHE_COMMON_BASE64_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe {

// One line, padded. Thread-safe.
std::string EncodeBase64(absl::string_view bytes);

// The bytes of canonical base64: complete padding, zero pad bits, not one other character. Nullopt
// otherwise. Thread-safe.
std::optional<std::string> DecodeBase64(absl::string_view text);

// The same, with blanks of XML anywhere: many tools wrap signature values and certificates.
// Thread-safe.
std::optional<std::string> DecodeWrappedBase64(absl::string_view text);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_BASE64_H_
