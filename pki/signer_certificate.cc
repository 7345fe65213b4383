#include "pki/signer_certificate.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "common/text_rules.h"
#include "pki/der.h"
#include "pki/distinguished_name.h"
#include "pki/issuer_serial.h"

namespace paraphe {
namespace {

constexpr size_t kMaxCertificateBytes = size_t{64} << 10;
constexpr int kMinModulusBits = 2048;
constexpr int kMaxModulusBits = 4096;
constexpr int kMaxExponentBits = 64;

absl::StatusOr<UniqueX509> ParseDer(absl::string_view der) {
  if (der.empty() || der.size() > kMaxCertificateBytes) {
    return MakeError(v1::CERTIFICATE_MALFORMED,
                     absl::StrCat("the certificate has ", der.size(), " bytes; 1 to ",
                                  kMaxCertificateBytes, " are possible"));
  }
  ClearOpensslErrors();
  const auto* begin = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* at = begin;
  UniqueX509 certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (certificate == nullptr) {
    return MakeError(v1::CERTIFICATE_MALFORMED,
                     "the certificate is not DER of X.509: " + DrainOpensslErrors());
  }
  if (at != begin + der.size()) {
    return MakeError(
        v1::CERTIFICATE_MALFORMED,
        absl::StrCat("the certificate is followed by ", begin + der.size() - at, " other bytes"));
  }
  // OpenSSL reads BER as well: one certificate in many encodings, each with a digest of its own.
  if (IsDer(der)) return certificate;
  return MakeError(v1::CERTIFICATE_MALFORMED,
                   "the certificate is not in DER, the one encoding that its digest stands for");
}

UniqueBignum KeyNumber(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  EVP_PKEY_get_bn_param(key, name, &number);
  return UniqueBignum(number);
}

// REQ: SIG-3; RFC 8017 §3.1
absl::Status CheckKey(const X509* certificate) {
  ClearOpensslErrors();
  const EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) {
    return MakeError(v1::CERTIFICATE_MALFORMED,
                     "the certificate's key cannot be read: " + DrainOpensslErrors());
  }
  if (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA) {
    return MakeError(v1::CERTIFICATE_REFUSED,
                     "the certificate's key is not RSA; signatures are RSA PKCS#1 v1.5");
  }
  const int bits = EVP_PKEY_get_bits(key);
  if (bits < kMinModulusBits || bits > kMaxModulusBits) {
    return MakeError(v1::CERTIFICATE_REFUSED,
                     absl::StrCat("the certificate's RSA key has ", bits, " bits; ",
                                  kMinModulusBits, " to ", kMaxModulusBits, " are accepted"));
  }
  if (IsUsableRsaKey(*key)) return absl::OkStatus();
  return MakeError(v1::CERTIFICATE_REFUSED,
                   "the certificate's RSA key is unusable: its modulus must be odd, its public "
                   "exponent odd, above 1 and at most 64 bits long");
}

absl::StatusOr<std::string> SerialInDecimal(const X509* certificate) {
  const UniqueBignum serial(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
  char* decimal = serial == nullptr ? nullptr : BN_bn2dec(serial.get());
  if (decimal == nullptr) {
    return MakeError(v1::CERTIFICATE_MALFORMED, "the certificate's serial number cannot be read");
  }
  std::string text(decimal);
  OPENSSL_free(decimal);
  return text;
}

std::string CommonName(const X509_NAME* name) {
  const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
  if (at < 0) return {};
  unsigned char* utf8 = nullptr;
  const int size =
      ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
  if (size < 0) return {};
  std::string text(reinterpret_cast<const char*>(utf8), static_cast<size_t>(size));
  OPENSSL_free(utf8);
  return CountPlainCharacters(text).has_value() ? text : std::string();
}

}  // namespace

bool IsUsableRsaKey(const EVP_PKEY& key) {
  const UniqueBignum modulus = KeyNumber(&key, "n");
  const UniqueBignum exponent = KeyNumber(&key, "e");
  return modulus != nullptr && exponent != nullptr && BN_is_odd(modulus.get()) &&
         BN_is_odd(exponent.get()) && !BN_is_one(exponent.get()) &&
         BN_num_bits(exponent.get()) <= kMaxExponentBits;
}

absl::StatusOr<SignerCertificate> SignerCertificate::Parse(absl::string_view der) {
  SignerCertificate parsed;
  ASSIGN_OR_RETURN(parsed.certificate_, ParseDer(der));
  const X509* certificate = parsed.certificate_.get();
  RETURN_IF_ERROR(CheckKey(certificate));
  parsed.der_ = std::string(der);
  parsed.subject_ = WriteDistinguishedName(X509_get_subject_name(certificate));
  parsed.issuer_ = WriteDistinguishedName(X509_get_issuer_name(certificate));
  parsed.common_name_ = CommonName(X509_get_subject_name(certificate));
  ASSIGN_OR_RETURN(parsed.serial_, SerialInDecimal(certificate));
  ASSIGN_OR_RETURN(parsed.issuer_serial_, EncodeIssuerSerial(certificate));
  parsed.modulus_bytes_ = static_cast<size_t>(EVP_PKEY_get_size(parsed.key()));
  return parsed;
}

}  // namespace paraphe
