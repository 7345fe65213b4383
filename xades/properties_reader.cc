#include "xades/properties_reader.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "common/base64.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "xades/element_reader.h"
#include "xades/names.h"
#include "xades/xml_time.h"

namespace paraphe::xades {
namespace {

absl::Status Malformed(absl::string_view words) {
  return MakeError(v1::SIGNATURE_MALFORMED, words);
}

absl::Status Unsupported(absl::string_view words) {
  return MakeError(v1::SIGNATURE_UNSUPPORTED, words);
}

struct IdentifierParts {
  std::string identifier;
  std::string description;
};

// ObjectIdentifierType. REQ: ETSI EN 319 132-1 §5.1.2
absl::StatusOr<IdentifierParts> ReadObjectIdentifier(const FormInfo& form, const Element& element) {
  IdentifierParts parts;
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element));
  ASSIGN_OR_RETURN(const Element* identifier, reader.Require(form.Name(kIdentifier)));
  const Element* description = reader.Optional(form.Name(kDescription));
  RETURN_IF_ERROR(reader.End());
  ASSIGN_OR_RETURN(parts.identifier, ReadText(*identifier, {kQualifier}));
  if (description != nullptr) {
    ASSIGN_OR_RETURN(parts.description, ReadText(*description));
  }
  return parts;
}

// DigestAlgAndValueType.
absl::StatusOr<DigestParts> ReadDigestOf(const Element& element) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element));
  ASSIGN_OR_RETURN(const Element* method, reader.Require(kDigestMethod));
  ASSIGN_OR_RETURN(const Element* value, reader.Require(kDigestValue));
  RETURN_IF_ERROR(reader.End());
  return ReadDigest(*method, *value);
}

absl::Status ReadIssuerSerialV2(const Element& element, CertificateReference& reference) {
  ASSIGN_OR_RETURN(const std::string text, ReadText(element));
  reference.issuer_serial_v2 = DecodeWrappedBase64(text);
  if (reference.issuer_serial_v2.has_value()) return absl::OkStatus();
  return Malformed("IssuerSerialV2: not base64");
}

absl::Status ReadIssuerSerial(const Element& element, CertificateReference& reference) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element));
  ASSIGN_OR_RETURN(const Element* issuer, reader.Require(kX509IssuerName));
  ASSIGN_OR_RETURN(const Element* serial, reader.Require(kX509SerialNumber));
  RETURN_IF_ERROR(reader.End());
  ASSIGN_OR_RETURN(reference.issuer_name, ReadText(*issuer));
  ASSIGN_OR_RETURN(reference.serial_number, ReadText(*serial));
  return absl::OkStatus();
}

absl::StatusOr<CertificateReference> ReadCertificateReference(const FormInfo& form,
                                                              const Element& cert) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(cert));
  ASSIGN_OR_RETURN(const Element* digest, reader.Require(form.Name(kCertDigest)));
  CertificateReference reference;
  ASSIGN_OR_RETURN(reference.digest, ReadDigestOf(*digest));
  if (!form.v2_properties) {
    ASSIGN_OR_RETURN(const Element* issuer_serial, reader.Require(form.Name(kIssuerSerial)));
    RETURN_IF_ERROR(ReadIssuerSerial(*issuer_serial, reference));
  } else if (const Element* v2 = reader.Optional(form.Name(kIssuerSerialV2))) {
    RETURN_IF_ERROR(ReadIssuerSerialV2(*v2, reference));
  }
  RETURN_IF_ERROR(reader.End());
  return reference;
}

absl::StatusOr<std::vector<CertificateReference>> ReadCertificateReferences(
    const FormInfo& form, const Element& element) {
  std::vector<CertificateReference> references;
  ASSIGN_OR_RETURN(ElementReader list, ElementReader::Of(element));
  ASSIGN_OR_RETURN(const Element* cert, list.Require(form.Name(kCert)));
  for (; cert != nullptr; cert = list.Optional(form.Name(kCert))) {
    ASSIGN_OR_RETURN(CertificateReference reference, ReadCertificateReference(form, *cert));
    references.push_back(std::move(reference));
  }
  RETURN_IF_ERROR(list.End());
  return references;
}

// The one qualifier that we write and read: where the policy's text is published.
absl::StatusOr<std::string> ReadPolicyUrl(const FormInfo& form, const Element& element) {
  ASSIGN_OR_RETURN(ElementReader list, ElementReader::Of(element));
  ASSIGN_OR_RETURN(const Element* qualifier, list.Require(form.Name(kSigPolicyQualifier)));
  RETURN_IF_ERROR(list.End());
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(*qualifier));
  const Element* url = reader.Optional(form.Name(kSpUri));
  if (url == nullptr || !reader.End().ok()) {
    return Unsupported("SigPolicyQualifier: holds something else than one SPURI");
  }
  return ReadText(*url);
}

absl::StatusOr<v1::PolicyReference> ReadPolicyId(const FormInfo& form, const Element& element) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element));
  ASSIGN_OR_RETURN(const Element* id, reader.Require(form.Name(kSigPolicyId)));
  ASSIGN_OR_RETURN(const Element* hash, reader.Require(form.Name(kSigPolicyHash)));
  const Element* qualifiers = reader.Optional(form.Name(kSigPolicyQualifiers));
  RETURN_IF_ERROR(reader.End());
  ASSIGN_OR_RETURN(IdentifierParts identifier, ReadObjectIdentifier(form, *id));
  ASSIGN_OR_RETURN(const DigestParts digest, ReadDigestOf(*hash));
  v1::PolicyReference policy;
  policy.set_identifier(std::move(identifier.identifier));
  policy.set_description(std::move(identifier.description));
  ASSIGN_OR_RETURN(*policy.mutable_digest(), ToDigest(digest.hash->algorithm, digest.digest));
  if (qualifiers != nullptr) {
    ASSIGN_OR_RETURN(*policy.mutable_url(), ReadPolicyUrl(form, *qualifiers));
  }
  return policy;
}

absl::Status ReadPolicy(const FormInfo& form, const Element& element, SignedClaims& claims) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element));
  if (const Element* implied = reader.Optional(form.Name(kSignaturePolicyImplied))) {
    claims.policy_implied = true;
    RETURN_IF_ERROR(reader.End());
    return ReadEmpty(*implied);
  }
  ASSIGN_OR_RETURN(const Element* id, reader.Require(form.Name(kSignaturePolicyId)));
  RETURN_IF_ERROR(reader.End());
  ASSIGN_OR_RETURN(claims.policy, ReadPolicyId(form, *id));
  return absl::OkStatus();
}

absl::StatusOr<v1::Place> ReadPlace(const FormInfo& form, const Element& element) {
  v1::Place place;
  const struct {
    absl::string_view name;
    std::string* target;
    bool in_v2_only;
  } parts[] = {
      {kCity, place.mutable_city(), false},
      {kStreetAddress, place.mutable_street_address(), true},
      {kStateOrProvince, place.mutable_state_or_province(), false},
      {kPostalCode, place.mutable_postal_code(), false},
      {kCountryName, place.mutable_country_name(), false},
  };
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element));
  for (const auto& part : parts) {
    if (part.in_v2_only && !form.v2_properties) continue;
    const Element* child = reader.Optional(form.Name(part.name));
    if (child == nullptr) continue;
    ASSIGN_OR_RETURN(*part.target, ReadText(*child));
  }
  RETURN_IF_ERROR(reader.End());
  return place;
}

absl::Status ReadRoles(const FormInfo& form, const Element& element, SignedClaims& claims) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element));
  ASSIGN_OR_RETURN(const Element* list, reader.Require(form.Name(kClaimedRoles)));
  RETURN_IF_ERROR(reader.End());
  ASSIGN_OR_RETURN(ElementReader roles, ElementReader::Of(*list));
  ASSIGN_OR_RETURN(const Element* role, roles.Require(form.Name(kClaimedRole)));
  for (; role != nullptr; role = roles.Optional(form.Name(kClaimedRole))) {
    ASSIGN_OR_RETURN(std::string text, ReadText(*role));
    claims.roles.push_back(std::move(text));
  }
  return roles.End();
}

absl::Status ReadSigningTime(const Element& element, SignedClaims& claims) {
  ASSIGN_OR_RETURN(const std::string text, ReadText(element));
  // REQ: XML Schema Part 2 §4.3.6 (blanks around a dateTime are not part of it)
  const absl::string_view written = absl::StripAsciiWhitespace(text);
  claims.signing_time = ParseXmlDateTime(written);
  if (claims.signing_time.has_value()) return absl::OkStatus();
  if (ParseXmlDateTime(absl::StrCat(written, "Z")).has_value()) {
    return Unsupported("SigningTime: without its time zone, so that nobody knows which it is");
  }
  return Malformed("SigningTime: not a date and time of the years 1 to 9999 with its time zone");
}

// The form of the namespace whose property for the signing certificate comes next; that property.
absl::StatusOr<const Element*> RequireSigningCertificate(absl::string_view namespace_uri,
                                                         ElementReader& reader,
                                                         const FormInfo*& form) {
  for (const FormInfo& candidate : AllForms()) {
    if (candidate.namespace_uri != namespace_uri) continue;
    form = &candidate;
    const Element* found = reader.Optional(form->Name(form->signing_certificate));
    if (found != nullptr) return found;
  }
  return Unsupported(
      "SignedSignatureProperties: the signing certificate is not named where it must be");
}

absl::Status ReadSignatureProperties(const Element& element, PropertiesParts& parts) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element, {kId}));
  const ElementName time_name = {kSigningTime, element.namespace_uri, {}};
  if (const Element* time = reader.Optional(time_name)) {
    RETURN_IF_ERROR(ReadSigningTime(*time, parts.claims));
  }
  ASSIGN_OR_RETURN(const Element* certificate,
                   RequireSigningCertificate(element.namespace_uri, reader, parts.form));
  const FormInfo& form = *parts.form;
  ASSIGN_OR_RETURN(parts.certificates, ReadCertificateReferences(form, *certificate));
  if (const Element* policy = reader.Optional(form.Name(kSignaturePolicyIdentifier))) {
    RETURN_IF_ERROR(ReadPolicy(form, *policy, parts.claims));
  }
  if (const Element* place = reader.Optional(form.Name(form.production_place))) {
    ASSIGN_OR_RETURN(parts.claims.place, ReadPlace(form, *place));
  }
  if (const Element* role = reader.Optional(form.Name(form.signer_role))) {
    RETURN_IF_ERROR(ReadRoles(form, *role, parts.claims));
  }
  return reader.End();
}

absl::Status CheckIsDocument(absl::string_view reference, absl::string_view document_reference_id,
                             absl::string_view property) {
  if (!document_reference_id.empty() && reference == absl::StrCat("#", document_reference_id)) {
    return absl::OkStatus();
  }
  return Malformed(
      absl::StrCat(property, ": is not about the Reference to the document by its Id"));
}

absl::Status ReadTextIfThere(const Element* element, std::string& text) {
  if (element == nullptr) return absl::OkStatus();
  ASSIGN_OR_RETURN(text, ReadText(*element));
  return absl::OkStatus();
}

absl::Status ReadDataObjectFormat(const FormInfo& form, const Element& element,
                                  absl::string_view document_reference_id, SignedClaims& claims) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element, {kObjectReferenceAttribute}));
  const Element* description = reader.Optional(form.Name(kDescription));
  const Element* mime_type = reader.Optional(form.Name(kMimeType));
  const Element* encoding = reader.Optional(form.Name(kEncoding));
  RETURN_IF_ERROR(reader.End());
  ASSIGN_OR_RETURN(const std::string reference,
                   RequireAttribute(element, kObjectReferenceAttribute));
  RETURN_IF_ERROR(CheckIsDocument(reference, document_reference_id, kDataObjectFormat));
  RETURN_IF_ERROR(ReadTextIfThere(description, claims.data_description));
  RETURN_IF_ERROR(ReadTextIfThere(mime_type, claims.mime_type));
  return ReadTextIfThere(encoding, claims.data_encoding);
}

absl::Status ReadCommitment(const FormInfo& form, const Element& element,
                            absl::string_view document_reference_id, SignedClaims& claims) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element));
  ASSIGN_OR_RETURN(const Element* id, reader.Require(form.Name(kCommitmentTypeId)));
  if (const Element* reference = reader.Optional(form.Name(kObjectReference))) {
    ASSIGN_OR_RETURN(const std::string target, ReadText(*reference));
    RETURN_IF_ERROR(CheckIsDocument(target, document_reference_id, kCommitmentTypeIndication));
  } else {
    ASSIGN_OR_RETURN(const Element* all, reader.Require(form.Name(kAllSignedDataObjects)));
    RETURN_IF_ERROR(ReadEmpty(*all));
  }
  RETURN_IF_ERROR(reader.End());
  ASSIGN_OR_RETURN(IdentifierParts parts, ReadObjectIdentifier(form, *id));
  claims.commitments.push_back({std::move(parts.identifier), std::move(parts.description)});
  return absl::OkStatus();
}

absl::Status ReadDataProperties(const FormInfo& form, const Element& element,
                                absl::string_view document_reference_id, SignedClaims& claims) {
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(element, {kId}));
  if (const Element* format = reader.Optional(form.Name(kDataObjectFormat))) {
    RETURN_IF_ERROR(ReadDataObjectFormat(form, *format, document_reference_id, claims));
  }
  if (reader.Optional(form.Name(kDataObjectFormat)) != nullptr) {
    return Unsupported("SignedDataObjectProperties: several DataObjectFormat");
  }
  while (const Element* commitment = reader.Optional(form.Name(kCommitmentTypeIndication))) {
    RETURN_IF_ERROR(ReadCommitment(form, *commitment, document_reference_id, claims));
  }
  return reader.End();
}

}  // namespace

absl::StatusOr<PropertiesParts> ReadSignedProperties(const Element& properties,
                                                     absl::string_view document_reference_id) {
  PropertiesParts parts;
  const absl::string_view uri = properties.namespace_uri;
  ASSIGN_OR_RETURN(ElementReader reader, ElementReader::Of(properties, {kId}));
  ASSIGN_OR_RETURN(const Element* of_signature,
                   reader.Require({kSignedSignatureProperties, uri, {}}));
  const Element* of_data = reader.Optional({kSignedDataObjectProperties, uri, {}});
  RETURN_IF_ERROR(reader.End());
  RETURN_IF_ERROR(ReadSignatureProperties(*of_signature, parts));
  if (of_data != nullptr) {
    RETURN_IF_ERROR(ReadDataProperties(*parts.form, *of_data, document_reference_id, parts.claims));
  }
  return parts;
}

}  // namespace paraphe::xades
