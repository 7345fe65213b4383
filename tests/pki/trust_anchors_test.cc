#include "pki/trust_anchors.h"

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

TEST(TrustAnchorsTest, AllCertificatesOfAllTextsAreTaken) {
  const auto anchors = TrustAnchors::Create({TestPki::Get().CaPem(), TestPki::Get().root().Pem()});
  ASSERT_THAT(anchors, test::IsOk());
  EXPECT_THAT(anchors->certificates(), SizeIs(3));
  EXPECT_EQ(anchors->certificates()[0].der(), TestPki::Get().intermediate().der);
}

TEST(TrustAnchorsTest, CommentsBetweenBlocksAreFine) {
  EXPECT_THAT(*ParsePemCertificates("# AC racine\n" + SignerPem() + "\nfin\n" + SignerPem()),
              SizeIs(2));
}

TEST(TrustAnchorsTest, NothingIsAnError) {
  EXPECT_THAT(ParsePemCertificates(""), HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("no cert")));
  EXPECT_THAT(ParsePemCertificates("nothing"), HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_THAT(ParsePemCertificates(TestPki::Get().root().der),
              HasReason(v1::CERTIFICATE_MALFORMED));
  EXPECT_THAT(TrustAnchors::Create({TestPki::Get().CaPem(), ""}),
              HasReason(v1::CERTIFICATE_MALFORMED));
}

TEST(TrustAnchorsTest, NoTextsAreNoAnchors) {
  EXPECT_THAT(TrustAnchors::Create({})->certificates(), SizeIs(0));
}

TEST(TrustAnchorsTest, APrivateKeyIsRefused) {
  const std::string pem = SignerPem() + TestPki::Get().signer().key->Pkcs8Pem();
  EXPECT_THAT(ParsePemCertificates(pem),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("block 2 is not a CERTIFICATE")));
}

TEST(TrustAnchorsTest, ABlockThatIsCutOffIsRefused) {
  const std::string pem = SignerPem();
  EXPECT_THAT(ParsePemCertificates(SignerPem() + pem.substr(0, pem.size() / 2)),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("block 2")));
  EXPECT_THAT(ParsePemCertificates(SignerPem() + "-----BEGIN CERTIFI"),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("block 2")));
}

TEST(TrustAnchorsTest, ABlockThatIsNoCertificateIsRefused) {
  EXPECT_THAT(
      ParsePemCertificates("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
      HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("block 1")));
}

TEST(TrustAnchorsTest, WrittenPemReadsBack) {
  const auto certificates = ParsePemCertificates("# x\n" + TestPki::Get().CaPem());
  const std::string written = WritePemCertificates(*certificates);
  EXPECT_EQ(written, TestPki::Get().CaPem());
}

TEST(TrustAnchorsTest, WhoMayIssue) {
  const auto may_issue = [](const test::CertBuilder& builder) {
    return MayIssue(Certificate::Parse(builder.Build().der).value());
  };
  const TestPki& pki = TestPki::Get();
  EXPECT_TRUE(may_issue(pki.Intermediate("x")));
  EXPECT_TRUE(may_issue(pki.Intermediate("x").NoKeyUsage()));
  EXPECT_FALSE(may_issue(pki.Intermediate("x").CaFlag(false)));
  EXPECT_FALSE(may_issue(pki.Intermediate("x").NoBasicConstraints()));
  EXPECT_FALSE(may_issue(pki.Intermediate("x").KeyUsage({test::kCrlSign})));
  EXPECT_FALSE(may_issue(pki.Signer("x")));
}

}  // namespace
}  // namespace paraphe
