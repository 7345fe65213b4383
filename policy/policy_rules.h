// What a policy must hold to be a policy (POL-4), apart from where it was written: files and inline
// policies are judged by the same rules, and all faults are found in one pass.
#ifndef PARAPHE_POLICY_POLICY_RULES_H_
#define PARAPHE_POLICY_POLICY_RULES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/text_file.h"
#include "paraphe/v1/policy.pb.h"

namespace paraphe {

// One fault of meaning. `path` leads from the Policy to the field; never empty.
struct PolicyFault {
  FieldPath path;
  std::string message;  // what is wrong and what to do
};

enum class PolicyOrigin {
  kFile,    // applies_to is required
  kInline,  // applies_to, trusted_ca_files and text_file must be empty (POL-3)
};

// All faults, in the order of the fields. The files that trusted_ca_files and text_file name
// are not opened.
// Thread-safe.
std::vector<PolicyFault> FindPolicyFaults(const v1::Policy& policy, PolicyOrigin origin);

// A digest as people write it: "sha256:<hex>" (or sha1, sha384, sha512; hexadecimal of either
// case). nullopt for anything else, also where the length does not fit the algorithm.
std::optional<v1::Digest> ParseDigestText(absl::string_view text);

// A digest in that form; empty for one that is none.
std::string DigestText(const v1::Digest& digest);

// Whether a caller may send the policy in a call. Whether the application may send one at all is
// not asked here (POLICY_INLINE_NOT_GRANTED). Thread-safe.
// Errors:
//   POLICY_INVALID  every fault, on one line: "FIELD: message; FIELD: message"
absl::Status CheckInlinePolicy(const v1::Policy& policy);

// The policy with what it leaves out filled in (POL-5): hash SHA256; form XADES_BASELINE_B, or
// XADES_1_3_2 where the signing time is forbidden (the baseline level B-B demands a signing time,
// ETSI EN 319 132-1 §6.3); digest_hex turned into digest. Everything else that is absent is the
// restrictive choice already. To be called on a policy without faults; a second call changes
// nothing. Thread-safe.
v1::Policy Normalize(v1::Policy policy);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_POLICY_RULES_H_
