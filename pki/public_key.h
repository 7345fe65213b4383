// Public keys as a caller names them: by the digest of their SubjectPublicKeyInfo, as pins are.
#ifndef PARAPHE_PKI_PUBLIC_KEY_H_
#define PARAPHE_PKI_PUBLIC_KEY_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "pki/certificate.h"

namespace paraphe {

// Raw SHA-256 of the DER of the certificate's SubjectPublicKeyInfo. Thread-safe.
//
// REQ: CERT-7; RFC 5280 §4.1.2.7
std::string PublicKeySha256(const Certificate& certificate);

// The same of a file: a PEM block "PUBLIC KEY", its DER, or one certificate in PEM or DER.
// Thread-safe.
// Errors:
//   CERTIFICATE_MALFORMED  none of these, or several certificates
absl::StatusOr<std::string> ReadPublicKeySha256(absl::string_view file);

}  // namespace paraphe

#endif  // PARAPHE_PKI_PUBLIC_KEY_H_
