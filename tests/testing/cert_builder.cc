#include "tests/testing/cert_builder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/time/civil_time.h"

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

constexpr char kEsign[] = "0.4.0.1862.1.6.1";
constexpr char kQcStatementsOid[] = "1.3.6.1.5.5.7.1.3";

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string EncodeOrDie(int (*encode)(const X509*, unsigned char**), const X509* certificate) {
  unsigned char* out = nullptr;
  const int size = encode(certificate, &out);
  CheckOrDie(size > 0, "DER encoding");
  std::string der(reinterpret_cast<char*>(out), static_cast<size_t>(size));
  OPENSSL_free(out);
  return der;
}

UniqueX509Name MakeName(const TestName& parts) {
  UniqueX509Name name(NotNullOrDie(X509_NAME_new(), "X509_NAME_new"));
  for (const NamePart& part : parts) {
    const UniqueAsn1Object object(NotNullOrDie(OBJ_txt2obj(part.oid.c_str(), 0), "name OID"));
    CheckOrDie(X509_NAME_add_entry_by_OBJ(name.get(), object.get(), part.type, Bytes(part.value),
                                          static_cast<int>(part.value.size()), -1,
                                          part.same_rdn ? -1 : 0) == 1,
               "name entry");
  }
  return name;
}

UniqueX509Name ParseName(const std::string& der) {
  const unsigned char* in = Bytes(der);
  return UniqueX509Name(
      NotNullOrDie(d2i_X509_NAME(nullptr, &in, static_cast<long>(der.size())), "name DER"));
}

void SetTime(ASN1_TIME* field, absl::Time time) {
  CheckOrDie(ASN1_TIME_set(field, absl::ToTimeT(time)) != nullptr, "ASN1_TIME_set");
}

void SetSerial(X509* certificate, const std::string& hex) {
  BIGNUM* number = nullptr;
  CheckOrDie(BN_hex2bn(&number, hex.c_str()) == static_cast<int>(hex.size()), "serial");
  const UniqueBignum owner(number);
  CheckOrDie(BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr, "serial");
}

void AddRawExtension(X509* certificate, const std::string& oid, bool critical,
                     const std::string& der) {
  const UniqueAsn1Object object(NotNullOrDie(OBJ_txt2obj(oid.c_str(), 1), "extension OID"));
  const UniqueHandle<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free> value(ASN1_OCTET_STRING_new());
  CheckOrDie(ASN1_OCTET_STRING_set(value.get(), Bytes(der), static_cast<int>(der.size())) == 1,
             "extension value");
  const UniqueX509Extension extension(
      X509_EXTENSION_create_by_OBJ(nullptr, object.get(), critical ? 1 : 0, value.get()));
  CheckOrDie(X509_add_ext(certificate, extension.get(), -1) == 1, "extension");
}

// REQ: RFC 5280 §4.2.1.3; X.690 §11.2.2 (a named bit list is encoded without trailing zero bits)
std::string KeyUsageDer(const std::vector<KeyUsageBit>& bits) {
  unsigned value = 0;  // bit 0 is the most significant of 16
  int last = -1;
  for (const KeyUsageBit bit : bits) {
    value |= 0x8000U >> bit;
    last = std::max(last, static_cast<int>(bit));
  }
  if (last < 0) return DerTlv(0x03, absl::string_view("\0", 1));
  std::string content(1, static_cast<char>(7 - last % 8));
  content += static_cast<char>(value >> 8);
  if (last > 7) content += static_cast<char>(value & 0xff);
  return DerTlv(0x03, content);
}

std::string BasicConstraintsDer(bool ca, std::optional<int> path_length) {
  std::string content = ca ? DerTlv(0x01, "\xff") : "";
  if (path_length.has_value())
    content += DerTlv(0x02, std::string(1, static_cast<char>(*path_length)));
  return DerSequence(content);
}

// The key identifier of both extensions: SHA-1 of the public key's bits (RFC 5280 §4.2.1.2 method
// 1).
std::string KeyId(EVP_PKEY* key) {
  const UniqueX509 holder(X509_new());
  CheckOrDie(X509_set_pubkey(holder.get(), key) == 1, "X509_set_pubkey");
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  CheckOrDie(X509_pubkey_digest(holder.get(), EVP_sha1(), digest, &size) == 1, "key identifier");
  return std::string(reinterpret_cast<char*>(digest), size);
}

TestName CommonName(absl::string_view common_name) {
  return {
      {"C", "FR", V_ASN1_PRINTABLESTRING}, {"O", "Paraphe Test"}, {"CN", std::string(common_name)}};
}

absl::Time Year(int year) { return absl::FromCivil(absl::CivilYear(year), absl::UTCTimeZone()); }

void Sign(X509* certificate, EVP_PKEY* key, const std::string& hash) {
  const EVP_MD* md = NotNullOrDie(EVP_get_digestbyname(hash.c_str()), "signature hash");
  CheckOrDie(X509_sign(certificate, key, md) > 0, "X509_sign");
}

}  // namespace

std::string DerTlv(uint8_t tag, absl::string_view content) {
  std::string der(1, static_cast<char>(tag));
  const size_t size = content.size();
  if (size < 0x80) {
    der += static_cast<char>(size);
  } else if (size <= 0xff) {
    der += {static_cast<char>(0x81), static_cast<char>(size)};
  } else {
    CheckOrDie(size <= 0xffff, "DER length");
    der += {static_cast<char>(0x82), static_cast<char>(size >> 8), static_cast<char>(size & 0xff)};
  }
  return der.append(content.data(), size);
}

std::string DerSequence(absl::string_view content) { return DerTlv(0x30, content); }

std::string DerOid(const std::string& oid) {
  const UniqueAsn1Object object(NotNullOrDie(OBJ_txt2obj(oid.c_str(), 1), "OID"));
  return DerTlv(0x06, absl::string_view(reinterpret_cast<const char*>(OBJ_get0_data(object.get())),
                                        OBJ_length(object.get())));
}

std::string QcStatementsDer(const std::vector<TestQcStatement>& statements) {
  std::string content;
  for (const TestQcStatement& statement : statements) {
    content += DerSequence(DerOid(statement.oid) + statement.info_der);
  }
  return DerSequence(content);
}

std::string TestCert::Pem() const {
  const UniqueX509 certificate = Parse();
  const UniqueBio bio(BIO_new(BIO_s_mem()));
  CheckOrDie(PEM_write_bio_X509(bio.get(), certificate.get()) == 1, "certificate PEM");
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

std::string TestCert::Sha256() const {
  std::string digest(32, '\0');
  CheckOrDie(EVP_Q_digest(nullptr, "SHA256", nullptr, der.data(), der.size(),
                          reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1,
             "SHA-256");
  return digest;
}

UniqueX509 TestCert::Parse() const {
  const unsigned char* in = Bytes(der);
  UniqueX509 certificate(
      NotNullOrDie(d2i_X509(nullptr, &in, static_cast<long>(der.size())), "certificate DER"));
  CheckOrDie(in == Bytes(der) + der.size(), "certificate without trailing bytes");
  return certificate;
}

std::string TestCert::Pkcs12(const std::string& password) const {
  const UniqueX509 certificate = Parse();
  const UniqueHandle<PKCS12, PKCS12_free> pkcs12(PKCS12_create(
      password.c_str(), "paraphe-test", key->get(), certificate.get(), nullptr, 0, 0, 0, 0, 0));
  const UniqueBio bio(BIO_new(BIO_s_mem()));
  CheckOrDie(pkcs12 != nullptr && i2d_PKCS12_bio(bio.get(), pkcs12.get()) == 1, "PKCS#12");
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

CertBuilder CertBuilder::Signer(absl::string_view common_name) {
  CertBuilder builder;
  builder.key_ = TestKey::SharedRsa();
  builder.subject_ = CommonName(common_name);
  builder.key_usage_ = {kNonRepudiation};
  builder.serial_hex_ = "5A11";
  builder.Validity(Year(2020), Year(2050) - absl::Seconds(1));
  return builder.Qc({{kQcCompliance, ""}, {kQcSscd, ""}, {kQcType, DerSequence(DerOid(kEsign))}});
}

CertBuilder CertBuilder::Ca(absl::string_view common_name) {
  CertBuilder builder;
  builder.key_ = TestKey::NewEcP256();
  builder.subject_ = CommonName(common_name);
  builder.key_usage_ = {kKeyCertSign, kCrlSign};
  builder.ca_flag_ = true;
  builder.serial_hex_ = "0CA1";
  return builder.Validity(Year(2020), Year(2050) - absl::Seconds(1));
}

CertBuilder& CertBuilder::IssuedBy(const TestCert& issuer) {
  issuer_ = issuer;
  return *this;
}
CertBuilder& CertBuilder::Key(TestKeyPtr key) {
  key_ = std::move(key);
  return *this;
}
CertBuilder& CertBuilder::Subject(TestName name) {
  subject_ = std::move(name);
  return *this;
}
CertBuilder& CertBuilder::SubjectDer(std::string der) {
  subject_der_ = std::move(der);
  return *this;
}
CertBuilder& CertBuilder::Issuer(TestName name) {
  issuer_name_ = std::move(name);
  return *this;
}
CertBuilder& CertBuilder::Validity(absl::Time not_before, absl::Time not_after) {
  not_before_ = not_before;
  not_after_ = not_after;
  return *this;
}
CertBuilder& CertBuilder::SerialHex(std::string hex) {
  serial_hex_ = std::move(hex);
  return *this;
}
CertBuilder& CertBuilder::Version(int version) {
  version_ = version;
  return *this;
}
CertBuilder& CertBuilder::KeyUsage(std::vector<KeyUsageBit> bits) {
  key_usage_ = std::move(bits);
  return *this;
}
CertBuilder& CertBuilder::NoKeyUsage() {
  key_usage_.reset();
  return *this;
}
CertBuilder& CertBuilder::CaFlag(bool ca) {
  ca_flag_ = ca;
  return *this;
}
CertBuilder& CertBuilder::NoBasicConstraints() {
  ca_flag_.reset();
  return *this;
}
CertBuilder& CertBuilder::PathLength(int length) {
  path_length_ = length;
  return *this;
}
CertBuilder& CertBuilder::Qc(std::vector<TestQcStatement> statements) {
  return QcDer(QcStatementsDer(statements));
}
CertBuilder& CertBuilder::QcDer(std::string der) {
  qc_der_ = std::move(der);
  return *this;
}
CertBuilder& CertBuilder::QcCritical() {
  qc_critical_ = true;
  return *this;
}
CertBuilder& CertBuilder::NoQc() {
  qc_der_.reset();
  return *this;
}
CertBuilder& CertBuilder::SignatureHash(std::string name) {
  signature_hash_ = std::move(name);
  return *this;
}
CertBuilder& CertBuilder::SignWith(TestKeyPtr key) {
  sign_with_ = std::move(key);
  return *this;
}
CertBuilder& CertBuilder::FlipSignatureBit() {
  flip_signature_bit_ = true;
  return *this;
}
CertBuilder& CertBuilder::TrailingBytes(std::string bytes) {
  trailing_bytes_ = std::move(bytes);
  return *this;
}
CertBuilder& CertBuilder::Extension(std::string oid, bool critical, std::string der) {
  extra_extensions_.push_back({std::move(oid), critical, std::move(der)});
  return *this;
}
CertBuilder& CertBuilder::NoAuthorityKeyId() {
  authority_key_id_ = false;
  return *this;
}

void CertBuilder::AddExtensions(X509* certificate) const {
  const TestKeyPtr& issuer_key = issuer_.has_value() ? issuer_->key : key_;
  if (ca_flag_.has_value()) {
    AddRawExtension(certificate, "2.5.29.19", true, BasicConstraintsDer(*ca_flag_, path_length_));
  }
  if (key_usage_.has_value()) {
    AddRawExtension(certificate, "2.5.29.15", true, KeyUsageDer(*key_usage_));
  }
  AddRawExtension(certificate, "2.5.29.14", false, DerTlv(0x04, KeyId(key_->get())));
  if (authority_key_id_) {
    AddRawExtension(certificate, "2.5.29.35", false,
                    DerSequence(DerTlv(0x80, KeyId(issuer_key->get()))));
  }
  if (qc_der_.has_value()) AddRawExtension(certificate, kQcStatementsOid, qc_critical_, *qc_der_);
  for (const ExtraExtension& extra : extra_extensions_) {
    AddRawExtension(certificate, extra.oid, extra.critical, extra.der);
  }
}

TestCert CertBuilder::Build() const {
  const UniqueX509 certificate(NotNullOrDie(X509_new(), "X509_new"));
  const UniqueX509Name subject =
      subject_der_.empty() ? MakeName(subject_) : ParseName(subject_der_);
  UniqueX509Name issuer(X509_NAME_dup(subject.get()));
  if (issuer_.has_value())
    issuer.reset(X509_NAME_dup(X509_get_subject_name(issuer_->Parse().get())));
  if (issuer_name_.has_value()) issuer = MakeName(*issuer_name_);

  CheckOrDie(X509_set_version(certificate.get(), version_ - 1) == 1, "version");
  SetSerial(certificate.get(), serial_hex_);
  CheckOrDie(X509_set_issuer_name(certificate.get(), issuer.get()) == 1, "issuer");
  SetTime(X509_getm_notBefore(certificate.get()), not_before_);
  SetTime(X509_getm_notAfter(certificate.get()), not_after_);
  CheckOrDie(X509_set_subject_name(certificate.get(), subject.get()) == 1, "subject");
  CheckOrDie(X509_set_pubkey(certificate.get(), key_->get()) == 1, "public key");
  AddExtensions(certificate.get());
  const TestKeyPtr issuer_key = issuer_.has_value() ? issuer_->key : key_;
  Sign(certificate.get(), (sign_with_ != nullptr ? sign_with_ : issuer_key)->get(),
       signature_hash_);

  std::string der = EncodeOrDie(i2d_X509, certificate.get());
  // The last byte belongs to s of an ECDSA signature or to an RSA signature: the structure stays
  // whole.
  if (flip_signature_bit_) der.back() = static_cast<char>(der.back() ^ 1);
  return {der + trailing_bytes_, key_};
}

}  // namespace paraphe::test
