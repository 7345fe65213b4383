// Whether attributes can be written into a signature of the form that they ask for.
#ifndef PARAPHE_XADES_ATTRIBUTE_CHECKS_H_
#define PARAPHE_XADES_ATTRIBUTE_CHECKS_H_

#include <cstddef>

#include "absl/status/status.h"

#include "paraphe/v1/attributes.pb.h"

namespace paraphe::xades {

// Bounds, in characters.
inline constexpr size_t kMaxPlaceCharacters = 256;         // each part of a place
inline constexpr size_t kMaxRoleCharacters = 256;          // claimed role
inline constexpr size_t kMaxDescriptionCharacters = 1024;  // policy description
inline constexpr size_t kMaxUriCharacters = 2048;          // identifiers and URLs
inline constexpr size_t kMaxMimeTypeCharacters = 127;

// OK where every value is present as the message asks, within its bounds, and plain XML text (no
// control characters); identifiers and URLs are absolute URIs, OIDs written "urn:oid:1.2.3"; the
// signing time is in whole seconds of the years 1 to 9999; a street address is asked for by
// XADES_BASELINE_B only. ATTRIBUTE_INVALID names the first attribute that is not;
// ALGORITHM_NOT_ALLOWED where the hash algorithm is. The certificate's bytes and the policy
// digest's length are looked at, the certificate's content is not. Thread-safe.
//
// REQ: SIG-2, ATT-2
absl::Status CheckSignedAttributes(const v1::SignedAttributes& attributes);

}  // namespace paraphe::xades

#endif  // PARAPHE_XADES_ATTRIBUTE_CHECKS_H_
