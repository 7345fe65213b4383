// Digests as people write them in policy files.
#ifndef PARAPHE_POLICY_DIGEST_TEXT_H_
#define PARAPHE_POLICY_DIGEST_TEXT_H_

#include <optional>

#include "absl/strings/string_view.h"

#include "paraphe/v1/attributes.pb.h"

namespace paraphe {

// "sha256:<hex>" (or sha1, sha384, sha512; hexadecimal of either case) → digest; nullopt for
// anything else, also where the length does not fit the algorithm.
std::optional<v1::Digest> ParseDigestText(absl::string_view text);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_DIGEST_TEXT_H_
