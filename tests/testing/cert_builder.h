// Certificates made in code. A builder starts good; each setter changes exactly one thing.
#ifndef PARAPHE_TESTS_TESTING_CERT_BUILDER_H_
#define PARAPHE_TESTS_TESTING_CERT_BUILDER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "tests/testing/test_key.h"

namespace paraphe::test {

// A certificate with its key.
struct TestCert {
  std::string der;
  TestKeyPtr key;

  std::string Pem() const;
  std::string Sha256() const;  // raw
  // The X509 object; dies where `der` does not parse (as after TrailingBytes).
  UniqueX509 Parse() const;
  // A PKCS#12 file with key and certificate under the friendly name "paraphe-test".
  std::string Pkcs12(const std::string& password) const;
};

// One attribute of a distinguished name. `oid` is dotted or a short name ("CN"); `value` holds the
// bytes of the string type `type` (V_ASN1_UTF8STRING, V_ASN1_PRINTABLESTRING, V_ASN1_BMPSTRING,
// ...).
struct NamePart {
  std::string oid;
  std::string value;
  int type = V_ASN1_UTF8STRING;
  bool same_rdn = false;  // joins the RDN of the part before it (multi-valued RDN)
};
using TestName = std::vector<NamePart>;

// What a statement of the qcStatements extension holds: an OID and, where not empty, the DER of its
// info.
struct TestQcStatement {
  std::string oid;
  std::string info_der;
};

inline constexpr char kQcCompliance[] = "0.4.0.1862.1.1";
inline constexpr char kQcSscd[] = "0.4.0.1862.1.4";
inline constexpr char kQcType[] = "0.4.0.1862.1.6";

// Bits of keyUsage (RFC 5280 §4.2.1.3), by their numbers there.
enum KeyUsageBit {
  kDigitalSignature = 0,
  kNonRepudiation = 1,
  kKeyEncipherment = 2,
  kDataEncipherment = 3,
  kKeyAgreement = 4,
  kKeyCertSign = 5,
  kCrlSign = 6,
  kEncipherOnly = 7,
  kDecipherOnly = 8,
};

// Not thread-safe. Copies are independent. Build() may be called again, and dies where OpenSSL
// fails.
class CertBuilder {
 public:
  // A signer's certificate: version 3, RSA-2048 (the process's shared key), valid from 2020 to
  // 2049, keyUsage nonRepudiation (critical), not a CA, qualified, on an SSCD, for electronic
  // signatures. Self-signed until IssuedBy.
  static CertBuilder Signer(absl::string_view common_name);
  // A CA: EC P-256, keyUsage keyCertSign and cRLSign, basicConstraints CA (both critical).
  static CertBuilder Ca(absl::string_view common_name);

  CertBuilder& IssuedBy(const TestCert& issuer);  // name, authority key identifier and signature
  CertBuilder& Key(TestKeyPtr key);               // subject's key
  CertBuilder& Subject(TestName name);
  CertBuilder& SubjectDer(std::string der);  // the DER of the whole Name, as it is
  CertBuilder& Issuer(TestName name);        // other than the subject of the issuer
  CertBuilder& Validity(absl::Time not_before, absl::Time not_after);
  CertBuilder& SerialHex(std::string hex);  // up to 20 bytes; may begin with "-"
  CertBuilder& Version(int version);        // 1, 2 or 3; extensions stay
  CertBuilder& KeyUsage(std::vector<KeyUsageBit> bits);
  CertBuilder& NoKeyUsage();
  CertBuilder& CaFlag(bool ca);
  CertBuilder& NoBasicConstraints();
  CertBuilder& PathLength(int length);
  CertBuilder& Qc(std::vector<TestQcStatement> statements);
  CertBuilder& QcDer(std::string der);  // the extension's value, as it is
  CertBuilder& QcCritical();
  CertBuilder& NoQc();
  CertBuilder& SignatureHash(std::string name);  // "SHA1", "MD5", ...; SHA256 unless set
  CertBuilder& SignWith(TestKeyPtr key);         // a key that is not the issuer's
  CertBuilder& FlipSignatureBit();
  CertBuilder& TrailingBytes(std::string bytes);  // after the certificate's DER
  CertBuilder& Extension(std::string oid, bool critical, std::string der);  // one more, as it is
  CertBuilder& NoAuthorityKeyId();

  TestCert Build() const;

 private:
  struct ExtraExtension {
    std::string oid;
    bool critical;
    std::string der;
  };

  CertBuilder() = default;
  void AddExtensions(X509* certificate) const;

  TestKeyPtr key_;
  std::optional<TestCert> issuer_;
  TestName subject_;
  std::string subject_der_;
  std::optional<TestName> issuer_name_;
  absl::Time not_before_;
  absl::Time not_after_;
  std::string serial_hex_;
  int version_ = 3;
  std::optional<std::vector<KeyUsageBit>> key_usage_;
  std::optional<bool> ca_flag_;
  std::optional<int> path_length_;
  std::optional<std::string> qc_der_;
  bool qc_critical_ = false;
  bool authority_key_id_ = true;
  std::string signature_hash_ = "SHA256";
  TestKeyPtr sign_with_;
  bool flip_signature_bit_ = false;
  std::string trailing_bytes_;
  std::vector<ExtraExtension> extra_extensions_;
};

// DER of a QCStatements value (RFC 3739 §3.2.6), and of the pieces that tests put into it.
std::string QcStatementsDer(const std::vector<TestQcStatement>& statements);
std::string DerOid(const std::string& oid);
std::string DerSequence(absl::string_view content);  // any length
std::string DerTlv(uint8_t tag, absl::string_view content);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_CERT_BUILDER_H_
