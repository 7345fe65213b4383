// Which attributes will be signed: the caller's values, the policy's defaults and its rules (ATT-3,
// ATT-4).
#ifndef PARAPHE_POLICY_ATTRIBUTES_H_
#define PARAPHE_POLICY_ATTRIBUTES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "paraphe/v1/attributes.pb.h"
#include "paraphe/v1/policy.pb.h"

namespace paraphe {

// What the operator decided for the whole server.
struct ServerRules {
  bool sha1_enabled = false;  // one half of SIG-3's double lock
};

// The caller's values, each replaced by the policy's default where the caller is silent. A place is
// taken as a whole, never mixed from both; one without any part counts as silence.
v1::AttributeValues FillDefaults(const v1::Policy& policy, const v1::AttributeValues& given);

// All that is known before the signer chooses a certificate: form, hash, policy reference, place,
// role, commitment type, MIME type. The policy may be normalized or not. `asked_hash` is the
// caller's choice among the algorithms that the policy allows; unspecified: the policy's own
// (ATT-6). The first rule that is broken is the answer. Thread-safe.
// Errors:
//   ALGORITHM_NOT_ALLOWED       not one that the policy allows; SHA-1, for the signature or the
//                               policy's digest, without both halves of its lock; an unknown
//                               algorithm
//   POLICY_INVALID              a form that nobody writes; a digest of the wrong length
//   POLICY_IDENTIFIER_REQUIRED  required, and the policy has no identifier or no digest
//   COMMITMENT_REQUIRED         required, and neither caller nor policy gives one
//   COMMITMENT_NOT_ALLOWED      not one that the policy allows
//   ROLE_REQUIRED               required, and neither caller nor policy gives one
//   ROLE_NOT_ALLOWED            not one that the policy allows
//   PLACE_REQUIRED              required, and neither caller nor policy names a city
//   ATTRIBUTE_INVALID           a value that cannot be written (common/value_rules.h); a street
//                               address in a form that has no place for it
absl::StatusOr<v1::SignedAttributes> ResolveAttributes(
    const v1::Policy& policy, const v1::AttributeValues& given, const ServerRules& rules,
    v1::HashAlgorithm asked_hash = v1::HASH_ALGORITHM_UNSPECIFIED);

// Completes resolved attributes once a certificate is chosen: its DER, and `now` in whole seconds
// (rounded down) unless the policy forbids a signing time. Called again, it replaces both.
void SetCertificateAndTime(absl::string_view certificate_der, const v1::Policy& policy,
                           absl::Time now, v1::SignedAttributes& attributes);

// Whether complete attributes are those that the policy allows, whoever made them: everything that
// ResolveAttributes enforces, and a certificate, and a signing time exactly where the policy allows
// one.
// Errors: as above, and
//   SIGNING_TIME_FORBIDDEN  there is a signing time, and the policy forbids it
//   ATTRIBUTE_INVALID       the certificate or the signing time is missing; the signing time has a
//                           fraction of a second; form, MIME type or policy reference are not the
//                           policy's
absl::Status CheckComplete(const v1::SignedAttributes& attributes, const v1::Policy& policy,
                           const ServerRules& rules);

}  // namespace paraphe

#endif  // PARAPHE_POLICY_ATTRIBUTES_H_
