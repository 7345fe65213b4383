// A certificate, read strictly (CERT-5): the one that signers, CAs, policies and signatures share.
#ifndef PARAPHE_PKI_CERTIFICATE_H_
#define PARAPHE_PKI_CERTIFICATE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "common/openssl.h"
#include "pki/qc_statements.h"

namespace paraphe {

enum class KeyKind { kRsa, kEc, kOther };

// Bits of keyUsage, for Certificate::KeyUsage(). REQ: RFC 5280 §4.2.1.3
inline constexpr int kDigitalSignatureBit = 0;
inline constexpr int kNonRepudiationBit = 1;
inline constexpr int kKeyCertSignBit = 5;

// The numbers of an RSA public key, big-endian without leading zeros.
struct RsaNumbers {
  std::string modulus;
  std::string exponent;
};

// Immutable and cheap to copy: copies share what was read. Thread-safe.
class Certificate {
 public:
  // Reads the DER of one certificate, at most 64 KiB.
  // Errors:
  //   CERTIFICATE_MALFORMED  not DER of one certificate to the last byte; an extension that is
  //                          there twice or is not DER; key usage, basic constraints or
  //                          qcStatements of another structure; a key, a date or a common name that
  //                          cannot be read; DefectOf (certificate_defect.h) says which
  static absl::StatusOr<Certificate> Parse(absl::string_view der);

  const std::string& der() const { return facts_->der; }
  // Of der(), raw.
  const std::string& sha256() const { return facts_->sha256; }

  // The first commonName as UTF-8, as it stands; empty where there is none.
  const std::string& subject_cn() const { return facts_->subject_cn; }
  const std::string& issuer_cn() const { return facts_->issuer_cn; }
  // RFC 4514 strings (pki/distinguished_name.h).
  const std::string& subject() const { return facts_->subject; }
  const std::string& issuer() const { return facts_->issuer; }
  // The names themselves. Owned by this object and its copies.
  const X509_NAME* subject_name() const { return X509_get_subject_name(x509()); }
  const X509_NAME* issuer_name() const { return X509_get_issuer_name(x509()); }

  // May be negative: "-5".
  const std::string& serial_decimal() const { return facts_->serial_decimal; }
  // Upper case, without separators.
  const std::string& serial_hex() const { return facts_->serial_hex; }
  // DER of IssuerSerial (RFC 5035 §4), which IssuerSerialV2 carries.
  const std::string& issuer_serial() const { return facts_->issuer_serial; }
  // Whether the DER of another program's IssuerSerial names this certificate: the same bytes, or the
  // same by value (SameDistinguishedName), since programs write the name anew with other string
  // types. REQ: ETSI EN 319 132-1 §5.2.2
  bool IsNamedBy(absl::string_view issuer_serial) const;

  // 1, 2 or 3; X.509 defines no other.
  int version() const { return facts_->version; }
  absl::Time not_before() const { return facts_->not_before; }
  absl::Time not_after() const { return facts_->not_after; }
  // Whether `time` is from not_before to not_after, both included. REQ: RFC 5280 §4.1.2.5
  bool IsValidAt(absl::Time time) const;

  KeyKind key_kind() const { return facts_->key_kind; }
  // "RSA", "EC", or the OID of another algorithm.
  const std::string& key_name() const { return facts_->key_name; }
  // Size of the modulus or of the field; 0 where key() is null.
  int key_bits() const { return facts_->key_bits; }
  // Unset where the key is not RSA.
  const std::optional<RsaNumbers>& rsa() const { return facts_->rsa; }
  // Null where OpenSSL does not know the algorithm. Not to be changed. Owned by this object and its
  // copies.
  EVP_PKEY* key() const { return X509_get0_pubkey(x509()); }

  // Whether keyUsage has the bit; nullopt where the certificate has no keyUsage.
  std::optional<bool> KeyUsage(int bit) const;
  // Whether basicConstraints says that this is a CA.
  bool is_ca() const { return facts_->is_ca; }
  // Whether this is a CA whose keyUsage, where there is one, has keyCertSign.
  bool MayIssue() const;
  // Unset where the certificate has no qcStatements.
  const std::optional<QcStatements>& qc_statements() const { return facts_->qc_statements; }
  // Dotted OIDs of the critical extensions that Paraphe does not process. REQ: RFC 5280 §4.2
  const std::vector<std::string>& unknown_critical_extensions() const {
    return facts_->unknown_critical_extensions;
  }

  // For OpenSSL's functions. Not to be changed. Owned by this object and its copies.
  X509* x509() const { return facts_->x509.get(); }

 private:
  struct Facts {
    UniqueX509 x509;
    std::string der;
    std::string sha256;
    std::string subject_cn;
    std::string issuer_cn;
    std::string subject;
    std::string issuer;
    std::string serial_decimal;
    std::string serial_hex;
    std::string issuer_serial;
    int version = 0;
    absl::Time not_before;
    absl::Time not_after;
    KeyKind key_kind = KeyKind::kOther;
    int key_bits = 0;
    std::string key_name;
    std::optional<RsaNumbers> rsa;
    std::optional<uint32_t> key_usage;  // OpenSSL's KU_* bits
    bool is_ca = false;
    std::optional<QcStatements> qc_statements;
    std::vector<std::string> unknown_critical_extensions;
  };

  explicit Certificate(std::shared_ptr<const Facts> facts) : facts_(std::move(facts)) {}
  friend class CertificateReader;

  std::shared_ptr<const Facts> facts_;
};

}  // namespace paraphe

#endif  // PARAPHE_PKI_CERTIFICATE_H_
