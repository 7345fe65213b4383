#include "pki/certificate_defect.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "pki/certificate.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::TestPki;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Proves: CERT-5
TEST(CertificateDefectTest, IsKeptInBothLanguages) {
  const absl::Status status = MalformedCertificate({"une date fausse", "a wrong date"});
  EXPECT_THAT(status, HasReason(v1::CERTIFICATE_MALFORMED, "certificate: a wrong date"));
  EXPECT_EQ(DefectOf(status).fr, "une date fausse");
  EXPECT_EQ(DefectOf(status).en, "a wrong date");
}

// Proves: CERT-5
TEST(CertificateDefectTest, OtherErrorsHaveNone) {
  EXPECT_THAT(DefectOf(absl::OkStatus()).fr, IsEmpty());
  EXPECT_THAT(DefectOf(MakeError(v1::CERTIFICATE_MALFORMED, "x")).en, IsEmpty());
}

Bilingual DefectIn(const std::string& der) { return DefectOf(Certificate::Parse(der).status()); }

std::string Changed(std::string der, const std::string& from, const std::string& to) {
  const size_t at = der.find(from);
  EXPECT_NE(at, std::string::npos);
  return der.replace(at, from.size(), to);
}

// Proves: CERT-3, CERT-5
TEST(CertificateDefectTest, SaysWhatIsWrongWithACertificate) {
  const std::string der = TestPki::Get().signer().der;
  const struct {
    std::string der;
    const char* fr;
    const char* en;
  } cases[] = {
      // "critical" of an extension, TRUE in BER.
      {Changed(der, "\x01\x01\xff", "\x01\x01\x01"), "booléen", "boolean"},
      {der + std::string(3, '\0'), "octets suivent", "bytes follow"},
      {der.substr(0, 700), "tronquée", "cut off"},
      {std::string("\x30\x00", 2), "structure", "structure"},
      {TestPki::Get().Signer("x").Extension("2.5.29.15", true, "\x03\x02\x06\x40").Build().der,
       "2.5.29.15 : elle y est deux fois", "2.5.29.15: it is there twice"},
      {TestPki::Get()
           .Signer("x")
           .NoKeyUsage()
           .Extension("2.5.29.15", true, "\x03\x02\x06\x60")
           .Build()
           .der,
       "2.5.29.15 : une chaîne de bits", "2.5.29.15: a bit string"},
      {TestPki::Get().Signer("x").QcDer(std::string("\x05\x00", 2)).Build().der, "qcStatements",
       "qcStatements"},
  };
  for (const auto& one : cases) {
    const Bilingual defect = DefectIn(one.der);
    EXPECT_THAT(defect.fr, HasSubstr(one.fr));
    EXPECT_THAT(defect.en, HasSubstr(one.en));
  }
}

}  // namespace
}  // namespace paraphe
