#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/openssl.h"
#include "pki/certificate.h"
#include "tests/testing/cert_builder.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::TestName;

Certificate Issued(const TestName& issuer, const std::string& serial) {
  const std::string der = CertBuilder::Signer("x").Issuer(issuer).SerialHex(serial).Build().der;
  return Certificate::Parse(der).value();
}

const TestName& Name() {
  static const TestName name = {{"C", "FR", V_ASN1_PRINTABLESTRING}, {"CN", "Autorité  A"}};
  return name;
}

// Proves: EXP-2, SIG-2
TEST(CertificateIssuerSerialTest, NamesByValue) {
  const Certificate certificate = Issued(Name(), "0102");
  EXPECT_TRUE(certificate.IsNamedBy(certificate.issuer_serial()));
  for (const TestName& same :
       {TestName{{"C", "fr"}, {"CN", "autorité A"}}, TestName{{"CN", "Autorité A"}, {"C", "FR"}}}) {
    EXPECT_TRUE(certificate.IsNamedBy(Issued(same, "0102").issuer_serial()));
  }
}

// Proves: EXP-2, SIG-2
TEST(CertificateIssuerSerialTest, AnotherNameOrNumberIsAnother) {
  const Certificate certificate = Issued(Name(), "0102");
  EXPECT_FALSE(certificate.IsNamedBy(Issued(Name(), "0103").issuer_serial()));
  const TestName other = {{"C", "FR"}, {"CN", "Autorité B"}};
  EXPECT_FALSE(certificate.IsNamedBy(Issued(other, "0102").issuer_serial()));
  const std::string whole = Issued({{"CN", "Autorité A"}, {"C", "FR"}}, "0102").issuer_serial();
  EXPECT_TRUE(certificate.IsNamedBy(whole));
  for (const std::string& bad : {std::string(), std::string("x"), whole.substr(1), whole + "x",
                                 test::DerSequence(""), test::DerSequence(whole)}) {
    EXPECT_FALSE(certificate.IsNamedBy(bad));
  }
}

}  // namespace
}  // namespace paraphe
