// `paraphe pin`, compared with openssl.
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/testing/pki.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;

// Proves: CHN-2
TEST(PinCommandTest, PrintsWhatOpensslComputes) {
  const TempDir dir;
  const std::string file = dir.WriteFileOrDie("c.pem", TestPki::Get().signer().Pem());
  const auto by_openssl = RunCommand(
      {"/bin/sh", "-c",
       "openssl x509 -in \"$0\" -noout -pubkey | openssl pkey -pubin -outform DER | sha256sum",
       file});
  ASSERT_TRUE(by_openssl.ok());
  const CommandResult result = Paraphe({"pin", file});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, by_openssl->out.substr(0, 64) + "\n");
  EXPECT_EQ(JsonOf(Paraphe({"pin", "--json", file}))["spki_sha256"], by_openssl->out.substr(0, 64));
}

TEST(PinCommandTest, AFileWithoutAKeyIsNamed) {
  const TempDir dir;
  const CommandResult result = Paraphe({"pin", dir.WriteFileOrDie("x.pem", "nothing")});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("x.pem: neither a certificate"));
}

}  // namespace
}  // namespace paraphe::test
