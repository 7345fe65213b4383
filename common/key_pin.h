// Keys as pins name them: SHA-256 of the SubjectPublicKeyInfo in DER (RFC 7469 §2.4), as 64
// hexadecimal digits in lower case. A certificate that is renewed with the same key keeps its pin.
//
// REQ: CHN-2
#ifndef PARAPHE_COMMON_KEY_PIN_H_
#define PARAPHE_COMMON_KEY_PIN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/openssl.h"

namespace paraphe {

// Of a certificate's key. Thread-safe.
std::string KeyPin(const X509& certificate);

// Of a PEM text (RFC 7468): of its first certificate; where there is none of its public key, else of
// its private key without passphrase. Thread-safe.
// Errors:
//   MALFORMED_FILE  none of these, or it does not parse; the message names no file
absl::StatusOr<std::string> KeyPinOfPem(absl::string_view pem);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_KEY_PIN_H_
