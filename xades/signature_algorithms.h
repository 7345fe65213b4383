// The algorithms by which others make ds:SignatureValue, and the check of one. Paraphe itself makes
// RSA PKCS#1 v1.5 only (xades/pkcs1.h).
#ifndef PARAPHE_XADES_SIGNATURE_ALGORITHMS_H_
#define PARAPHE_XADES_SIGNATURE_ALGORITHMS_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/hash.h"
#include "pki/certificate.h"

namespace paraphe::xades {

enum class SignatureScheme {
  kRsaPkcs1,
  kRsaPss,  // MGF1 with the signature's hash, a salt as long as its digest
  kEcdsa,   // r and s one behind the other, each as long as the order of the curve
};

struct SignatureAlgorithm {
  SignatureScheme scheme;
  const HashInfo* hash;
};

// The algorithm of a ds:SignatureMethod without parameters; nullopt for one that is not known.
//
// REQ: RFC 9231 §2.3.1 to §2.3.6, §2.3.10
std::optional<SignatureAlgorithm> FindSignatureAlgorithm(absl::string_view uri);

// Whether `signature` is that of `digest` (raw, of the algorithm's hash) by the certificate's key.
// Thread-safe.
// Errors:
//   SIGNATURE_INVALID    it is not; the message says why
//   CERTIFICATE_REFUSED  see pki/rsa_key.h CheckSignerKey; an EC key on a curve that is not known
//   INTERNAL             the digest has not the algorithm's length
//
// REQ: XMLDSig 1.1 §6.4
absl::Status CheckSignatureValue(const SignatureAlgorithm& algorithm,
                                 const Certificate& certificate, absl::string_view digest,
                                 absl::string_view signature);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_SIGNATURE_ALGORITHMS_H_
