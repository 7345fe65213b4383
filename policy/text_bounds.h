// Bounds of texts that policies and callers give, as one sentence on what is wrong. Shared by
// policy files, inline policies and attribute values, so that what one accepts no other refuses.
#ifndef PARAPHE_POLICY_TEXT_BOUNDS_H_
#define PARAPHE_POLICY_TEXT_BOUNDS_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace paraphe {

inline constexpr size_t kMaxValueCharacters = 256;         // role, parts of a place
inline constexpr size_t kMaxDescriptionCharacters = 1024;  // description of a policy
inline constexpr size_t kMaxUriCharacters = 2048;          // identifiers and URLs

// Each function returns an empty string where `text` is fine; else words that complete "X: …".
// Empty text is fine for all of them: whether a value is required is asked elsewhere. Thread-safe.

// UTF-8 of at most `limit` characters, no control character, nothing that XML forbids, no blank at
// either end.
std::string FaultOfText(absl::string_view text, size_t limit);

// An absolute URI, or an OID as "urn:oid:1.2.3".
std::string FaultOfIdentifier(absl::string_view text);

// An absolute http or https URL.
std::string FaultOfHttpUrl(absl::string_view text);

// "[a-z0-9-]", 1 to 64 of them.
std::string FaultOfPolicyName(absl::string_view text);

// "[A-Za-z0-9._-]", 1 to 64 of them.
std::string FaultOfApplicationName(absl::string_view text);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_TEXT_BOUNDS_H_
