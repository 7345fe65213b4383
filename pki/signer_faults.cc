#include "pki/signer_faults.h"

#include "pki/rsa_key.h"

namespace paraphe {
namespace {

// REQ: RFC 5280 §4.2.1.3 (without keyUsage, the uses of the key are not restricted)
bool CannotSign(const Certificate& certificate) {
  return certificate.KeyUsage(kDigitalSignatureBit) == false &&
         certificate.KeyUsage(kNonRepudiationBit) == false;
}

bool HasKeyFor(const Certificate& certificate, KeyUse use) {
  const bool other_kind = use == KeyUse::kVerify && certificate.key_kind() == KeyKind::kEc;
  return other_kind ? certificate.key() != nullptr : HasUsableRsaKey(certificate);
}

// Equally strong: 112 bits. REQ: NIST SP 800-57 part 1 §5.6.1.1
constexpr int kLeastRsaBits = 2048;
constexpr int kLeastEcBits = 224;

bool HasKeySizeFor(const Certificate& certificate, KeyUse use) {
  if (use == KeyUse::kSign) {
    return certificate.key_kind() != KeyKind::kRsa || HasKeyOfAcceptedSize(certificate);
  }
  return certificate.key_bits() >=
         (certificate.key_kind() == KeyKind::kEc ? kLeastEcBits : kLeastRsaBits);
}

struct Rule {
  v1::CertificateFault fault;
  bool (*broken)(const Certificate& certificate, absl::Time now, KeyUse use);
};

// The rules of the certificate by itself.
constexpr Rule kRules[] = {
    {v1::FAULT_NOT_V3, [](const Certificate& c, absl::Time, KeyUse) { return c.version() != 3; }},
    {v1::FAULT_NOT_YET_VALID, [](const Certificate& c, absl::Time now,
                                 KeyUse) { return !c.IsValidAt(now) && now < c.not_before(); }},
    {v1::FAULT_EXPIRED, [](const Certificate& c, absl::Time now,
                           KeyUse) { return !c.IsValidAt(now) && now >= c.not_before(); }},
    {v1::FAULT_KEY_CANNOT_SIGN,
     [](const Certificate& c, absl::Time, KeyUse) { return CannotSign(c); }},
    {v1::FAULT_KEY_ALGORITHM,
     [](const Certificate& c, absl::Time, KeyUse use) { return !HasKeyFor(c, use); }},
    {v1::FAULT_KEY_SIZE,
     [](const Certificate& c, absl::Time, KeyUse use) { return !HasKeySizeFor(c, use); }},
    {v1::FAULT_UNKNOWN_CRITICAL_EXTENSION,
     [](const Certificate& c, absl::Time, KeyUse) {
       return !c.unknown_critical_extensions().empty();
     }},
    {v1::FAULT_IS_CA, [](const Certificate& c, absl::Time, KeyUse) { return c.is_ca(); }},
};

struct FaultRow {
  v1::CertificateFault fault;
  BilingualView sentence;
};

constexpr FaultRow kFaults[] = {
    {v1::FAULT_NOT_V3,
     {"Le certificat n'est pas un certificat X.509 de version 3.",
      "The certificate is not an X.509 version 3 certificate."}},
    {v1::FAULT_NOT_YET_VALID,
     {"Le certificat n'est pas encore valable.", "The certificate is not valid yet."}},
    {v1::FAULT_EXPIRED, {"Le certificat a expiré.", "The certificate has expired."}},
    {v1::FAULT_KEY_CANNOT_SIGN,
     {"Le certificat n'autorise pas l'usage de sa clé pour signer.",
      "The certificate does not allow its key to sign."}},
    {v1::FAULT_NO_NON_REPUDIATION,
     {"La politique exige un certificat de non-répudiation (engagement sur le contenu), et "
      "celui-ci "
      "n'en est pas un.",
      "The policy requires a certificate for non-repudiation (content commitment), and this is not "
      "one."}},
    {v1::FAULT_NOT_QUALIFIED,
     {"La politique exige un certificat qualifié, et celui-ci ne l'est pas.",
      "The policy requires a qualified certificate, and this one is not."}},
    {v1::FAULT_NOT_SSCD,
     {"La politique exige une clé conservée dans un dispositif sécurisé de création de signature, "
      "et le certificat ne l'atteste pas.",
      "The policy requires a key in a secure signature creation device, and the certificate does "
      "not state that."}},
    {v1::FAULT_UNTRUSTED_ISSUER,
     {"Le certificat n'a pas été émis par une autorité de certification reconnue.",
      "The certificate was not issued by a certification authority that is trusted here."}},
    {v1::FAULT_BAD_PATH_SIGNATURE,
     {"Une signature de la chaîne de certification est fausse : le certificat, ou celui d'une "
      "autorité, a été altéré ou contrefait.",
      "A signature in the certification path is wrong: the certificate, or that of an authority, "
      "was altered or forged."}},
    {v1::FAULT_ISSUER_NOT_CA,
     {"Un émetteur de la chaîne de certification n'est pas une autorité autorisée à émettre des "
      "certificats.",
      "An issuer in the certification path is not an authority that may issue certificates."}},
    {v1::FAULT_ISSUER_EXPIRED,
     {"Le certificat d'une autorité de la chaîne de certification n'est pas dans sa période de "
      "validité.",
      "The certificate of an authority in the certification path is outside its validity."}},
    {v1::FAULT_KEY_ALGORITHM,
     {"La clé du certificat n'est pas une clé RSA utilisable.",
      "The certificate's key is not a usable RSA key."}},
    {v1::FAULT_KEY_SIZE,
     {"La clé RSA du certificat n'a pas une taille de 2048 à 4096 bits.",
      "The certificate's RSA key does not have a size of 2048 to 4096 bits."}},
    {v1::FAULT_UNKNOWN_CRITICAL_EXTENSION,
     {"Le certificat, ou celui d'une autorité, porte une extension critique inconnue.",
      "The certificate, or that of an authority, carries an unknown critical extension."}},
    {v1::FAULT_IS_CA,
     {"Le certificat est celui d'une autorité de certification, non celui d'un signataire.",
      "The certificate belongs to a certification authority, not to a signer."}},
    {v1::FAULT_MALFORMED,
     {"Le certificat est mal formé et ne peut être lu avec certitude.",
      "The certificate is malformed and cannot be read with certainty."}},
    {v1::FAULT_WEAK_PATH_ALGORITHM,
     {"La chaîne de certification repose sur un algorithme ou une clé trop faible.",
      "The certification path relies on an algorithm or a key that is too weak."}},
    {v1::FAULT_NOT_IMPOSED,
     {"L'application a imposé un autre certificat.",
      "The application has imposed another certificate."}},
    {v1::FAULT_NO_PRIVATE_KEY,
     {"Le dispositif ne contient pas la clé privée qui correspond au certificat.",
      "The device does not hold the private key that belongs to the certificate."}},
    {v1::FAULT_PATH_INVALID,
     {"La chaîne de certification ne satisfait pas aux règles de validation (RFC 5280).",
      "The certification path does not satisfy the rules of validation (RFC 5280)."}},
    {v1::FAULT_OTHER_PUBLIC_KEY,
     {"L'application demande un certificat d'une autre clé publique.",
      "The application asks for a certificate of another public key."}},
    {v1::FAULT_NOT_YET_VALID_AT_DATE,
     {"Le certificat n'est pas encore valable à la date demandée par l'application.",
      "The certificate is not valid yet at the date that the application asks for."}},
    {v1::FAULT_EXPIRED_AT_DATE,
     {"Le certificat aura expiré à la date demandée par l'application.",
      "The certificate has expired at the date that the application asks for."}},
};

}  // namespace

PathJudgement JudgeSigner(const Certificate& certificate, const TrustAnchors& anchors,
                          absl::Time now, KeyUse use, const std::vector<Certificate>& others,
                          SearchWork* work) {
  PathJudgement judgement = JudgePath(certificate, anchors, now, others, work);
  for (const Rule& rule : kRules) {
    if (rule.broken(certificate, now, use)) judgement.faults.insert(rule.fault);
  }
  return judgement;
}

std::set<v1::CertificateFault> FindSignerFaults(const Certificate& certificate,
                                                const TrustAnchors& anchors, absl::Time now,
                                                SearchWork* work) {
  return JudgeSigner(certificate, anchors, now, KeyUse::kSign, {}, work).faults;
}

std::optional<BilingualView> SentenceOf(v1::CertificateFault fault) {
  for (const FaultRow& row : kFaults) {
    if (row.fault == fault) return row.sentence;
  }
  return std::nullopt;
}

}  // namespace paraphe
