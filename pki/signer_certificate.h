// The signer's certificate, as far as a signature needs it: its bytes, its key, who issued it.
// Whether it may sign is the policy's question (policy/), not asked here.
#ifndef PARAPHE_PKI_SIGNER_CERTIFICATE_H_
#define PARAPHE_PKI_SIGNER_CERTIFICATE_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/openssl.h"

namespace paraphe {

// Whether the key is RSA with an odd modulus and an odd public exponent from 3 to 2^64: an exponent
// of 1, or an even one, lets anybody forge signatures; one longer than 64 bits is beyond what
// OpenSSL computes with for large keys. Thread-safe.
//
// REQ: RFC 8017 §3.1
bool IsUsableRsaKey(const EVP_PKEY& key);

// Movable, not copyable. Thread-safe as far as const goes.
class SignerCertificate {
 public:
  // Reads DER of at most 64 KiB. CERTIFICATE_MALFORMED where it is not one X.509 certificate to the
  // last byte, or not in DER; CERTIFICATE_REFUSED where its key is not RSA of 2048 to 4096 bits
  // with an odd public exponent from 3 to 2^64.
  static absl::StatusOr<SignerCertificate> Parse(absl::string_view der);

  const std::string& der() const { return der_; }

  // Subject and issuer as RFC 4514 strings (pki/distinguished_name.h).
  const std::string& subject() const { return subject_; }
  const std::string& issuer() const { return issuer_; }
  // The subject's first CN as UTF-8; empty for none.
  const std::string& common_name() const { return common_name_; }

  // The serial number in decimal, as ds:X509SerialNumber has it; up to 20 bytes and more.
  const std::string& serial() const { return serial_; }

  // DER of IssuerSerial (RFC 5035 §4), which IssuerSerialV2 carries.
  const std::string& issuer_serial() const { return issuer_serial_; }

  // Bytes of the modulus, which are those of a signature: 256 to 512.
  size_t modulus_bytes() const { return modulus_bytes_; }

  // Not null; owned by this object.
  EVP_PKEY* key() const { return X509_get0_pubkey(certificate_.get()); }
  X509* x509() const { return certificate_.get(); }

 private:
  SignerCertificate() = default;

  UniqueX509 certificate_;
  std::string der_;
  std::string subject_;
  std::string issuer_;
  std::string common_name_;
  std::string serial_;
  std::string issuer_serial_;
  size_t modulus_bytes_ = 0;
};

}  // namespace paraphe

#endif  // PARAPHE_PKI_SIGNER_CERTIFICATE_H_
