#include "xades/signed_properties.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/base64.h"
#include "common/errors.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
#include "xades/names.h"
#include "xades/xml_time.h"

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

void AppendUnlessEmpty(Element& parent, const ElementName& name, absl::string_view text) {
  if (!text.empty()) parent.Append(name, text);
}

// DigestAlgAndValueType.
void AppendDigest(Element& parent, v1::HashAlgorithm algorithm, absl::string_view digest) {
  parent.Append(kDigestMethod).Set(kAlgorithm, FindHash(algorithm)->digest_uri);
  parent.Append(kDigestValue, EncodeBase64(digest));
}

// ObjectIdentifierType. REQ: ETSI EN 319 132-1 §5.1.2
void AppendObjectIdentifier(const FormInfo& form, Element& parent, absl::string_view identifier,
                            absl::string_view description) {
  Element& element = parent.Append(form.Name(kIdentifier), identifier);
  if (absl::StartsWith(identifier, kOidUrnPrefix)) element.Set(kQualifier, kOidAsUrn);
  AppendUnlessEmpty(parent, form.Name(kDescription), description);
}

// REQ: ETSI EN 319 132-1 §5.2.1
void AppendSigningTime(const FormInfo& form, const v1::SignedAttributes& attributes,
                       Element& parent) {
  if (!attributes.has_signing_time()) return;
  const absl::Time time = absl::FromUnixSeconds(attributes.signing_time().seconds());
  parent.Append(form.Name(kSigningTime), FormatXmlDateTime(time));
}

// REQ: ETSI EN 319 132-1 §5.2.2; ETSI TS 101 903 §7.2.2
absl::Status AppendSigningCertificate(const FormInfo& form, v1::HashAlgorithm algorithm,
                                      const Certificate& certificate, Element& parent) {
  ASSIGN_OR_RETURN(const std::string digest, ComputeHash(algorithm, certificate.der()));
  Element& cert = parent.Append(form.Name(form.signing_certificate)).Append(form.Name(kCert));
  AppendDigest(cert.Append(form.Name(kCertDigest)), algorithm, digest);
  if (form.v2_properties) {
    cert.Append(form.Name(kIssuerSerialV2), EncodeBase64(certificate.issuer_serial()));
  } else {
    Element& issuer_serial = cert.Append(form.Name(kIssuerSerial));
    issuer_serial.Append(kX509IssuerName, certificate.issuer());
    issuer_serial.Append(kX509SerialNumber, certificate.serial_decimal());
  }
  return absl::OkStatus();
}

// REQ: ETSI EN 319 132-1 §5.2.9; ETSI TS 101 903 §7.2.3
absl::Status AppendPolicy(const FormInfo& form, const v1::SignedAttributes& attributes,
                          Element& parent) {
  if (!attributes.has_policy()) return absl::OkStatus();
  const v1::PolicyReference& policy = attributes.policy();
  ASSIGN_OR_RETURN(const RawDigest digest, FromDigest(policy.digest()));
  Element& id =
      parent.Append(form.Name(kSignaturePolicyIdentifier)).Append(form.Name(kSignaturePolicyId));
  AppendObjectIdentifier(form, id.Append(form.Name(kSigPolicyId)), policy.identifier(),
                         policy.description());
  AppendDigest(id.Append(form.Name(kSigPolicyHash)), digest.algorithm, digest.bytes);
  if (!policy.url().empty()) {
    id.Append(form.Name(kSigPolicyQualifiers))
        .Append(form.Name(kSigPolicyQualifier))
        .Append(form.Name(kSpUri), policy.url());
  }
  return absl::OkStatus();
}

// REQ: ETSI EN 319 132-1 §5.2.5 (never empty); ETSI TS 101 903 §7.2.7
void AppendPlace(const FormInfo& form, const v1::Place& place, Element& parent) {
  Element element(form.Name(form.production_place));
  AppendUnlessEmpty(element, form.Name(kCity), place.city());
  AppendUnlessEmpty(element, form.Name(kStreetAddress), place.street_address());
  AppendUnlessEmpty(element, form.Name(kStateOrProvince), place.state_or_province());
  AppendUnlessEmpty(element, form.Name(kPostalCode), place.postal_code());
  AppendUnlessEmpty(element, form.Name(kCountryName), place.country_name());
  if (!element.children.empty()) parent.Append(std::move(element));
}

// REQ: ETSI EN 319 132-1 §5.2.6; ETSI TS 101 903 §7.2.8
void AppendRole(const FormInfo& form, absl::string_view role, Element& parent) {
  if (role.empty()) return;
  parent.Append(form.Name(form.signer_role))
      .Append(form.Name(kClaimedRoles))
      .Append(form.Name(kClaimedRole), role);
}

// REQ: ETSI EN 319 132-1 §5.2.4; ETSI TS 101 903 §7.2.5
void AppendDataObjectFormat(const FormInfo& form, const SignatureIds& ids, absl::string_view type,
                            Element& parent) {
  parent.Append(form.Name(kDataObjectFormat))
      .Set(kObjectReferenceAttribute, absl::StrCat("#", ids.document_reference))
      .Append(form.Name(kMimeType), type);
}

// REQ: ETSI EN 319 132-1 §5.2.3; ETSI TS 101 903 §7.2.6
void AppendCommitment(const FormInfo& form, absl::string_view commitment, Element& parent) {
  if (commitment.empty()) return;
  Element& indication = parent.Append(form.Name(kCommitmentTypeIndication));
  AppendObjectIdentifier(form, indication.Append(form.Name(kCommitmentTypeId)), commitment, {});
  indication.Append(form.Name(kAllSignedDataObjects));
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

absl::StatusOr<Element> BuildSignedProperties(const FormInfo& form,
                                              const v1::SignedAttributes& attributes,
                                              const Certificate& certificate,
                                              const SignatureIds& ids) {
  Element properties(form.Name(kSignedProperties));
  properties.Set(kId, ids.signed_properties);

  Element& of_signature = properties.Append(form.Name(kSignedSignatureProperties));
  AppendSigningTime(form, attributes, of_signature);
  RETURN_IF_ERROR(
      AppendSigningCertificate(form, attributes.hash_algorithm(), certificate, of_signature));
  RETURN_IF_ERROR(AppendPolicy(form, attributes, of_signature));
  AppendPlace(form, attributes.place(), of_signature);
  AppendRole(form, attributes.claimed_role(), of_signature);

  Element& of_data = properties.Append(form.Name(kSignedDataObjectProperties));
  AppendDataObjectFormat(form, ids, attributes.mime_type(), of_data);
  AppendCommitment(form, attributes.commitment_type(), of_data);
  return properties;
}

}  // namespace paraphe::xades
