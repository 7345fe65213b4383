#include "policy/attribute_text.h"

#include <iterator>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/base64.h"
#include "common/hash.h"
#include "pki/certificate.h"
#include "policy/commitments.h"
#include "policy/lines.h"
#include "render/visible.h"
#include "xades/xml_time.h"

namespace paraphe {
namespace {

// Keys and labels of all lines. Keys are stable: programs look for them.
constexpr LineLabel kPolicyIdentifier = {
    "policy_identifier",
    {"Identifiant de la politique de signature", "Identifier of the signature policy"}};
constexpr LineLabel kPolicyDescription = {
    "policy_description",
    {"Description de la politique de signature", "Description of the signature policy"}};
constexpr LineLabel kPolicyDescriptionNotSigned = {
    "policy_description_not_signed",
    {"Politique de signature, pour information", "Signature policy, for information"}};
constexpr BilingualView kNotSigned = {"cette description ne fait pas partie de la signature",
                                      "this description is not part of the signature"};
constexpr LineLabel kPolicyUrl = {
    "policy_url",
    {"Texte complet de la politique de signature", "Full text of the signature policy"}};
constexpr LineLabel kPolicyDigestAlgorithm = {
    "policy_digest_algorithm",
    {"Algorithme de l'empreinte de la politique", "Algorithm of the policy's digest"}};
constexpr LineLabel kPolicyDigest = {
    "policy_digest", {"Empreinte de la politique de signature", "Digest of the signature policy"}};
constexpr LineLabel kClaimedRole = {"claimed_role", {"Rôle du signataire", "Signer's role"}};
constexpr LineLabel kIssuer = {"certificate_issuer",
                               {"Émetteur du certificat", "Issuer of the certificate"}};
constexpr LineLabel kSerial = {
    "certificate_serial", {"Numéro de série du certificat", "Serial number of the certificate"}};
constexpr LineLabel kCertificateDigestAlgorithm = {
    "certificate_digest_algorithm",
    {"Algorithme de l'empreinte du certificat", "Algorithm of the certificate's digest"}};
constexpr LineLabel kCertificateDigest = {"certificate_digest",
                                          {"Empreinte du certificat", "Digest of the certificate"}};
constexpr LineLabel kSigningTime = {
    "signing_time",
    {"Date et heure présumées de la signature", "Claimed date and time of the signature"}};
constexpr LineLabel kCity = {"place_city",
                             {"Lieu de signature (ville)", "Place of signature (city)"}};
constexpr LineLabel kStreetAddress = {
    "place_street_address", {"Lieu de signature (adresse)", "Place of signature (street address)"}};
constexpr LineLabel kStateOrProvince = {
    "place_state_or_province",
    {"Lieu de signature (région ou département)", "Place of signature (state or province)"}};
constexpr LineLabel kPostalCode = {
    "place_postal_code", {"Lieu de signature (code postal)", "Place of signature (postal code)"}};
constexpr LineLabel kCountryName = {"place_country_name",
                                    {"Lieu de signature (pays)", "Place of signature (country)"}};
constexpr LineLabel kAttachment = {"attachment",
                                   {"Fichier joint au document", "File inside the document"}};
constexpr LineLabel kCommitmentType = {"commitment_type", {"Type d'engagement", "Commitment type"}};
constexpr LineLabel kHashAlgorithm = {
    "hash_algorithm", {"Algorithme de hachage de la signature", "Hash algorithm of the signature"}};
constexpr LineLabel kForm = {"form", {"Format de la signature", "Form of the signature"}};
constexpr LineLabel kMimeType = {"mime_type", {"Type du document", "Type of the document"}};

constexpr BilingualView kColon = {" : ", ": "};

struct FormRow {
  v1::SignatureForm form;
  BilingualView words;
};

constexpr FormRow kForms[] = {
    {v1::XADES_BASELINE_B,
     {"Signature XAdES, niveau de base B-B (ETSI EN 319 132-1)",
      "XAdES signature, baseline level B-B (ETSI EN 319 132-1)"}},
    {v1::XADES_1_3_2,
     {"Signature XAdES 1.3.2 (ETSI TS 101 903)", "XAdES 1.3.2 signature (ETSI TS 101 903)"}},
    {v1::XADES_1_2_2,
     {"Signature XAdES 1.2.2 (ETSI TS 101 903)", "XAdES 1.2.2 signature (ETSI TS 101 903)"}},
};

struct MimeTypeRow {
  absl::string_view mime_type;
  BilingualView words;
};

constexpr MimeTypeRow kMimeTypes[] = {{"application/xml", {"Document XML", "XML document"}}};

Bilingual FormInWords(v1::SignatureForm form) {
  for (const FormRow& row : kForms) {
    if (row.form == form) return CopyOf(row.words);
  }
  return {};
}

Bilingual MimeTypeInWords(absl::string_view mime_type) {
  for (const MimeTypeRow& row : kMimeTypes) {
    if (row.mime_type == mime_type) return CopyOf(row.words);
  }
  return {};
}

// "SHA-256". The one that no longer tells documents apart is called so.
Bilingual AlgorithmInWords(const HashInfo& info) {
  const std::string name = absl::StrCat("SHA-", info.name.substr(3));
  if (info.algorithm == v1::SHA1) {
    return {absl::StrCat(name, ", obsolète : deux documents peuvent avoir la même empreinte"),
            absl::StrCat(name, ", obsolete: two documents may have one digest")};
  }
  return {name, name};
}

Bilingual IdentifierInWords(absl::string_view identifier) {
  constexpr absl::string_view kOid = "urn:oid:";
  if (!absl::StartsWith(identifier, kOid)) return {};
  const absl::string_view oid = identifier.substr(kOid.size());
  return {absl::StrCat("OID ", oid), absl::StrCat("OID ", oid)};
}

Bilingual CommitmentInWords(absl::string_view identifier) {
  const CommitmentInfo* row = FindCommitment(identifier);
  if (row == nullptr) return IdentifierInWords(identifier);
  return CopyOf(row->words);
}

void AddDigest(const LineLabel& algorithm, const LineLabel& value, const HashInfo& info,
               absl::string_view raw, Lines& lines) {
  AddLine(algorithm, info.digest_uri, AlgorithmInWords(info), lines);
  const std::string hex = GroupedHex(raw);
  AddLine(value, EncodeBase64(raw),
          {absl::StrCat("en hexadécimal : ", hex), absl::StrCat("in hexadecimal: ", hex)}, lines);
}

void AddPolicy(const v1::PolicyReference& policy, Lines& lines) {
  AddLineUnlessEmpty(kPolicyIdentifier, policy.identifier(), IdentifierInWords(policy.identifier()),
                     lines);
  AddLineUnlessEmpty(kPolicyDescription, policy.description(), {}, lines);
  AddLineUnlessEmpty(kPolicyUrl, policy.url(), {}, lines);
  const absl::StatusOr<RawDigest> digest = FromDigest(policy.digest());
  if (!digest.ok()) return;
  AddDigest(kPolicyDigestAlgorithm, kPolicyDigest, *FindHash(digest->algorithm), digest->bytes,
            lines);
}

// REQ: ATT-7
void AddUnsignedDescription(absl::string_view description, const v1::PolicyReference& policy,
                            Lines& lines) {
  if (description == policy.description()) return;
  AddLineUnlessEmpty(kPolicyDescriptionNotSigned, description, CopyOf(kNotSigned), lines);
}

void AddCertificate(const Certificate& certificate, v1::HashAlgorithm algorithm, Lines& lines) {
  const std::string hex = absl::StrCat(": ", certificate.serial_hex());
  AddLine(kIssuer, certificate.issuer(),
          NameInWords(certificate.issuer_name(), certificate.issuer()), lines);
  AddLine(kSerial, certificate.serial_decimal(),
          {absl::StrCat("en hexadécimal ", hex), absl::StrCat("in hexadecimal", hex)}, lines);
  const HashInfo* info = FindHash(algorithm);
  const auto digest = ComputeHash(algorithm, certificate.der());
  if (info == nullptr || !digest.ok()) return;
  AddDigest(kCertificateDigestAlgorithm, kCertificateDigest, *info, *digest, lines);
}

void AddSigningTime(const v1::SignedAttributes& attributes, Lines& lines) {
  if (!attributes.has_signing_time()) return;
  const absl::Time time = absl::FromUnixSeconds(attributes.signing_time().seconds());
  AddLine(kSigningTime, xades::FormatXmlDateTime(time), TimeInWords(time), lines);
}

void AddPlace(const v1::Place& place, Lines& lines) {
  AddLineUnlessEmpty(kCity, place.city(), {}, lines);
  AddLineUnlessEmpty(kStreetAddress, place.street_address(), {}, lines);
  AddLineUnlessEmpty(kStateOrProvince, place.state_or_province(), {}, lines);
  AddLineUnlessEmpty(kPostalCode, place.postal_code(), {}, lines);
  AddLineUnlessEmpty(kCountryName, place.country_name(), {}, lines);
}

void AddTechnicalities(const v1::SignedAttributes& attributes, Lines& lines) {
  if (const HashInfo* info = FindHash(attributes.hash_algorithm()); info != nullptr) {
    AddLine(kHashAlgorithm, info->signature_uri, AlgorithmInWords(*info), lines);
  }
  AddLine(kForm, v1::SignatureForm_Name(attributes.form()), FormInWords(attributes.form()), lines);
  AddLineUnlessEmpty(kMimeType, attributes.mime_type(), MimeTypeInWords(attributes.mime_type()),
                     lines);
}

}  // namespace

// REQ: ATT-1, ATT-2, ATT-5
std::vector<v1::AttributeLine> DescribeAttributes(const v1::SignedAttributes& attributes,
                                                  const Certificate* certificate,
                                                  absl::string_view policy_description) {
  Lines lines;
  AddPolicy(attributes.policy(), lines);
  AddUnsignedDescription(policy_description, attributes.policy(), lines);
  AddLineUnlessEmpty(kClaimedRole, attributes.claimed_role(), {}, lines);
  if (certificate != nullptr) AddCertificate(*certificate, attributes.hash_algorithm(), lines);
  AddSigningTime(attributes, lines);
  AddPlace(attributes.place(), lines);
  AddLineUnlessEmpty(kCommitmentType, attributes.commitment_type(),
                     CommitmentInWords(attributes.commitment_type()), lines);
  AddTechnicalities(attributes, lines);
  return lines;
}

std::vector<v1::AttributeLine> DescribeAttachments(const std::vector<Attachment>& attachments) {
  Lines lines;
  for (const Attachment& attachment : attachments) {
    AddLine(kAttachment, attachment.file_name.empty() ? "-" : attachment.file_name,
            {AttachmentInWords(attachment, Language::kFrench),
             AttachmentInWords(attachment, Language::kEnglish)},
            lines);
  }
  return lines;
}

std::string LinesAsText(const std::vector<v1::AttributeLine>& lines, Language language) {
  std::string text;
  for (const v1::AttributeLine& line : lines) {
    const BilingualView label = {line.label_fr(), line.label_en()};
    const absl::string_view words = BilingualView{line.words_fr(), line.words_en()}.In(language);
    absl::StrAppend(&text, VisibleLine(label.In(language), language), kColon.In(language),
                    VisibleLine(line.value(), language), "\n");
    if (!words.empty()) absl::StrAppend(&text, "    ", VisibleLine(words, language), "\n");
  }
  return text;
}

}  // namespace paraphe
