#include "common/key_pin.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::CommandResult;
using test::HasReason;
using test::IsOkAndHolds;
using test::RunCommand;
using test::TestCert;
using test::TestPki;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// The digest that openssl itself computes, of DER in the file.
std::string Sha256Of(const std::string& file) {
  const absl::StatusOr<CommandResult> digest =
      RunCommand({"openssl", "dgst", "-sha256", "-r", file});
  return digest.ok() ? digest->out.substr(0, digest->out.find(' ')) : "openssl did not run";
}

// Proves: CHN-2
TEST(KeyPinTest, IsWhatOpensslComputesOfTheKey) {
  const test::TempDir dir;
  const TestCert certificate = TestPki::Get().root();
  const std::string file = dir.WriteFileOrDie("c.pem", certificate.Pem());
  const std::string public_pem = dir.Join("k.pem");
  ASSERT_EQ(RunCommand({"openssl", "x509", "-in", file, "-noout", "-pubkey", "-out", public_pem})
                ->exit_code,
            0);
  ASSERT_EQ(RunCommand({"openssl", "pkey", "-pubin", "-in", public_pem, "-outform", "DER", "-out",
                        dir.Join("k.der")})
                ->exit_code,
            0);
  const std::string expected = Sha256Of(dir.Join("k.der"));
  ASSERT_THAT(expected, SizeIs(64));

  EXPECT_EQ(KeyPin(*certificate.Parse()), expected);
  EXPECT_THAT(KeyPinOfPem(certificate.Pem()), IsOkAndHolds(expected));
  EXPECT_THAT(KeyPinOfPem(dir.ReadFileOrDie("k.pem")), IsOkAndHolds(expected));
  EXPECT_THAT(KeyPinOfPem(certificate.key->Pkcs8Pem()), IsOkAndHolds(expected));
}

// Proves: CHN-2
TEST(KeyPinTest, OfAChainIsThatOfItsFirstCertificate) {
  const TestCert& leaf = TestPki::Get().signer();
  const TestCert& ca = TestPki::Get().intermediate();
  EXPECT_THAT(KeyPinOfPem(leaf.Pem() + ca.Pem()), IsOkAndHolds(KeyPin(*leaf.Parse())));
  const std::string of_ca = KeyPin(*ca.Parse());
  EXPECT_THAT(KeyPinOfPem(ca.Pem()), IsOkAndHolds(of_ca));
  EXPECT_EQ(KeyPinOfPem(ca.Pem() + leaf.Pem()).value(), of_ca);
}

TEST(KeyPinTest, WhatHoldsNoKeyIsRefused) {
  const std::string pem = TestPki::Get().root().Pem();
  for (const std::string& text :
       {std::string(), std::string("no key\n"), pem.substr(0, pem.size() / 2),
        std::string("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")}) {
    EXPECT_THAT(KeyPinOfPem(text), HasReason(v1::MALFORMED_FILE, HasSubstr("PEM"))) << text;
  }
}

}  // namespace
}  // namespace paraphe
