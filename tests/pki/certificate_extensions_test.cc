#include "pki/certificate_extensions.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "pki/certificate.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::HasReason;
using test::TestPki;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

CertBuilder Signer() { return TestPki::Get().Signer("Anne Dupont"); }

Certificate ParseOrDie(const CertBuilder& builder) {
  return Certificate::Parse(builder.Build().der).value();
}

absl::Status StatusOf(const CertBuilder& builder) {
  return Certificate::Parse(builder.Build().der).status();
}

// Proves: CERT-5
TEST(CertificateExtensionsTest, EachKeyUsageBitIsReadByItsNumber) {
  for (int bit = test::kDigitalSignature; bit <= test::kDecipherOnly; ++bit) {
    const Certificate certificate =
        ParseOrDie(Signer().KeyUsage({static_cast<test::KeyUsageBit>(bit)}));
    for (int other = 0; other <= 8; ++other) {
      EXPECT_EQ(certificate.KeyUsage(other), other == bit) << bit << " " << other;
    }
  }
}

TEST(CertificateExtensionsTest, WithoutKeyUsageThereAreNoBits) {
  EXPECT_EQ(ParseOrDie(Signer().NoKeyUsage()).KeyUsage(kNonRepudiationBit), std::nullopt);
  EXPECT_EQ(ParseOrDie(Signer()).KeyUsage(9), std::nullopt);
  EXPECT_EQ(ParseOrDie(Signer()).KeyUsage(-1), std::nullopt);
}

TEST(CertificateExtensionsTest, ExtensionsOfTheWrongStructureAreMalformed) {
  const std::string null("\x05\0", 2);
  const std::string two_values = test::DerTlv(0x04, "12345678") + null;
  for (const auto& [oid, der] : std::initializer_list<std::pair<const char*, std::string>>{
           {"2.5.29.15", null}, {"2.5.29.19", null}, {"2.5.29.14", two_values}}) {
    const CertBuilder builder = CertBuilder::Signer("x").NoKeyUsage().NoBasicConstraints();
    EXPECT_THAT(StatusOf(CertBuilder(builder).Extension(oid, false, der)),
                HasReason(v1::CERTIFICATE_MALFORMED))
        << oid;
  }
  EXPECT_THAT(StatusOf(Signer().QcDer(null)), HasReason(v1::CERTIFICATE_MALFORMED));
}

// At least one bit must be set.
// REQ: RFC 5280 §4.2.1.3
TEST(CertificateExtensionsTest, AnEmptyKeyUsageIsMalformed) {
  EXPECT_THAT(StatusOf(Signer().KeyUsage({})), HasReason(v1::CERTIFICATE_MALFORMED));
}

TEST(CertificateExtensionsTest, AnExtensionTwiceIsMalformed) {
  const std::string der = test::QcStatementsDer({{test::kQcSscd, ""}});
  EXPECT_THAT(StatusOf(Signer().Extension("1.3.6.1.5.5.7.1.3", false, der)),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("it is there twice")));
  EXPECT_THAT(
      StatusOf(Signer().Extension("1.2.3", false, der).Extension("1.2.3", false, der)),
      HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("the extension 1.2.3: it is there twice")));
}

TEST(CertificateExtensionsTest, ExtensionsThatNobodyKnowsAreLeftAlone) {
  const Certificate certificate = ParseOrDie(Signer().Extension("1.2.3", false, "not DER at all"));
  EXPECT_THAT(certificate.unknown_critical_extensions(), IsEmpty());
}

// Proves: CERT-5
TEST(CertificateExtensionsTest, CriticalExtensionsThatNobodyKnowsAreNamed) {
  EXPECT_THAT(ParseOrDie(Signer().Extension("1.2.3", true, "x")).unknown_critical_extensions(),
              ElementsAre("1.2.3"));
}

// REQ: RFC 3739 §3.2.6
TEST(CertificateExtensionsTest, CriticalQcStatementsMustAllBeKnown) {
  EXPECT_THAT(ParseOrDie(Signer().QcCritical()).unknown_critical_extensions(), IsEmpty());
  EXPECT_THAT(ParseOrDie(Signer().Qc({{"1.2.3", ""}}).QcCritical()).unknown_critical_extensions(),
              ElementsAre("1.3.6.1.5.5.7.1.3"));
  EXPECT_THAT(ParseOrDie(Signer().Qc({{"1.2.3", ""}})).unknown_critical_extensions(), IsEmpty());
}

}  // namespace
}  // namespace paraphe
