#include "common/grpc/tls_files.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::HasReason;
using test::IsOk;
using test::TestCert;
using test::TestPki;
using testing::HasSubstr;

// Proves: CHN-1
class TlsFilesTest : public testing::Test {
 protected:
  // Writes the two files and reads them as a server would.
  absl::StatusOr<TlsPair> Read(const std::string& certificates, const std::string& key,
                               mode_t mode = 0600) {
    v1::TlsIdentity identity;
    identity.set_certificate_file(dir_.WriteFileOrDie("cert.pem", certificates));
    identity.set_private_key_file(dir_.WriteFileOrDie("key.pem", key));
    EXPECT_EQ(chmod(identity.private_key_file().c_str(), mode), 0);
    return ReadTlsPair(identity);
  }

  test::TempDir dir_;
  const TestCert& cert_ = TestPki::Get().signer();
  const std::string key_ = cert_.key->Pkcs8Pem();
};

TEST_F(TlsFilesTest, AChainWithItsKeyIsRead) {
  EXPECT_THAT(Read(cert_.Pem() + TestPki::Get().CaPem(), key_), IsOk());
}

TEST_F(TlsFilesTest, AKeyThatItsGroupMayReadIsAccepted) {
  EXPECT_THAT(Read(cert_.Pem(), key_, 0640), IsOk());
}

TEST_F(TlsFilesTest, AKeyThatOthersMayReadIsRefused) {
  EXPECT_THAT(Read(cert_.Pem(), key_, 0604), HasReason(v1::MALFORMED_FILE, HasSubstr("chmod")));
}

TEST_F(TlsFilesTest, AKeyOfAnotherCertificateIsRefused) {
  EXPECT_THAT(Read(cert_.Pem(), test::TestKey::OtherRsa()->Pkcs8Pem()),
              HasReason(v1::MALFORMED_FILE, HasSubstr("does not belong")));
}

TEST_F(TlsFilesTest, AChainInTheWrongOrderIsRefused) {
  EXPECT_THAT(Read(TestPki::Get().CaPem() + cert_.Pem(), key_), HasReason(v1::MALFORMED_FILE));
}

TEST_F(TlsFilesTest, AFileWithoutCertificateIsRefused) {
  EXPECT_THAT(Read("", key_), HasReason(v1::MALFORMED_FILE, HasSubstr("no certificate")));
}

TEST_F(TlsFilesTest, ASecondCertificateThatDoesNotParseIsRefused) {
  std::string broken = TestPki::Get().root().Pem();
  broken[broken.size() / 2] = '!';
  EXPECT_THAT(Read(cert_.Pem() + broken, key_), HasReason(v1::MALFORMED_FILE, HasSubstr("parse")));
}

TEST_F(TlsFilesTest, AKeyThatIsTooShortIsNamed) {
  const TestCert weak =
      test::CertBuilder::Signer("localhost").Key(test::TestKey::NewRsa(1024)).Build();
  EXPECT_THAT(Read(weak.Pem(), weak.key->Pkcs8Pem()),
              HasReason(v1::MALFORMED_FILE, HasSubstr("RSA of 2048 bits")));
}

TEST_F(TlsFilesTest, AFileWithoutKeyIsRefused) {
  EXPECT_THAT(Read(cert_.Pem(), cert_.Pem()),
              HasReason(v1::MALFORMED_FILE, HasSubstr("no private key")));
}

TEST_F(TlsFilesTest, AMissingFileIsNamed) {
  v1::TlsIdentity identity;
  identity.set_certificate_file(dir_.Join("absent.pem"));
  EXPECT_THAT(ReadTlsPair(identity), HasReason(v1::FILE_UNREADABLE, HasSubstr("absent.pem")));
}

TEST_F(TlsFilesTest, RootCertificatesAreRead) {
  EXPECT_THAT(ReadCertificates(dir_.WriteFileOrDie("ca.pem", TestPki::Get().CaPem())), IsOk());
  EXPECT_THAT(ReadCertificates(dir_.WriteFileOrDie("none.pem", "nothing\n")),
              HasReason(v1::MALFORMED_FILE));
}

}  // namespace
}  // namespace paraphe
