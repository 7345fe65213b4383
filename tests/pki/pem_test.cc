#include "pki/pem.h"

#include <string>

#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::TestPki;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string SignerPem() { return TestPki::Get().signer().Pem(); }

TEST(PemTest, CommentsBetweenBlocksAreFine) {
  EXPECT_THAT(*ParsePemCertificates("# AC racine\n" + SignerPem() + "\nfin\n" + SignerPem()),
              SizeIs(2));
}

TEST(PemTest, NothingIsAnError) {
  EXPECT_THAT(ParsePemCertificates(""), HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("no cert")));
  EXPECT_THAT(ParsePemCertificates("nothing"), HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_THAT(ParsePemCertificates(TestPki::Get().root().der),
              HasReason(v1::CERTIFICATE_MALFORMED));
}

TEST(PemTest, APrivateKeyIsRefused) {
  const std::string pem = SignerPem() + TestPki::Get().signer().key->Pkcs8Pem();
  EXPECT_THAT(ParsePemCertificates(pem),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("block 2 is not a CERTIFICATE")));
}

TEST(PemTest, ABlockThatIsCutOffIsRefused) {
  const std::string pem = SignerPem();
  EXPECT_THAT(ParsePemCertificates(SignerPem() + pem.substr(0, pem.size() / 2)),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("block 2")));
  EXPECT_THAT(ParsePemCertificates(SignerPem() + "-----BEGIN CERTIFI"),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("block 2")));
}

TEST(PemTest, ABlockThatIsNoCertificateIsRefused) {
  EXPECT_THAT(
      ParsePemCertificates("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
      HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("block 1")));
}

TEST(PemTest, WrittenPemReadsBack) {
  const auto certificates = ParsePemCertificates("# x\n" + TestPki::Get().CaPem());
  const std::string written = WritePemCertificates(*certificates);
  EXPECT_EQ(written, TestPki::Get().CaPem());
}

// Proves: CERT-5
TEST(PemTest, AFileHoldsPemOrTheDerOfOne) {
  const TestPki& pki = TestPki::Get();
  const auto both = ParseCertificates(pki.CaPem());
  ASSERT_THAT(both, test::IsOk());
  ASSERT_THAT(*both, SizeIs(2));
  EXPECT_EQ((*both)[1].der(), pki.root().der);
  const auto one = ParseCertificates(pki.root().der);
  ASSERT_THAT(one, test::IsOk());
  EXPECT_EQ(one->front().der(), pki.root().der);
}

// Proves: CERT-5
TEST(PemTest, AFileOfAnythingElseIsRefused) {
  const TestPki& pki = TestPki::Get();
  std::string broken = pki.CaPem();
  broken[broken.rfind("-----BEGIN") + 40] = '!';
  for (const std::string& file : {std::string(), std::string("x"), broken, pki.root().der + "x",
                                  pki.root().key->Pkcs8Pem()}) {
    EXPECT_THAT(ParseCertificates(file), HasReason(v1::CERTIFICATE_MALFORMED));
  }
}

}  // namespace
}  // namespace paraphe
