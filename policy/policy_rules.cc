#include "policy/policy_rules.h"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/value_rules.h"
#include "pki/trust_anchors.h"
#include "policy/commitments.h"
#include "policy/place_parts.h"
#include "xades/forms.h"

namespace paraphe {
namespace {

constexpr v1::HashAlgorithm kAlgorithms[] = {v1::SHA1, v1::SHA256, v1::SHA384, v1::SHA512};

const HashInfo* FindByName(absl::string_view lower_case_name) {
  for (const v1::HashAlgorithm algorithm : kAlgorithms) {
    const HashInfo* info = FindHash(algorithm);
    if (absl::AsciiStrToLower(info->name) == lower_case_name) return info;
  }
  return nullptr;
}

bool IsHex(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isxdigit(static_cast<unsigned char>(c))) return false;
  }
  return text.size() % 2 == 0;
}

// A gRPC status of more than 8 KiB does not arrive.
constexpr size_t kMaxFaultsInMessage = 20;

class Faults {
 public:
  void Add(FieldPath path, absl::string_view message) {
    faults_.push_back({std::move(path), std::string(message)});
  }
  // Nothing where `message`, as value_rules.h gives them, are empty.
  void AddUnlessEmpty(FieldPath path, const std::string& message) {
    if (!message.empty()) Add(std::move(path), message);
  }
  std::vector<PolicyFault> Take() { return std::move(faults_); }

 private:
  std::vector<PolicyFault> faults_;
};

constexpr absl::string_view kRequired = "required and missing";

void CheckName(const v1::Policy& policy, PolicyOrigin, Faults& faults) {
  if (policy.name().empty()) faults.Add({{"name"}}, kRequired);
  faults.AddUnlessEmpty({{"name"}}, FaultOfName(policy.name()));
}

void CheckSelector(const v1::PolicySelector& selector, int index, Faults& faults) {
  const FieldStep step{"applies_to", index};
  if (selector.application().empty()) faults.Add({step, {"application"}}, kRequired);
  faults.AddUnlessEmpty({step, {"application"}}, FaultOfApplicationName(selector.application()));
  if (selector.role().empty()) {
    faults.Add({step, {"role"}}, "required and missing; \"*\" stands for any role");
  }
  faults.AddUnlessEmpty({step, {"role"}}, FaultOfText(selector.role(), kMaxRoleCharacters));
}

// REQ: POL-2, POL-3
void CheckAppliesTo(const v1::Policy& policy, PolicyOrigin origin, Faults& faults) {
  if (origin == PolicyOrigin::kInline) {
    if (policy.applies_to_size() > 0) {
      faults.Add({{"applies_to"}}, "must be empty: a policy in a call is for that call alone");
    }
    return;
  }
  if (policy.applies_to_size() == 0) {
    faults.Add({{"applies_to"}}, "required and missing; name an application and a role");
  }
  std::set<std::pair<std::string, std::string>> seen;
  for (int i = 0; i < policy.applies_to_size(); ++i) {
    const v1::PolicySelector& selector = policy.applies_to(i);
    CheckSelector(selector, i, faults);
    if (!seen.emplace(selector.application(), selector.role()).second) {
      faults.Add({{"applies_to", i}}, "the same application and role a second time");
    }
  }
}

void CheckIdentifier(const v1::Policy& policy, PolicyOrigin, Faults& faults) {
  faults.AddUnlessEmpty({{"identifier"}}, FaultOfIdentifier(policy.identifier()));
}

void CheckDescription(const v1::Policy& policy, PolicyOrigin, Faults& faults) {
  if (policy.description().empty()) faults.Add({{"description"}}, kRequired);
  faults.AddUnlessEmpty({{"description"}},
                        FaultOfText(policy.description(), kMaxDescriptionCharacters));
}

// REQ: ATT-2
// What nobody signs must not be shown as if it were: url and digest stand in the
// signature beside the identifier only.
constexpr absl::string_view kNeedsIdentifier =
    "needs identifier, without which nothing of the policy is signed; write the policy's URI or "
    "OID "
    "there";

void CheckUrl(const v1::Policy& policy, PolicyOrigin, Faults& faults) {
  faults.AddUnlessEmpty({{"url"}}, FaultOfHttpUrl(policy.url()));
  if (!policy.url().empty() && policy.identifier().empty()) faults.Add({{"url"}}, kNeedsIdentifier);
}

void CheckDigestForm(const v1::Policy& policy, Faults& faults) {
  if (policy.has_digest() && !FromDigest(policy.digest()).ok()) {
    faults.Add({{"digest"}}, "empty, or not of the length of its algorithm");
  }
  if (!policy.digest_hex().empty() && !ParseDigestText(policy.digest_hex()).has_value()) {
    faults.Add({{"digest_hex"}},
               "must be \"sha256:\" (or sha1, sha384, sha512) and the digest in hexadecimal");
  }
}

bool IsSha1(const v1::Policy& policy) {
  const auto from_text = ParseDigestText(policy.digest_hex());
  return policy.digest().value_case() == v1::Digest::kSha1 ||
         (from_text.has_value() && from_text->value_case() == v1::Digest::kSha1);
}

void CheckDigest(const v1::Policy& policy, PolicyOrigin, Faults& faults) {
  CheckDigestForm(policy, faults);
  const bool as_text = !policy.digest_hex().empty();
  const char* field = as_text ? "digest_hex" : "digest";
  const bool given = policy.has_digest() || as_text;
  if (policy.has_digest() && as_text) faults.Add({{"digest_hex"}}, "digest says it already");
  if (given && policy.identifier().empty()) faults.Add({{field}}, kNeedsIdentifier);
  if (!given && policy.text_file().empty() && !policy.identifier().empty()) {
    faults.Add({{"identifier"}},
               "needs text_file, or digest or digest_hex: the policy's full text, or its digest");
  }
  if (IsSha1(policy) && !policy.allow_sha1()) {
    faults.Add({{field}}, "SHA-1 needs allow_sha1: true; sha256 is better");
  }
}

// REQ: POL-8; POL-3 (a call cannot make the server read files)
void CheckTextFile(const v1::Policy& policy, PolicyOrigin origin, Faults& faults) {
  if (policy.text_file().empty()) return;
  if (origin == PolicyOrigin::kInline) {
    faults.Add({{"text_file"}}, "must be empty in a call; use digest");
  } else if (policy.identifier().empty()) {
    faults.Add({{"text_file"}}, kNeedsIdentifier);
  }
}

// REQ: POL-3 (a call cannot make the server read files)
void CheckCas(const v1::Policy& policy, PolicyOrigin origin, Faults& faults) {
  for (int i = 0; i < policy.trusted_ca_files_size(); ++i) {
    if (origin == PolicyOrigin::kInline) {
      faults.Add({{"trusted_ca_files", i}}, "must be empty in a call; use trusted_ca_pem");
    } else if (policy.trusted_ca_files(i).empty()) {
      faults.Add({{"trusted_ca_files", i}}, "an empty path");
    }
  }
  size_t count = 0;
  for (int i = 0; i < policy.trusted_ca_pem_size(); ++i) {
    const absl::StatusOr<std::vector<Certificate>> cas = ParseCas(policy.trusted_ca_pem(i));
    faults.AddUnlessEmpty({{"trusted_ca_pem", i}}, std::string(cas.status().message()));
    if (cas.ok()) count += cas->size();
  }
  if (origin == PolicyOrigin::kInline && count > kMaxInlineCas) {
    faults.Add({{"trusted_ca_pem"}}, absl::StrCat("at most ", kMaxInlineCas, " CAs in a call"));
  }
}

// REQ: SIG-3
std::string FaultOfHash(const v1::Policy& policy, v1::HashAlgorithm algorithm) {
  if (FindHash(algorithm) == nullptr) return "unknown; use SHA256, SHA384 or SHA512";
  if (algorithm != v1::SHA1 || policy.allow_sha1()) return "";
  return "SHA1 needs allow_sha1: true; SHA256 is better";
}

void CheckHash(const v1::Policy& policy, PolicyOrigin, Faults& faults) {
  if (policy.hash_algorithm() == v1::HASH_ALGORITHM_UNSPECIFIED) return;
  faults.AddUnlessEmpty({{"hash_algorithm"}}, FaultOfHash(policy, policy.hash_algorithm()));
}

// REQ: ATT-6
void CheckAllowedHashes(const v1::Policy& policy, PolicyOrigin, Faults& faults) {
  const auto& allowed = policy.allowed_hash_algorithms();
  std::set<int> seen;
  for (int i = 0; i < allowed.size(); ++i) {
    const FieldPath path = {{"allowed_hash_algorithms", i}};
    faults.AddUnlessEmpty(path, FaultOfHash(policy, policy.allowed_hash_algorithms(i)));
    if (!seen.insert(allowed[i]).second) faults.Add(path, "the same value a second time");
  }
  if (!seen.empty() && seen.count(Normalize(policy).hash_algorithm()) == 0) {
    faults.Add({{"allowed_hash_algorithms"}}, "hash_algorithm itself is not among them");
  }
}

void CheckForm(const v1::Policy& policy, PolicyOrigin, Faults& faults) {
  if (policy.form() == v1::SIGNATURE_FORM_UNSPECIFIED) return;
  if (xades::FindForm(policy.form()) == nullptr) faults.Add({{"form"}}, "unknown");
}

void CheckDefaultPlace(const v1::Policy& policy, Faults& faults) {
  const v1::Place& place = policy.defaults().place();
  for (const PlacePart& part : kPlaceParts) {
    faults.AddUnlessEmpty({{"defaults"}, {"place"}, {std::string(part.field)}},
                          FaultOfText((place.*part.value)(), kMaxPlaceCharacters));
  }
  if (!place.street_address().empty() && Normalize(policy).form() != v1::XADES_BASELINE_B) {
    faults.Add({{"defaults"}, {"place"}, {"street_address"}},
               "only the form XADES_BASELINE_B has a street address");
  }
}

bool IsAllowedRole(const v1::AttributeRules& rules, const std::string& value) {
  const auto& allowed = rules.allowed_claimed_roles();
  return allowed.empty() || std::find(allowed.begin(), allowed.end(), value) != allowed.end();
}

void CheckDefaultCommitment(const v1::Policy& policy, Faults& faults) {
  const FieldPath path = {{"defaults"}, {"commitment_type"}};
  const std::string& value = policy.defaults().commitment_type();
  if (const std::string words = FaultOfIdentifier(value); !words.empty()) {
    faults.Add(path, words);
  } else if (!value.empty() && !IsAllowedCommitment(policy.attribute_rules(), value)) {
    faults.Add(path, "not among those that attribute_rules allow");
  }
}

void CheckDefaultRole(const v1::Policy& policy, Faults& faults) {
  const FieldPath path = {{"defaults"}, {"claimed_role"}};
  const std::string& value = policy.defaults().claimed_role();
  if (const std::string words = FaultOfText(value, kMaxRoleCharacters); !words.empty()) {
    faults.Add(path, words);
  } else if (!value.empty() && !IsAllowedRole(policy.attribute_rules(), value)) {
    faults.Add(path, "not among those that attribute_rules allow");
  }
}

void CheckDefaults(const v1::Policy& policy, PolicyOrigin, Faults& faults) {
  CheckDefaultRole(policy, faults);
  CheckDefaultPlace(policy, faults);
  CheckDefaultCommitment(policy, faults);
}

// The values of a repeated field of attribute_rules, each judged by `fault_of`; none empty, none
// twice.
template <typename FaultOf>
void CheckList(const google::protobuf::RepeatedPtrField<std::string>& values, const char* field,
               FaultOf fault_of, Faults& faults) {
  std::set<std::string> seen;
  for (int i = 0; i < values.size(); ++i) {
    const FieldPath path = {{"attribute_rules"}, {field, i}};
    if (values[i].empty()) faults.Add(path, "an empty value");
    faults.AddUnlessEmpty(path, fault_of(values[i]));
    if (!seen.insert(values[i]).second) faults.Add(path, "the same value a second time");
  }
}

// REQ: ATT-4
void CheckAttributeRules(const v1::Policy& policy, PolicyOrigin, Faults& faults) {
  const v1::AttributeRules& rules = policy.attribute_rules();
  if (rules.policy_identifier_required() && policy.identifier().empty()) {
    faults.Add({{"attribute_rules"}, {"policy_identifier_required"}},
               "the policy itself has no identifier");
  }
  CheckList(rules.allowed_commitment_types(), "allowed_commitment_types", FaultOfIdentifier,
            faults);
  CheckList(
      rules.allowed_claimed_roles(), "allowed_claimed_roles",
      [](const std::string& role) { return FaultOfText(role, kMaxRoleCharacters); }, faults);
  // REQ: ETSI EN 319 132-1 §6.3
  if (rules.signing_time_forbidden() && policy.form() == v1::XADES_BASELINE_B) {
    faults.Add({{"attribute_rules"}, {"signing_time_forbidden"}},
               "XADES_BASELINE_B demands a signing time (ETSI EN 319 132-1); choose another form");
  }
}

using Check = void (*)(const v1::Policy& policy, PolicyOrigin origin, Faults& faults);

// REQ: POL-4
// In the order of the fields.
constexpr Check kChecks[] = {
    CheckName,           CheckAppliesTo,     CheckIdentifier, CheckDescription, CheckUrl,
    CheckDigest,         CheckCas,           CheckHash,       CheckForm,        CheckDefaults,
    CheckAttributeRules, CheckAllowedHashes, CheckTextFile};

}  // namespace

std::optional<v1::Digest> ParseDigestText(absl::string_view text) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(':', 1));
  const HashInfo* info = FindByName(parts.first);
  if (info == nullptr || !IsHex(parts.second)) return std::nullopt;
  absl::StatusOr<v1::Digest> digest =
      ToDigest(info->algorithm, absl::HexStringToBytes(parts.second));
  if (!digest.ok()) return std::nullopt;
  return *std::move(digest);
}

std::string DigestText(const v1::Digest& digest) {
  const absl::StatusOr<RawDigest> raw = FromDigest(digest);
  if (!raw.ok()) return "";
  return absl::StrCat(absl::AsciiStrToLower(FindHash(raw->algorithm)->name), ":",
                      absl::BytesToHexString(raw->bytes));
}

std::vector<PolicyFault> FindPolicyFaults(const v1::Policy& policy, PolicyOrigin origin) {
  Faults faults;
  for (const Check check : kChecks) check(policy, origin, faults);
  return faults.Take();
}

// REQ: POL-3
absl::Status CheckInlinePolicy(const v1::Policy& policy) {
  const std::vector<PolicyFault> faults = FindPolicyFaults(policy, PolicyOrigin::kInline);
  if (faults.empty()) return absl::OkStatus();
  std::string message = "policy: ";
  for (size_t i = 0; i < faults.size() && i < kMaxFaultsInMessage; ++i) {
    absl::StrAppend(&message, i == 0 ? "" : "; ",
                    PathText(*v1::Policy::descriptor(), faults[i].path), ": ", faults[i].message);
  }
  if (faults.size() > kMaxFaultsInMessage) {
    absl::StrAppend(&message, "; and ", faults.size() - kMaxFaultsInMessage, " more");
  }
  return MakeError(v1::POLICY_INVALID, message);
}

// REQ: POL-5
v1::Policy Normalize(v1::Policy policy) {
  if (const auto digest = ParseDigestText(policy.digest_hex()); digest.has_value()) {
    *policy.mutable_digest() = *digest;
    policy.clear_digest_hex();
  }
  if (policy.hash_algorithm() == v1::HASH_ALGORITHM_UNSPECIFIED) {
    policy.set_hash_algorithm(v1::SHA256);
  }
  if (policy.form() == v1::SIGNATURE_FORM_UNSPECIFIED) {
    const bool timeless = policy.attribute_rules().signing_time_forbidden();
    policy.set_form(timeless ? v1::XADES_1_3_2 : v1::XADES_BASELINE_B);
  }
  return policy;
}

}  // namespace paraphe
