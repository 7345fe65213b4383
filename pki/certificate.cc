#include "pki/certificate.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

#include "common/bounds.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "pki/certificate_defect.h"
#include "pki/certificate_extensions.h"
#include "pki/der.h"
#include "pki/distinguished_name.h"
#include "pki/name_attributes.h"
#include "pki/rsa_key.h"

namespace paraphe {
namespace {

// What makes bytes no certificate, or none that can be read with certainty.
constexpr BilingualView kTooLarge = {"il dépasse 64 Kio", "larger than 64 KiB"};
constexpr BilingualView kStructure = {"sa structure n'est pas celle d'un certificat X.509",
                                      "its structure is not that of an X.509 certificate"};
constexpr BilingualView kCommonName = {"un nom commun (CN) n'est pas du texte",
                                       "a commonName that is not text"};
constexpr BilingualView kIssuer = {"le nom de son émetteur ne peut être encodé",
                                   "its issuer cannot be encoded"};
constexpr BilingualView kDate = {
    "une date de sa validité n'est pas écrite comme le veut la RFC 5280",
    "a date of its validity that is not as RFC 5280 wants it"};
constexpr BilingualView kSerial = {"son numéro de série n'est pas un nombre",
                                   "a serial number that is no number"};
constexpr BilingualView kRsaKey = {"sa clé RSA ne peut être lue", "an RSA key that does not parse"};

absl::Status NotDer(BilingualView fault) {
  return MalformedCertificate({absl::StrCat("ce n'est pas une seule valeur en DER : ", fault.fr),
                               absl::StrCat("not one value in DER: ", fault.en)});
}

absl::StatusOr<UniqueX509> Decode(absl::string_view der) {
  if (der.size() > kMaxCertificateBytes) return MalformedCertificate(kTooLarge);
  // OpenSSL reads BER as well: one certificate in many encodings, each with a digest of its own.
  if (const auto fault = FindDerFault(der); fault.has_value()) return NotDer(*fault);
  ClearOpensslErrors();
  const auto* in = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* end = in + der.size();
  UniqueX509 certificate(d2i_X509(nullptr, &in, static_cast<long>(der.size())));
  ClearOpensslErrors();
  if (certificate == nullptr || in != end) return MalformedCertificate(kStructure);
  return certificate;
}

absl::StatusOr<std::string> CommonName(const X509_NAME* name) {
  std::optional<std::string> text = ReadCommonName(name);
  if (!text.has_value()) return MalformedCertificate(kCommonName);
  return *std::move(text);
}

// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber CertificateSerialNumber }, with the
// issuer as one directoryName whose octets are those of the certificate.
//
// REQ: RFC 5035 §4; ETSI EN 319 132-1 §5.2.2
absl::StatusOr<std::string> EncodeIssuerSerial(const X509* certificate) {
  constexpr char kSequence = '\x30';
  constexpr char kDirectoryName = '\xA4';  // [4] EXPLICIT Name. REQ: RFC 5280 §4.2.1.6
  const auto issuer = ToDer<X509_NAME>(i2d_X509_NAME, X509_get_issuer_name(certificate));
  const auto serial = ToDer<ASN1_INTEGER>(i2d_ASN1_INTEGER, X509_get0_serialNumber(certificate));
  if (!issuer.has_value() || !serial.has_value()) return MalformedCertificate(kIssuer);
  const std::string general_names = EncodeDer(kSequence, EncodeDer(kDirectoryName, *issuer));
  return EncodeDer(kSequence, absl::StrCat(general_names, *serial));
}

// REQ: RFC 5280 §4.1.2.5.1, §4.1.2.5.2 (seconds are there, the zone is Z)
absl::StatusOr<absl::Time> ReadTime(const ASN1_TIME* field) {
  const absl::string_view text(reinterpret_cast<const char*>(ASN1_STRING_get0_data(field)),
                               static_cast<size_t>(ASN1_STRING_length(field)));
  const size_t size = ASN1_STRING_type(field) == V_ASN1_UTCTIME ? 13 : 15;
  std::tm parts{};
  if (text.size() != size || text.back() != 'Z' || ASN1_TIME_to_tm(field, &parts) != 1) {
    ClearOpensslErrors();
    return MalformedCertificate(kDate);
  }
  const absl::CivilSecond civil(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                                parts.tm_hour, parts.tm_min, parts.tm_sec);
  return absl::FromCivil(civil, absl::UTCTimeZone());
}

std::string TakeText(char* text) {
  std::string taken = text == nullptr ? "" : text;
  OPENSSL_free(text);
  return taken;
}

// The content of the SEQUENCE that `der` is; empty where it is none.
absl::string_view ContentOf(absl::string_view der) {
  const auto* in = reinterpret_cast<const unsigned char*>(der.data());
  long size = 0;
  int tag = 0;
  int tag_class = 0;
  const int header = ASN1_get_object(&in, &size, &tag, &tag_class, static_cast<long>(der.size()));
  const bool is_sequence = (header & 0x80) == 0 && tag == V_ASN1_SEQUENCE;
  return is_sequence
             ? absl::string_view(reinterpret_cast<const char*>(in), static_cast<size_t>(size))
             : absl::string_view();
}

const X509_NAME* OnlyName(const GENERAL_NAMES* names) {
  if (names == nullptr || sk_GENERAL_NAME_num(names) != 1) return nullptr;
  const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, 0);
  return name->type == GEN_DIRNAME ? name->d.directoryName : nullptr;
}

// Whether the content of an IssuerSerial names the issuer and the serial number of `certificate`.
bool IsSameByValue(absl::string_view content, const Certificate& certificate) {
  const auto* in = reinterpret_cast<const unsigned char*>(content.data());
  const unsigned char* end = in + content.size();
  const UniqueGeneralNames names(d2i_GENERAL_NAMES(nullptr, &in, end - in));
  const X509_NAME* issuer = OnlyName(names.get());
  if (issuer == nullptr) return false;
  const UniqueAsn1Integer serial(d2i_ASN1_INTEGER(nullptr, &in, end - in));
  return serial != nullptr && in == end &&
         ASN1_INTEGER_cmp(serial.get(), X509_get0_serialNumber(certificate.x509())) == 0 &&
         SameDistinguishedName(issuer, certificate.issuer_name());
}

}  // namespace

// Fills Certificate::Facts, one group of fields a function.
class CertificateReader {
 public:
  static absl::StatusOr<Certificate> Read(absl::string_view der) {
    auto facts = std::make_shared<Certificate::Facts>();
    ASSIGN_OR_RETURN(facts->x509, Decode(der));
    facts->der = std::string(der);
    facts->sha256 = Sha256(der);
    facts->version = static_cast<int>(X509_get_version(facts->x509.get())) + 1;
    RETURN_IF_ERROR(ReadNames(*facts));
    RETURN_IF_ERROR(ReadSerial(*facts));
    RETURN_IF_ERROR(ReadValidity(*facts));
    RETURN_IF_ERROR(ReadKey(*facts));
    RETURN_IF_ERROR(ReadAllExtensions(*facts));
    return Certificate(std::move(facts));
  }

 private:
  using Facts = Certificate::Facts;

  static absl::Status ReadNames(Facts& facts) {
    const X509_NAME* subject = X509_get_subject_name(facts.x509.get());
    const X509_NAME* issuer = X509_get_issuer_name(facts.x509.get());
    ASSIGN_OR_RETURN(facts.subject_cn, CommonName(subject));
    ASSIGN_OR_RETURN(facts.issuer_cn, CommonName(issuer));
    facts.subject = WriteDistinguishedName(subject);
    facts.issuer = WriteDistinguishedName(issuer);
    return absl::OkStatus();
  }

  static absl::Status ReadSerial(Facts& facts) {
    const UniqueBignum number(
        ASN1_INTEGER_to_BN(X509_get0_serialNumber(facts.x509.get()), nullptr));
    if (number == nullptr) return MalformedCertificate(kSerial);
    facts.serial_decimal = TakeText(BN_bn2dec(number.get()));
    facts.serial_hex = BN_is_zero(number.get()) == 1 ? "00" : TakeText(BN_bn2hex(number.get()));
    ASSIGN_OR_RETURN(facts.issuer_serial, EncodeIssuerSerial(facts.x509.get()));
    return absl::OkStatus();
  }

  static absl::Status ReadValidity(Facts& facts) {
    ASSIGN_OR_RETURN(facts.not_before, ReadTime(X509_get0_notBefore(facts.x509.get())));
    ASSIGN_OR_RETURN(facts.not_after, ReadTime(X509_get0_notAfter(facts.x509.get())));
    return absl::OkStatus();
  }

  // A key of an algorithm that OpenSSL does not know is no fault of the encoding; one of RSA that
  // it cannot read is.
  static absl::Status ReadKey(Facts& facts) {
    ASN1_OBJECT* algorithm = nullptr;
    X509_PUBKEY_get0_param(&algorithm, nullptr, nullptr, nullptr,
                           X509_get_X509_PUBKEY(facts.x509.get()));
    ClearOpensslErrors();
    const EVP_PKEY* key = X509_get0_pubkey(facts.x509.get());
    ClearOpensslErrors();
    const int nid = OBJ_obj2nid(algorithm);
    facts.key_name = DottedOid(algorithm);
    facts.key_bits = key == nullptr ? 0 : EVP_PKEY_get_bits(key);
    if (nid == NID_rsaEncryption) {
      if (key == nullptr) return MalformedCertificate(kRsaKey);
      facts.key_kind = KeyKind::kRsa;
      facts.key_name = "RSA";
      facts.rsa = ReadRsaNumbers(key);
    } else if (nid == NID_X9_62_id_ecPublicKey) {
      facts.key_kind = KeyKind::kEc;
      facts.key_name = "EC";
    }
    return absl::OkStatus();
  }

  static absl::Status ReadAllExtensions(Facts& facts) {
    ASSIGN_OR_RETURN(CertificateExtensions extensions, ReadExtensions(facts.x509.get()));
    facts.key_usage = extensions.key_usage;
    facts.is_ca = extensions.is_ca;
    facts.qc_statements = std::move(extensions.qc_statements);
    facts.unknown_critical_extensions = std::move(extensions.unknown_critical);
    return absl::OkStatus();
  }
};

// REQ: CERT-5
absl::StatusOr<Certificate> Certificate::Parse(absl::string_view der) {
  return CertificateReader::Read(der);
}

bool Certificate::IsValidAt(absl::Time time) const {
  return not_before() <= time && time <= not_after();
}

bool Certificate::IsNamedBy(absl::string_view issuer_serial) const {
  if (issuer_serial == this->issuer_serial()) return true;
  if (!IsDer(issuer_serial)) return false;
  const bool same = IsSameByValue(ContentOf(issuer_serial), *this);
  ClearOpensslErrors();
  return same;
}

// Bit n of the BIT STRING is OpenSSL's bit 7-n of byte 0, and bit 8 its highest of byte 1.
std::optional<bool> Certificate::KeyUsage(int bit) const {
  if (!facts_->key_usage.has_value() || bit < 0 || bit > 8) return std::nullopt;
  const uint32_t mask = bit < 8 ? 0x80U >> bit : 0x8000U;
  return (*facts_->key_usage & mask) != 0;
}

bool Certificate::MayIssue() const { return is_ca() && KeyUsage(kKeyCertSignBit).value_or(true); }

}  // namespace paraphe
