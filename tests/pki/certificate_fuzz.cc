// Fuzz target: a certificate, and the CA that is to vouch for it. What we read of it is what
// OpenSSL decodes, and it is acceptable only if what was read of it says so.
//
// Input: one certificate in DER; behind it, optionally, the certificate of a CA in DER. What is no
// certificate is tried as the value of a qcStatements extension as well.
#include <optional>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"

#include "common/openssl.h"
#include "pki/qc_statements.h"
#include "pki/rsa_key.h"
#include "policy/certificate_rules.h"
#include "tests/fuzz/property.h"

namespace paraphe::test {
namespace {

struct Input {
  std::string certificate;
  std::string ca;
};

// The first DER value, and the rest; the whole where it is none.
Input Split(absl::string_view bytes) {
  const auto* begin = reinterpret_cast<const unsigned char*>(bytes.data());
  const unsigned char* at = begin;
  long size = 0;
  int tag = 0;
  int kind = 0;
  const int flags = ASN1_get_object(&at, &size, &tag, &kind, static_cast<long>(bytes.size()));
  ClearOpensslErrors();
  const bool whole = (flags & 0x80) == 0 && (flags & 1) == 0;
  const size_t end = whole ? static_cast<size_t>(at - begin + size) : bytes.size();
  return {std::string(bytes.substr(0, end)), std::string(bytes.substr(end))};
}

// The qcStatements extension as OpenSSL's decoder reads it from the ASN.1 of RFC 3739.
struct QcStatement {
  ASN1_OBJECT* id;
  ASN1_TYPE* info;
};

// clang-format off
// QCStatements ::= SEQUENCE OF QCStatement
// QCStatement ::= SEQUENCE { statementId OBJECT IDENTIFIER, statementInfo ANY OPTIONAL }
ASN1_SEQUENCE(QcStatement) = {
  ASN1_SIMPLE(QcStatement, id, ASN1_OBJECT),
  ASN1_OPT(QcStatement, info, ASN1_ANY),
} static_ASN1_SEQUENCE_END(QcStatement)

ASN1_ITEM_TEMPLATE(QcStatementList) =
  ASN1_EX_TEMPLATE_TYPE(ASN1_TFLG_SEQUENCE_OF, 0, QcStatementList, QcStatement)
static_ASN1_ITEM_TEMPLATE_END(QcStatementList)
    // clang-format on

    std::string Dotted(const ASN1_OBJECT* object) {
  char text[4096];
  const int size = OBJ_obj2txt(text, sizeof(text), object, 1);
  return size < 0 ? "" : std::string(text);
}

// The dotted identifiers; nullopt where OpenSSL cannot decode it to the last byte.
std::optional<std::vector<std::string>> Identifiers(absl::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const unsigned char* end = at + der.size();
  ASN1_VALUE* list =
      ASN1_item_d2i(nullptr, &at, static_cast<long>(der.size()), ASN1_ITEM_rptr(QcStatementList));
  ClearOpensslErrors();
  if (list == nullptr) return std::nullopt;
  std::vector<std::string> identifiers;
  const auto* stack = reinterpret_cast<const OPENSSL_STACK*>(list);
  for (int i = 0; i < OPENSSL_sk_num(stack); ++i) {
    identifiers.push_back(Dotted(static_cast<QcStatement*>(OPENSSL_sk_value(stack, i))->id));
  }
  ASN1_item_free(list, ASN1_ITEM_rptr(QcStatementList));
  if (at != end) return std::nullopt;
  return identifiers;
}

void JudgeQcStatements(absl::string_view der) {
  const absl::StatusOr<QcStatements> ours = ParseQcStatements(der);
  RequireReason(ours.status(), {v1::CERTIFICATE_MALFORMED});
  if (!ours.ok()) return;
  const std::optional<std::vector<std::string>> theirs = Identifiers(der);
  Require(theirs.has_value(), "what we read OpenSSL can read");
  Require(ours->identifiers == *theirs, "the statements are OpenSSL's");
  Require(ours->compliance == absl::c_linear_search(*theirs, "0.4.0.1862.1.1") &&
              ours->sscd == absl::c_linear_search(*theirs, "0.4.0.1862.1.4"),
          "each statement stands for itself");
}

using UniqueBits = UniqueHandle<ASN1_BIT_STRING, ASN1_BIT_STRING_free>;
using UniqueConstraints = UniqueHandle<BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free>;

template <typename Print>
std::string Printed(Print print) {
  const UniqueBio bio(BIO_new(BIO_s_mem()));
  print(bio.get());
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &bytes);
  return std::string(bytes, static_cast<size_t>(size));
}

// As "openssl x509 -serial" prints it.
std::string SerialByOpenssl(const X509* certificate) {
  return Printed(
      [certificate](BIO* bio) { i2a_ASN1_INTEGER(bio, X509_get0_serialNumber(certificate)); });
}

// As "openssl x509 -dateopt iso_8601" prints it.
std::string TimeByOpenssl(const ASN1_TIME* time) {
  return Printed([time](BIO* bio) { ASN1_TIME_print_ex(bio, time, ASN1_DTFLGS_ISO8601); });
}

std::string InOpensslsWords(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%SZ", time, absl::UTCTimeZone());
}

void JudgeKeyUsage(const Certificate& certificate) {
  const UniqueBits bits(static_cast<ASN1_BIT_STRING*>(
      X509_get_ext_d2i(certificate.x509(), NID_key_usage, nullptr, nullptr)));
  for (int bit = 0; bit <= 8; ++bit) {
    const std::optional<bool> ours = certificate.KeyUsage(bit);
    Require(ours.has_value() == (bits != nullptr), "keyUsage is where OpenSSL finds it");
    if (!ours.has_value()) return;
    Require(*ours == (ASN1_BIT_STRING_get_bit(bits.get(), bit) == 1), "the bits are OpenSSL's");
  }
}

void JudgeFields(const Certificate& ours) {
  X509* theirs = ours.x509();
  Require(ours.version() == X509_get_version(theirs) + 1, "the version is OpenSSL's");
  Require(ours.serial_hex() == SerialByOpenssl(theirs), "the serial number is OpenSSL's",
          absl::StrCat(ours.serial_hex(), "\n", SerialByOpenssl(theirs)));
  Require(InOpensslsWords(ours.not_before()) == TimeByOpenssl(X509_get0_notBefore(theirs)) &&
              InOpensslsWords(ours.not_after()) == TimeByOpenssl(X509_get0_notAfter(theirs)),
          "the validity is OpenSSL's", InOpensslsWords(ours.not_after()));
  const UniqueConstraints constraints(static_cast<BASIC_CONSTRAINTS*>(
      X509_get_ext_d2i(theirs, NID_basic_constraints, nullptr, nullptr)));
  Require(ours.is_ca() == (constraints != nullptr && constraints->ca != 0), "CA as OpenSSL says");
  JudgeKeyUsage(ours);
  ClearOpensslErrors();
}

void JudgeQcExtension(const Certificate& certificate) {
  const UniqueAsn1Object oid(OBJ_txt2obj("1.3.6.1.5.5.7.1.3", 1));
  const int at = X509_get_ext_by_OBJ(certificate.x509(), oid.get(), -1);
  Require(certificate.qc_statements().has_value() == (at >= 0), "statements are where they are");
  if (at < 0) return;
  const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(X509_get_ext(certificate.x509(), at));
  JudgeQcStatements({reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                     static_cast<size_t>(ASN1_STRING_length(value))});
}

void RequireText(absl::string_view name) {
  for (const char each : name) {
    Require(!absl::ascii_iscntrl(static_cast<unsigned char>(each)), "names can stand in XML", name);
  }
}

std::string Pem(const Certificate& certificate) {
  return Printed([&](BIO* bio) { PEM_write_bio_X509(bio, certificate.x509()); });
}

v1::CertificateJudgement Judge(const Input& input, const v1::Policy& policy) {
  std::vector<std::string> anchors;
  const auto ca = Certificate::Parse(input.ca);
  if (ca.ok()) anchors.push_back(Pem(*ca));
  const auto trusted = TrustAnchors::Create(anchors);
  Require(trusted.ok(), "a CA that parses is kept", trusted.status().ToString());
  return JudgeCertificate(input.certificate, policy, *trusted, absl::FromUnixSeconds(1795339800));
}

// What no acceptable certificate may be, by what was read of it.
void JudgeAcceptable(const Certificate& certificate, const Input& input) {
  Require(certificate.version() == 3 && !certificate.is_ca() &&
              certificate.key_kind() == KeyKind::kRsa && certificate.key_bits() >= 2048 &&
              certificate.key_bits() <= 4096 && certificate.unknown_critical_extensions().empty(),
          "an acceptable certificate is of version 3, a person's, RSA, and understood");
  const auto& qc = certificate.qc_statements();
  Require(qc.has_value() && qc->compliance && qc->sscd &&
              certificate.KeyUsage(kNonRepudiationBit).value_or(false),
          "an acceptable certificate has what the policy asks for");
  const absl::Status key = CheckSignerKey(certificate);
  Require(key.ok(), "what is acceptable can sign", key.ToString());
  const auto ca = Certificate::Parse(input.ca);
  Require(ca.ok() && ca->MayIssue(), "an acceptable certificate has an issuer");
  Require(X509_verify(certificate.x509(), X509_get0_pubkey(ca->x509())) == 1,
          "its issuer signed it");
}

void RunOne(absl::string_view bytes) {
  const Input input = Split(bytes);
  const auto certificate = Certificate::Parse(input.certificate);
  RequireReason(certificate.status(), {v1::CERTIFICATE_MALFORMED});
  v1::Policy policy;
  policy.mutable_certificate_rules()->set_non_repudiation_required(true);
  policy.mutable_certificate_rules()->set_qualified_required(true);
  policy.mutable_certificate_rules()->set_sscd_required(true);
  const v1::CertificateJudgement judgement = Judge(input, policy);
  if (!certificate.ok()) {
    Require(!judgement.acceptable(), "what does not parse is not acceptable");
    return JudgeQcStatements(bytes);
  }
  JudgeFields(*certificate);
  JudgeQcExtension(*certificate);
  RequireText(certificate->subject());
  RequireText(certificate->issuer());
  if (judgement.acceptable()) JudgeAcceptable(*certificate, input);
}

}  // namespace
}  // namespace paraphe::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  paraphe::test::RunOne(paraphe::test::InputText(data, size));
  return 0;
}
