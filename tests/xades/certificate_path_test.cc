#include "xades/certificate_path.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe::xades {
namespace {

using ::paraphe::test::CertBuilder;
using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::paraphe::test::IsOkAndHolds;
using ::paraphe::test::TestCert;
using ::paraphe::test::TestPki;
using ::testing::ElementsAre;

const absl::Time kNow = absl::FromUnixSeconds(1795339800);  // 2026

Finding Check(const TestCert& certificate, const std::vector<std::string>& cas,
              absl::Time time = kNow) {
  return *CheckCertificatePath(certificate.Parse().get(), cas, time);
}

const TestPki& Pki() { return TestPki::Get(); }

// Proves: CERT-2
TEST(CertificatePathTest, AcceptsThroughIntermediateOrFromIt) {
  EXPECT_TRUE(Check(Pki().signer(), {Pki().intermediate().der, Pki().root().der}).valid());
  EXPECT_TRUE(Check(Pki().signer(), {Pki().intermediate().der}).valid());
}

// Proves: CERT-2
TEST(CertificatePathTest, RefusesWithoutAnIssuerThatIsTrusted) {
  EXPECT_TRUE(Check(Pki().signer(), {Pki().root().der}).invalid());
  EXPECT_TRUE(Check(Pki().signer(), {CertBuilder::Ca("Other").Build().der}).invalid());
}

// Proves: CERT-2
TEST(CertificatePathTest, NamesAreNotEnough) {
  const TestCert impostor = CertBuilder::Ca("CA").Build();
  const TestCert genuine = CertBuilder::Ca("CA").Build();
  const TestCert signer = CertBuilder::Signer("s").IssuedBy(genuine).NoAuthorityKeyId().Build();
  EXPECT_TRUE(Check(signer, {impostor.der}).invalid());
  EXPECT_TRUE(Check(signer, {genuine.der}).valid());
}

// Proves: CERT-2
TEST(CertificatePathTest, ACertificateIsNotItsOwnAnchor) {
  EXPECT_TRUE(Check(Pki().signer(), {Pki().signer().der}).invalid());
  const TestCert self_signed = CertBuilder::Signer("s").Build();
  EXPECT_TRUE(Check(self_signed, {self_signed.der}).invalid());
}

// Proves: CERT-2
TEST(CertificatePathTest, RefusesOutsideOfValidity) {
  const std::vector<std::string> cas = {Pki().intermediate().der};
  EXPECT_TRUE(Check(Pki().signer(), cas, absl::FromUnixSeconds(0)).invalid());
  EXPECT_TRUE(
      Check(Pki().signer(), cas, absl::FromCivil(absl::CivilYear(2060), absl::UTCTimeZone()))
          .invalid());
}

// Proves: CERT-2
TEST(CertificatePathTest, RefusesBadSignaturesIssuersAndAlgorithms) {
  const std::vector<std::string> cas = {Pki().intermediate().der};
  EXPECT_TRUE(Check(Pki().Signer("s").FlipSignatureBit().Build(), cas).invalid());
  EXPECT_TRUE(Check(Pki().Signer("s").SignatureHash("SHA1").Build(), cas).invalid());
  EXPECT_TRUE(Check(Pki().Signer("s").Build(), cas).valid());
  const TestCert no_ca = Pki().Intermediate("No CA").CaFlag(false).Build();
  EXPECT_TRUE(Check(CertBuilder::Signer("s").IssuedBy(no_ca).Build(), {no_ca.der, Pki().root().der})
                  .invalid());
}

// Proves: CERT-5
TEST(CertificatePathTest, SaysWhichCaDoesNotParse) {
  EXPECT_THAT(CheckCertificatePath(Pki().signer().Parse().get(), {"x"}, kNow),
              HasReason(v1::CERTIFICATE_MALFORMED));
}

// Proves: CERT-5
TEST(ReadCertificatesTest, ReadsPemAndDer) {
  EXPECT_THAT(ReadCertificates(Pki().CaPem()),
              IsOkAndHolds(ElementsAre(Pki().intermediate().der, Pki().root().der)));
  EXPECT_THAT(ReadCertificates(Pki().root().der), IsOkAndHolds(ElementsAre(Pki().root().der)));
}

// Proves: CERT-5
TEST(ReadCertificatesTest, RefusesAnythingElse) {
  std::string broken = Pki().CaPem();
  broken[broken.rfind("-----BEGIN") + 40] = '!';
  for (const std::string& file : {std::string(), std::string("x"), broken, Pki().root().der + "x",
                                  Pki().root().key->Pkcs8Pem()}) {
    EXPECT_THAT(ReadCertificates(file), HasReason(v1::CERTIFICATE_MALFORMED));
  }
}

}  // namespace
}  // namespace paraphe::xades
