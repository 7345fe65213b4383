#include "xades/attribute_checks.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
#include "xades/forms.h"

namespace paraphe::xades {
namespace {

absl::Status Invalid(absl::string_view attribute, absl::string_view words) {
  return MakeError(v1::ATTRIBUTE_INVALID, absl::StrCat(attribute, ": ", words));
}

// `fault` is empty where the value is fine, as common/value_rules.h gives it.
absl::Status InvalidIf(absl::string_view attribute, const std::string& fault) {
  return fault.empty() ? absl::OkStatus() : Invalid(attribute, fault);
}

absl::Status CheckText(absl::string_view attribute, absl::string_view value, size_t bound) {
  return InvalidIf(attribute, FaultOfText(value, bound));
}

absl::Status CheckUri(absl::string_view attribute, absl::string_view value) {
  return InvalidIf(attribute, FaultOfIdentifier(value));
}

// "type/subtype", with no parameters. REQ: RFC 6838 §4.2
bool IsMimeType(absl::string_view text) {
  const auto is_name = [](absl::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
      return absl::ascii_isalnum(c) || absl::StrContains("!#$&-^_.+", static_cast<char>(c));
    });
  };
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  return parts.size() == 2 && is_name(parts[0]) && is_name(parts[1]);
}

absl::Status CheckTime(const v1::SignedAttributes& attributes) {
  constexpr int64_t kFirst = -62135596800;  // 0001-01-01T00:00:00Z
  constexpr int64_t kLast = 253402300799;   // 9999-12-31T23:59:59Z
  if (!attributes.has_signing_time()) return absl::OkStatus();
  const auto& time = attributes.signing_time();
  if (time.nanos() != 0) return Invalid("signing_time", "not in whole seconds");
  if (time.seconds() >= kFirst && time.seconds() <= kLast) return absl::OkStatus();
  return Invalid("signing_time", "outside the years 1 to 9999");
}

absl::Status CheckPolicy(const v1::SignedAttributes& attributes) {
  if (!attributes.has_policy()) return absl::OkStatus();
  const v1::PolicyReference& policy = attributes.policy();
  if (policy.identifier().empty()) return Invalid("policy.identifier", "required and missing");
  RETURN_IF_ERROR(CheckUri("policy.identifier", policy.identifier()));
  RETURN_IF_ERROR(CheckText("policy.description", policy.description(), kMaxDescriptionCharacters));
  RETURN_IF_ERROR(CheckUri("policy.url", policy.url()));
  if (FromDigest(policy.digest()).ok()) return absl::OkStatus();
  return Invalid("policy.digest", "missing, or not of the length of its algorithm");
}

absl::Status CheckPlace(const v1::Place& place, bool street_address_possible) {
  const struct {
    absl::string_view name;
    absl::string_view value;
  } parts[] = {
      {"place.city", place.city()},
      {"place.street_address", place.street_address()},
      {"place.state_or_province", place.state_or_province()},
      {"place.postal_code", place.postal_code()},
      {"place.country_name", place.country_name()},
  };
  for (const auto& part : parts) {
    RETURN_IF_ERROR(CheckText(part.name, part.value, kMaxPlaceCharacters));
  }
  if (street_address_possible || place.street_address().empty()) return absl::OkStatus();
  return Invalid("place.street_address", "only XADES_BASELINE_B has one; leave it out");
}

absl::Status CheckMimeType(absl::string_view value) {
  RETURN_IF_ERROR(CheckText("mime_type", value, kMaxMimeTypeCharacters));
  if (IsMimeType(value)) return absl::OkStatus();
  return Invalid("mime_type", "not type/subtype, such as application/xml");
}

}  // namespace

absl::Status CheckSignedAttributes(const v1::SignedAttributes& attributes) {
  const FormInfo* form = FindForm(attributes.form());
  if (form == nullptr) return Invalid("form", "required and missing, or unknown");
  if (FindHash(attributes.hash_algorithm()) == nullptr) {
    return MakeError(v1::ALGORITHM_NOT_ALLOWED, "hash_algorithm: required and missing, or unknown");
  }
  RETURN_IF_ERROR(CheckTime(attributes));
  if (attributes.certificate().empty()) return Invalid("certificate", "required and missing");
  RETURN_IF_ERROR(CheckPolicy(attributes));
  RETURN_IF_ERROR(CheckPlace(attributes.place(), form->v2_properties));
  RETURN_IF_ERROR(CheckText("claimed_role", attributes.claimed_role(), kMaxRoleCharacters));
  RETURN_IF_ERROR(CheckUri("commitment_type", attributes.commitment_type()));
  return CheckMimeType(attributes.mime_type());
}

}  // namespace paraphe::xades
