// A signer's certificate, read as its issuer meant it (CERT-5).
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

// Bits of keyUsage as RFC 5280 §4.2.1.3 numbers them, for KeyUsage().
inline constexpr int kDigitalSignatureBit = 0;
inline constexpr int kNonRepudiationBit = 1;

// Immutable and cheap to copy; thread-safe.
class Certificate {
 public:
  // Reads DER of at most 64 KiB, strictly: one certificate to the last byte, each extension at most
  // once and DER itself, key usage, basic constraints and qcStatements of the right structure, a
  // key and dates that can be read. CERTIFICATE_MALFORMED otherwise.
  static absl::StatusOr<Certificate> Parse(absl::string_view der);

  const std::string& der() const { return facts_->der; }
  const std::string& sha256() const { return facts_->sha256; }  // raw, of der()

  // The first commonName as UTF-8, as it stands; empty where there is none.
  const std::string& subject_cn() const { return facts_->subject_cn; }
  const std::string& issuer_cn() const { return facts_->issuer_cn; }
  // RFC 4514 strings.
  const std::string& subject() const { return facts_->subject; }
  const std::string& issuer() const { return facts_->issuer; }

  const std::string& serial_decimal() const { return facts_->serial_decimal; }
  const std::string& serial_hex() const {
    return facts_->serial_hex;
  }                                                // upper case, without separators
  int version() const { return facts_->version; }  // 1, 2, 3; 4 and more are nonsense
  absl::Time not_before() const { return facts_->not_before; }
  absl::Time not_after() const { return facts_->not_after; }
  // Whether `time` is from not_before through not_after, inclusive.
  //
  // REQ: RFC 5280 §4.1.2.5
  bool IsValidAt(absl::Time time) const;

  KeyKind key_kind() const { return facts_->key_kind; }
  int key_bits() const { return facts_->key_bits; }  // size of the modulus or of the field
  const std::string& key_name() const {
    return facts_->key_name;
  }  // "RSA", "EC", or the algorithm's OID
  // The bit of keyUsage; nullopt where the certificate has no keyUsage.
  std::optional<bool> KeyUsage(int bit) const;
  bool is_ca() const { return facts_->is_ca; }  // basicConstraints says so

  // Unset where the certificate has no qcStatements.
  const std::optional<QcStatements>& qc_statements() const { return facts_->qc_statements; }

  // Dotted OIDs of the critical extensions that Paraphe does not process.

  //

  // REQ: RFC 5280 §4.2
  const std::vector<std::string>& unknown_critical_extensions() const {
    return facts_->unknown_critical_extensions;
  }

  // For OpenSSL's functions; not to be changed. Owned by this object and its copies.
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
    int version = 0;
    absl::Time not_before;
    absl::Time not_after;
    KeyKind key_kind = KeyKind::kOther;
    int key_bits = 0;
    std::string key_name;
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
