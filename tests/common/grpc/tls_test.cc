// What a handshake comes to is tested with a whole server, in tests/server/server_tls_test.cc.
#include "common/grpc/tls.h"

#include <cstdio>
#include <cstdlib>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/cert_builder.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe {
namespace {

using test::CertBuilder;
using test::HasReason;
using test::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

// In a process of its own: the suites are fixed once.
// Proves: CHN-1
TEST(TlsDeathTest, TheEnvironmentCannotWidenTheCipherSuites) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      {
        setenv("GRPC_SSL_CIPHER_SUITES", "ALL", /*overwrite=*/1);
        FixCipherSuites();
        std::fputs(std::getenv("GRPC_SSL_CIPHER_SUITES"), stderr);
        std::_Exit(0);
      },
      testing::ExitedWithCode(0),
      AllOf(HasSubstr("ECDHE-RSA-AES128-GCM-SHA256"), Not(HasSubstr("ALL"))));
}

// Proves: CHN-1
TEST(TlsTest, RootsAreReadFromTheirFile) {
  const test::TempDir dir;
  const auto make = [](const std::string& root_file) {
    return MakeChannelTls({root_file, {}, {}, std::make_shared<LastVerdict>()});
  };
  EXPECT_THAT(make(dir.WriteFileOrDie("ca.pem", CertBuilder::Ca("x").Build().Pem())), IsOk());
  EXPECT_THAT(make(dir.WriteFileOrDie("bad.pem", "no certificate\n")),
              HasReason(v1::MALFORMED_FILE, HasSubstr("bad.pem")));
  EXPECT_THAT(make(dir.Join("none.pem")), HasReason(v1::FILE_UNREADABLE, HasSubstr("none.pem")));
}

}  // namespace
}  // namespace paraphe
