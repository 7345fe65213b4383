// What the key of a signer must be: signatures are RSA PKCS#1 v1.5.
#ifndef PARAPHE_PKI_RSA_KEY_H_
#define PARAPHE_PKI_RSA_KEY_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/openssl.h"
#include "pki/certificate.h"

namespace paraphe {

// The numbers of an RSA key, for Certificate, which keeps them: OpenSSL needs longer to give them than to
// check a path that it knows. Empty where it has none. Thread-safe.
RsaNumbers ReadRsaNumbers(const EVP_PKEY* key);

// Whether the key is RSA with an odd modulus and an odd public exponent from 3 to 2^64: an exponent
// of 1, or an even one, lets anybody forge signatures; one longer than 64 bits is beyond what
// OpenSSL computes with for large keys. Thread-safe.
//
// REQ: RFC 8017 §3.1
bool HasUsableRsaKey(const Certificate& certificate);

// Whether the key has from 2048 to 4096 bits. Thread-safe. REQ: SIG-3
bool HasKeyOfAcceptedSize(const Certificate& certificate);

// Whether a signature can be made and checked with the certificate's key. Thread-safe.
// Errors:
//   CERTIFICATE_REFUSED  a key that is not RSA, not usable, or not of 2048 to 4096 bits
absl::Status CheckSignerKey(const Certificate& certificate);

// The modulus, big-endian without leading zeros: as long as a signature. Empty where the key is not
// RSA. Thread-safe.
std::string RsaModulus(const Certificate& certificate);

// The same of the DER of a SubjectPublicKeyInfo; empty also where it does not parse. Thread-safe.
std::string RsaModulusOfKeyInfo(absl::string_view der);

}  // namespace paraphe

#endif  // PARAPHE_PKI_RSA_KEY_H_
