#include <string>

#include "absl/strings/str_cat.h"

#include "policy/attribute_text.h"
#include "policy/lines.h"
#include "xades/xml_time.h"

namespace paraphe {
namespace {

constexpr LineLabel kSubject = {"subject", {"Titulaire", "Holder"}};
constexpr LineLabel kIssuer = {"issuer", {"Émetteur", "Issuer"}};
constexpr LineLabel kSerial = {"serial", {"Numéro de série", "Serial number"}};
constexpr LineLabel kNotBefore = {"not_before", {"Valable à partir du", "Valid from"}};
constexpr LineLabel kNotAfter = {"not_after", {"Valable jusqu'au", "Valid until"}};
constexpr LineLabel kKey = {"key", {"Clé", "Key"}};
constexpr LineLabel kKeyUsage = {"key_usage", {"Usages de la clé", "Uses of the key"}};
constexpr LineLabel kQualified = {"qualified", {"Certificat qualifié", "Qualified certificate"}};
constexpr LineLabel kSscd = {"sscd", {"Clé dans un dispositif sécurisé", "Key in a secure device"}};
constexpr LineLabel kQcType = {"qc_type",
                               {"Type de certificat qualifié", "Type of qualified certificate"}};
constexpr LineLabel kCa = {"ca", {"Autorité de certification", "Certification authority"}};
constexpr LineLabel kVersion = {"version", {"Version", "Version"}};
constexpr LineLabel kSha256 = {"sha256", {"Empreinte SHA-256", "SHA-256 fingerprint"}};
constexpr LineLabel kUnknownCritical = {
    "unknown_critical_extension", {"Extension critique inconnue", "Unknown critical extension"}};

struct NamedRow {
  absl::string_view name;
  BilingualView words;
};

// Bits 0 to 8, by their names.
// REQ: RFC 5280 §4.2.1.3
constexpr NamedRow kKeyUses[] = {
    {"digitalSignature", {"signature numérique", "digital signature"}},
    {"nonRepudiation",
     {"non-répudiation (engagement sur le contenu)", "non-repudiation (content commitment)"}},
    {"keyEncipherment", {"chiffrement de clés", "key encipherment"}},
    {"dataEncipherment", {"chiffrement de données", "data encipherment"}},
    {"keyAgreement", {"accord de clés", "key agreement"}},
    {"keyCertSign", {"signature de certificats", "signing certificates"}},
    {"cRLSign", {"signature de listes de révocation", "signing revocation lists"}},
    {"encipherOnly", {"chiffrement seulement", "enciphering only"}},
    {"decipherOnly", {"déchiffrement seulement", "deciphering only"}},
};

// REQ: ETSI EN 319 412-5 §4.2.3
constexpr NamedRow kQcTypes[] = {
    {"0.4.0.1862.1.6.1", {"pour la signature électronique", "for electronic signatures"}},
    {"0.4.0.1862.1.6.2", {"pour le cachet électronique", "for electronic seals"}},
    {"0.4.0.1862.1.6.3",
     {"pour l'authentification de site internet", "for web site authentication"}},
};

Bilingual YesNo(bool yes) { return yes ? Bilingual{"oui", "yes"} : Bilingual{"non", "no"}; }

absl::string_view YesNoValue(bool yes) { return yes ? "true" : "false"; }

void Append(absl::string_view text, std::string& list) {
  absl::StrAppend(&list, list.empty() ? "" : ", ", text);
}

void AddKey(const Certificate& certificate, Lines& lines) {
  const std::string size = absl::StrCat(certificate.key_name(), ", ", certificate.key_bits());
  AddLine(kKey, absl::StrCat(size, " bits"), {}, lines);
}

void AddKeyUsage(const Certificate& certificate, Lines& lines) {
  if (!certificate.KeyUsage(0).has_value()) {
    AddLine(kKeyUsage, "", {"sans restriction", "not restricted"}, lines);
    return;
  }
  std::string names;
  Bilingual words;
  for (int bit = 0; bit < static_cast<int>(std::size(kKeyUses)); ++bit) {
    if (!*certificate.KeyUsage(bit)) continue;
    Append(kKeyUses[bit].name, names);
    Append(kKeyUses[bit].words.fr, words.fr);
    Append(kKeyUses[bit].words.en, words.en);
  }
  AddLine(kKeyUsage, names, words, lines);
}

void AddQcTypes(const QcStatements& statements, Lines& lines) {
  for (const std::string& type : statements.types) {
    Bilingual words;
    for (const NamedRow& row : kQcTypes) {
      if (row.name == type) words = CopyOf(row.words);
    }
    AddLine(kQcType, type, words, lines);
  }
}

void AddQcStatements(const Certificate& certificate, Lines& lines) {
  const QcStatements statements = certificate.qc_statements().value_or(QcStatements());
  AddLine(kQualified, YesNoValue(statements.compliance), YesNo(statements.compliance), lines);
  AddLine(kSscd, YesNoValue(statements.sscd), YesNo(statements.sscd), lines);
  AddQcTypes(statements, lines);
}

}  // namespace

std::vector<v1::AttributeLine> DescribeCertificate(const Certificate& certificate) {
  Lines lines;
  AddLine(kSubject, certificate.subject(),
          NameInWords(certificate.subject_name(), certificate.subject()), lines);
  AddLine(kIssuer, certificate.issuer(),
          NameInWords(certificate.issuer_name(), certificate.issuer()), lines);
  AddLine(kSerial, certificate.serial_hex(), {}, lines);
  AddLine(kNotBefore, xades::FormatXmlDateTime(certificate.not_before()),
          TimeInWords(certificate.not_before()), lines);
  AddLine(kNotAfter, xades::FormatXmlDateTime(certificate.not_after()),
          TimeInWords(certificate.not_after()), lines);
  AddKey(certificate, lines);
  AddKeyUsage(certificate, lines);
  AddQcStatements(certificate, lines);
  AddLine(kCa, YesNoValue(certificate.is_ca()), YesNo(certificate.is_ca()), lines);
  AddLine(kVersion, absl::StrCat(certificate.version()), {}, lines);
  AddLine(kSha256, GroupedHex(certificate.sha256()), {}, lines);
  for (const std::string& oid : certificate.unknown_critical_extensions()) {
    AddLine(kUnknownCritical, oid, {}, lines);
  }
  return lines;
}

}  // namespace paraphe
