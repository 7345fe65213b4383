// The encoding rules that OpenSSL's decoders are lax about.
#ifndef PARAPHE_PKI_DER_H_
#define PARAPHE_PKI_DER_H_

#include "absl/strings/string_view.h"

namespace paraphe {

// Whether `bytes` is exactly one DER value, as far as its tags and lengths tell: definite, minimal
// lengths; minimal tags; primitive strings; booleans 00 or FF; minimal integers; no unused bits set
// or more than 7 in bit strings; NULL empty; at most 32 levels. Octet strings and bit strings are
// not looked into. Thread-safe.
//
// REQ: X.690 §8.1, §8.3, §10.1, §10.2, §11.1, §11.2
bool IsDer(absl::string_view bytes);

}  // namespace paraphe

#endif  // PARAPHE_PKI_DER_H_
