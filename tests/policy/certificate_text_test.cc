#include <string>

#include "gtest/gtest.h"

#include "policy/attribute_text.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::TestPki;

v1::AttributeLine Line(const CertBuilder& builder, const std::string& key) {
  const Certificate certificate = Certificate::Parse(builder.Build().der).value();
  for (const v1::AttributeLine& line : DescribeCertificate(certificate)) {
    if (line.key() == key) return line;
  }
  return {};
}

CertBuilder Signer() { return TestPki::Get().Signer("Anne Dupont"); }

// Proves: CERT-3
TEST(CertificateTextTest, NamesOfRareTypesAreSaidInWordsToo) {
  const v1::AttributeLine line =
      Line(Signer().Subject({{"CN", "Anne"}, {"2.5.4.97", "NTRFR-1"}}), "subject");
  EXPECT_EQ(line.value(), "2.5.4.97=#0c074e545246522d31,CN=Anne");
  EXPECT_EQ(line.words_fr(), "organizationIdentifier=NTRFR-1,CN=Anne");
  EXPECT_EQ(line.words_en(), line.words_fr());
  EXPECT_EQ(Line(Signer(), "subject").words_fr(), "");
}

// Proves: CERT-3
TEST(CertificateTextTest, TheWholeCertificate) {
  EXPECT_EQ(Line(Signer(), "subject").value(), "CN=Anne Dupont,O=Paraphe Test,C=FR");
  EXPECT_EQ(Line(Signer(), "issuer").value(), "CN=Paraphe Test Signers CA,O=Paraphe Test,C=FR");
  EXPECT_EQ(Line(Signer(), "serial").value(), "5A11");
  EXPECT_EQ(Line(Signer(), "not_before").value(), "2020-01-01T00:00:00Z");
  EXPECT_EQ(Line(Signer(), "not_after").words_fr(),
            "31 décembre 2049 à 23:59:59 (temps universel)");
  EXPECT_EQ(Line(Signer(), "key").value(), "RSA, 2048 bits");
  EXPECT_EQ(Line(Signer(), "key_usage").value(), "nonRepudiation");
  EXPECT_EQ(Line(Signer(), "qualified").words_fr(), "oui");
  EXPECT_EQ(Line(Signer(), "sscd").words_en(), "yes");
  EXPECT_EQ(Line(Signer(), "qc_type").words_en(), "for electronic signatures");
  EXPECT_EQ(Line(Signer(), "ca").words_en(), "no");
  EXPECT_EQ(Line(Signer(), "version").value(), "3");
  EXPECT_EQ(Line(Signer(), "sha256").value().size(), 64U + 15U);
}

// Proves: CERT-3
TEST(CertificateTextTest, WhatIsNotStatedIsSaidSo) {
  EXPECT_EQ(Line(Signer().NoQc(), "qualified").words_fr(), "non");
  EXPECT_EQ(Line(Signer().NoQc(), "sscd").value(), "false");
  EXPECT_EQ(Line(Signer().NoKeyUsage(), "key_usage").words_en(), "not restricted");
  EXPECT_EQ(Line(Signer(), "unknown_critical_extension").key(), "");
}

TEST(CertificateTextTest, SeveralUsesAndUnknownExtensionsAreListed) {
  EXPECT_EQ(Line(Signer().KeyUsage({test::kDigitalSignature, test::kNonRepudiation}), "key_usage")
                .value(),
            "digitalSignature, nonRepudiation");
  EXPECT_EQ(Line(Signer().Extension("1.2.3", true, "x"), "unknown_critical_extension").value(),
            "1.2.3");
}

}  // namespace
}  // namespace paraphe
