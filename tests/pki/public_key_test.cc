#include "pki/public_key.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/hash.h"
#include "tests/testing/cert_builder.h"
#include "tests/testing/matchers.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::HasReason;
using test::IsOkAndHolds;
using test::TestCert;
using ::testing::HasSubstr;

// What openssl writes of the certificate's key.
class PublicKeyTest : public testing::Test {
 protected:
  std::string Openssl(const std::vector<std::string>& arguments) const {
    std::vector<std::string> line = {"openssl"};
    line.insert(line.end(), arguments.begin(), arguments.end());
    return test::RunCommand(line).value().out;
  }

  test::TempDir dir_;
  const TestCert certificate_ = CertBuilder::Signer("x").Build();
  const std::string file_ = dir_.WriteFileOrDie("x.pem", certificate_.Pem());
  const std::string pem_ = Openssl({"x509", "-in", file_, "-noout", "-pubkey"});
  const std::string pem_file_ = dir_.WriteFileOrDie("key.pem", pem_);
  const std::string der_ = Openssl({"pkey", "-pubin", "-in", pem_file_, "-outform", "DER"});
  const std::string digest_ = PublicKeySha256(*Certificate::Parse(certificate_.der));
};

// Proves: CERT-7
TEST_F(PublicKeyTest, TheDigestIsThatOfTheSubjectPublicKeyInfo) {
  ASSERT_FALSE(der_.empty());
  EXPECT_EQ(digest_, Sha256(der_));
  EXPECT_NE(PublicKeySha256(*Certificate::Parse(
                CertBuilder::Signer("x").Key(test::TestKey::OtherRsa()).Build().der)),
            digest_);
}

// Proves: CERT-7
TEST_F(PublicKeyTest, AFileMayHoldTheKeyOrACertificateOfIt) {
  EXPECT_THAT(ReadPublicKeySha256(pem_), IsOkAndHolds(digest_));
  EXPECT_THAT(ReadPublicKeySha256(der_), IsOkAndHolds(digest_));
  EXPECT_THAT(ReadPublicKeySha256(certificate_.Pem()), IsOkAndHolds(digest_));
  EXPECT_THAT(ReadPublicKeySha256(certificate_.der), IsOkAndHolds(digest_));
}

TEST_F(PublicKeyTest, OtherFilesAreRefused) {
  for (const std::string& file : {std::string(), std::string("nothing"), der_ + "x", der_.substr(1),
                                  certificate_.der + "x"}) {
    EXPECT_THAT(ReadPublicKeySha256(file), HasReason(v1::CERTIFICATE_MALFORMED));
  }
  EXPECT_THAT(ReadPublicKeySha256(certificate_.Pem() + certificate_.Pem()),
              HasReason(v1::CERTIFICATE_MALFORMED, HasSubstr("several")));
}

}  // namespace
}  // namespace paraphe
