// RSA PKCS#1 v1.5 signatures, to the byte.
#ifndef PARAPHE_XADES_PKCS1_H_
#define PARAPHE_XADES_PKCS1_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/errors.h"
#include "common/openssl.h"
#include "paraphe/v1/attributes.pb.h"

namespace paraphe::xades {

// DER of DigestInfo for a raw digest. INTERNAL where the digest is not of the algorithm's length.
// REQ: SIG-4; RFC 8017 §9.2
absl::StatusOr<std::string> EncodeDigestInfo(v1::HashAlgorithm algorithm, absl::string_view digest);

// The block EMSA-PKCS1-v1_5 of `size` bytes: 00 01 FF … FF 00 DigestInfo. INTERNAL where `size`
// leaves less than eight bytes of padding. REQ: RFC 8017 §9.2
absl::StatusOr<std::string> EncodeBlock(absl::string_view digest_info, size_t size);

// Whether `signature` is the signature of `digest` by the RSA key, as xades/device_answer.h tells.
// Where it is not: an error of `reason` that says what is wrong. REQ: RFC 8017 §8.2.2
absl::Status CheckSignature(EVP_PKEY* key, v1::HashAlgorithm algorithm, absl::string_view digest,
                            absl::string_view signature, v1::ErrorReason reason);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_PKCS1_H_
