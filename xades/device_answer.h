// The check of what a signature creation device returned (DEV-4): before anything else happens with
// it.
#ifndef PARAPHE_XADES_DEVICE_ANSWER_H_
#define PARAPHE_XADES_DEVICE_ANSWER_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/attributes.pb.h"

namespace paraphe::xades {

// Whether `signature` is the PKCS#1 v1.5 signature of `digest` (raw, of `algorithm`) by the key of
// `certificate` (DER). Strict: as long as the modulus, below the modulus, and after the public
// operation equal byte for byte to the one encoding of RFC 8017 §9.2; BER, absent parameters, short
// padding and trailing bytes are all refused.
//
// DEVICE_SIGNATURE_INVALID says which of these failed; CERTIFICATE_MALFORMED or CERTIFICATE_REFUSED
// where the certificate has no RSA key of 2048 to 4096 bits; INTERNAL where the digest is not of
// the algorithm's length. Thread-safe.
//
// REQ: DEV-4; RFC 8017 §8.2.2
absl::Status CheckDeviceSignature(absl::string_view certificate, v1::HashAlgorithm algorithm,
                                  absl::string_view digest, absl::string_view signature);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_DEVICE_ANSWER_H_
