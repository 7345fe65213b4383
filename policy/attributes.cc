#include "policy/attributes.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
#include "policy/commitments.h"
#include "policy/place_parts.h"
#include "policy/policy_rules.h"
#include "xades/forms.h"

namespace paraphe {
namespace {

using google::protobuf::util::MessageDifferencer;

constexpr char kMimeType[] = "application/xml";

absl::Status Invalid(absl::string_view attribute, absl::string_view words) {
  return MakeError(v1::ATTRIBUTE_INVALID, absl::StrCat(attribute, ": ", words));
}

// `fault` as value_rules.h words it.
absl::Status FromFault(absl::string_view attribute, const std::string& fault) {
  return fault.empty() ? absl::OkStatus() : Invalid(attribute, fault);
}

// REQ: SIG-3
absl::Status CheckAlgorithm(absl::string_view what, v1::HashAlgorithm algorithm,
                            const v1::Policy& policy, const ServerRules& rules) {
  if (FindHash(algorithm) == nullptr) {
    return MakeError(v1::ALGORITHM_NOT_ALLOWED,
                     absl::StrCat(what, ": unknown; use SHA256, SHA384 or SHA512"));
  }
  if (algorithm != v1::SHA1) return absl::OkStatus();
  if (!policy.allow_sha1()) {
    return MakeError(v1::ALGORITHM_NOT_ALLOWED,
                     absl::StrCat(what, ": SHA1 needs allow_sha1 in the policy"));
  }
  if (rules.sha1_enabled) return absl::OkStatus();
  return MakeError(v1::ALGORITHM_NOT_ALLOWED,
                   absl::StrCat(what, ": SHA1 is not enabled on this server (sha1_enabled)"));
}

// REQ: ATT-6
absl::StatusOr<v1::HashAlgorithm> ChooseHash(const v1::Policy& policy, v1::HashAlgorithm asked) {
  if (asked == v1::HASH_ALGORITHM_UNSPECIFIED) return policy.hash_algorithm();
  const auto& allowed = policy.allowed_hash_algorithms();
  if (asked == policy.hash_algorithm() ||
      std::find(allowed.begin(), allowed.end(), asked) != allowed.end()) {
    return asked;
  }
  return MakeError(v1::ALGORITHM_NOT_ALLOWED,
                   "hash_algorithm: not one of those that the policy allows; leave it out to take "
                   "the policy's own");
}

absl::Status CheckAlgorithms(const v1::Policy& policy, v1::HashAlgorithm chosen,
                             const ServerRules& rules) {
  RETURN_IF_ERROR(CheckAlgorithm("hash_algorithm", chosen, policy, rules));
  if (policy.digest().value_case() == v1::Digest::VALUE_NOT_SET) return absl::OkStatus();
  const absl::StatusOr<RawDigest> digest = FromDigest(policy.digest());
  if (!digest.ok()) {
    return MakeError(v1::POLICY_INVALID, "digest: not of the length of its algorithm");
  }
  return CheckAlgorithm("digest of the policy", digest->algorithm, policy, rules);
}

absl::Status CheckForm(const v1::Policy& policy) {
  if (xades::FindForm(policy.form()) != nullptr) return absl::OkStatus();
  return MakeError(v1::POLICY_INVALID, "form: unknown");
}

bool HasReference(const v1::Policy& policy) {
  return !policy.identifier().empty() && policy.digest().value_case() != v1::Digest::VALUE_NOT_SET;
}

absl::Status CheckPolicyIdentifier(const v1::Policy& policy) {
  if (!policy.attribute_rules().policy_identifier_required() || HasReference(policy)) {
    return absl::OkStatus();
  }
  return MakeError(v1::POLICY_IDENTIFIER_REQUIRED,
                   "the policy requires its identifier to be signed, but has no identifier with a "
                   "digest");
}

absl::Status CheckCommitment(const v1::AttributeRules& rules, const std::string& value) {
  if (value.empty()) {
    if (!rules.commitment_type_required()) return absl::OkStatus();
    return MakeError(v1::COMMITMENT_REQUIRED,
                     "commitment_type: the policy requires one; give one in the request");
  }
  RETURN_IF_ERROR(FromFault("commitment_type", FaultOfIdentifier(value)));
  if (IsAllowedCommitment(rules, value)) return absl::OkStatus();
  return MakeError(v1::COMMITMENT_NOT_ALLOWED,
                   rules.allowed_commitment_types().empty()
                       ? "commitment_type: not one of the known ones, and the policy "
                         "lists no other"
                       : "commitment_type: not one of those that the policy lists");
}

absl::Status CheckRole(const v1::AttributeRules& rules, const std::string& value) {
  if (value.empty()) {
    if (!rules.claimed_role_required()) return absl::OkStatus();
    return MakeError(v1::ROLE_REQUIRED,
                     "claimed_role: the policy requires one; give one in the request");
  }
  RETURN_IF_ERROR(FromFault("claimed_role", FaultOfText(value, kMaxRoleCharacters)));
  const auto& allowed = rules.allowed_claimed_roles();
  if (allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end()) {
    return absl::OkStatus();
  }
  return MakeError(v1::ROLE_NOT_ALLOWED, "claimed_role: not one of those that the policy lists");
}

absl::Status CheckPlace(const v1::AttributeRules& rules, v1::SignatureForm form,
                        const v1::Place& place) {
  for (const PlacePart& part : kPlaceParts) {
    RETURN_IF_ERROR(FromFault(absl::StrCat("place.", part.field),
                              FaultOfText((place.*part.value)(), kMaxPlaceCharacters)));
  }
  if (!place.street_address().empty() && form != v1::XADES_BASELINE_B) {
    return Invalid("place.street_address", absl::StrCat(v1::SignatureForm_Name(form),
                                                        " has no place for it; leave it out"));
  }
  if (!rules.place_required() || !place.city().empty()) return absl::OkStatus();
  return MakeError(v1::PLACE_REQUIRED,
                   "place.city: the policy requires a place; give at least a city");
}

// REQ: ATT-4
absl::Status CheckValues(const v1::Policy& policy, const v1::AttributeValues& values) {
  const v1::AttributeRules& rules = policy.attribute_rules();
  RETURN_IF_ERROR(CheckPolicyIdentifier(policy));
  RETURN_IF_ERROR(CheckCommitment(rules, values.commitment_type()));
  RETURN_IF_ERROR(CheckRole(rules, values.claimed_role()));
  return CheckPlace(rules, policy.form(), values.place());
}

v1::PolicyReference ReferenceTo(const v1::Policy& policy) {
  v1::PolicyReference reference;
  reference.set_identifier(policy.identifier());
  reference.set_description(policy.description());
  reference.set_url(policy.url());
  *reference.mutable_digest() = policy.digest();
  return reference;
}

v1::SignedAttributes Assemble(const v1::Policy& policy, v1::HashAlgorithm hash,
                              const v1::AttributeValues& values) {
  v1::SignedAttributes attributes;
  attributes.set_form(policy.form());
  attributes.set_hash_algorithm(hash);
  if (HasReference(policy)) *attributes.mutable_policy() = ReferenceTo(policy);
  if (values.has_place()) *attributes.mutable_place() = values.place();
  attributes.set_claimed_role(values.claimed_role());
  attributes.set_commitment_type(values.commitment_type());
  attributes.set_mime_type(kMimeType);
  return attributes;
}

v1::AttributeValues ValuesOf(const v1::SignedAttributes& attributes) {
  v1::AttributeValues values;
  if (attributes.has_place()) *values.mutable_place() = attributes.place();
  values.set_claimed_role(attributes.claimed_role());
  values.set_commitment_type(attributes.commitment_type());
  return values;
}

absl::Status CheckSigningTime(const v1::SignedAttributes& attributes, const v1::Policy& policy) {
  if (policy.attribute_rules().signing_time_forbidden()) {
    if (!attributes.has_signing_time()) return absl::OkStatus();
    return MakeError(v1::SIGNING_TIME_FORBIDDEN,
                     "signing_time: the policy forbids date and time; leave it out");
  }
  if (!attributes.has_signing_time()) return Invalid("signing_time", "required and missing");
  if (attributes.signing_time().nanos() == 0) return absl::OkStatus();
  return Invalid("signing_time", "not in whole seconds");
}

// The attributes as the policy alone would have made them from the same values.
absl::Status CheckSameAs(const v1::SignedAttributes& expected, v1::SignedAttributes given) {
  given.clear_certificate();
  given.clear_signing_time();
  if (MessageDifferencer::Equals(expected, given)) return absl::OkStatus();
  return Invalid("attributes", "form, hash, MIME type or policy reference are not the policy's");
}

}  // namespace

// REQ: ATT-3, POL-5
v1::AttributeValues FillDefaults(const v1::Policy& policy, const v1::AttributeValues& given) {
  v1::AttributeValues values = given;
  const v1::AttributeValues& defaults = policy.defaults();
  if (values.claimed_role().empty()) values.set_claimed_role(defaults.claimed_role());
  if (values.commitment_type().empty()) values.set_commitment_type(defaults.commitment_type());
  if (IsEmptyPlace(values.place())) *values.mutable_place() = defaults.place();
  if (IsEmptyPlace(values.place())) values.clear_place();
  return values;
}

absl::StatusOr<v1::SignedAttributes> ResolveAttributes(const v1::Policy& policy,
                                                       const v1::AttributeValues& given,
                                                       const ServerRules& rules,
                                                       v1::HashAlgorithm asked_hash) {
  const v1::Policy normal = Normalize(policy);
  const v1::AttributeValues values = FillDefaults(normal, given);
  RETURN_IF_ERROR(CheckForm(normal));
  ASSIGN_OR_RETURN(const v1::HashAlgorithm hash, ChooseHash(normal, asked_hash));
  RETURN_IF_ERROR(CheckAlgorithms(normal, hash, rules));
  RETURN_IF_ERROR(CheckValues(normal, values));
  return Assemble(normal, hash, values);
}

void SetCertificateAndTime(absl::string_view certificate_der, const v1::Policy& policy,
                           absl::Time now, v1::SignedAttributes& attributes) {
  attributes.set_certificate(std::string(certificate_der));
  attributes.clear_signing_time();
  if (policy.attribute_rules().signing_time_forbidden()) return;
  attributes.mutable_signing_time()->set_seconds(absl::ToUnixSeconds(now));
}

absl::Status CheckComplete(const v1::SignedAttributes& attributes, const v1::Policy& policy,
                           const ServerRules& rules) {
  v1::Policy without_defaults = policy;
  without_defaults.clear_defaults();
  ASSIGN_OR_RETURN(const v1::SignedAttributes expected,
                   ResolveAttributes(without_defaults, ValuesOf(attributes), rules,
                                     attributes.hash_algorithm()));
  RETURN_IF_ERROR(CheckSameAs(expected, attributes));
  RETURN_IF_ERROR(CheckSigningTime(attributes, policy));
  return attributes.certificate().empty() ? Invalid("certificate", "required and missing")
                                          : absl::OkStatus();
}

}  // namespace paraphe
