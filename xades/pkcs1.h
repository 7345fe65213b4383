// RSA PKCS#1 v1.5 signatures, to the byte.
#ifndef PARAPHE_XADES_PKCS1_H_
#define PARAPHE_XADES_PKCS1_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/errors.h"
#include "paraphe/v1/attributes.pb.h"
#include "pki/certificate.h"

namespace paraphe::xades {

// DER of DigestInfo for a raw digest. Thread-safe. REQ: SIG-4; RFC 8017 §9.2
// Errors:
//   INTERNAL  the digest has not the algorithm's length
absl::StatusOr<std::string> EncodeDigestInfo(v1::HashAlgorithm algorithm, absl::string_view digest);

// The block EMSA-PKCS1-v1_5 of `size` bytes: 00 01 FF … FF 00 DigestInfo. Thread-safe.
// REQ: RFC 8017 §9.2
// Errors:
//   INTERNAL  `size` leaves less than eight bytes of padding
absl::StatusOr<std::string> EncodeBlock(absl::string_view digest_info, size_t size);

// Whether `signature` is the signature of `digest` (raw, of `algorithm`) by the certificate's key.
// Strict: as long as the modulus, below the modulus, and after the public operation equal byte for
// byte to the one encoding of RFC 8017 §9.2; BER, absent parameters, short padding and trailing
// bytes are all refused. Thread-safe.
// Errors:
//   `reason`             it is not; the message says which of these failed
//   CERTIFICATE_REFUSED  see pki/rsa_key.h CheckSignerKey
//   INTERNAL             the digest has not the algorithm's length
//
// REQ: RFC 8017 §8.2.2
absl::Status CheckSignature(const Certificate& certificate, v1::HashAlgorithm algorithm,
                            absl::string_view digest, absl::string_view signature,
                            v1::ErrorReason reason);

// CheckSignature of what a signature creation device returned, before anything else happens with
// it: DEVICE_SIGNATURE_INVALID where it is not the signature. Thread-safe. REQ: DEV-4
absl::Status CheckDeviceSignature(const Certificate& certificate, v1::HashAlgorithm algorithm,
                                  absl::string_view digest, absl::string_view signature);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_PKCS1_H_
