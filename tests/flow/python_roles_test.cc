// Other people's clients, with every certificate that they may come with, at a real server.
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"
#include "tests/flow/python_modules.h"
#include "tests/testing/client_certificate.h"
#include "tests/testing/matchers.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;

constexpr char kCallers[] = "served:NOT_ALLOWED:NOT_ALLOWED";
constexpr char kAdministrators[] = "NOT_ALLOWED:NOT_ALLOWED:served";
constexpr char kNobodys[] = "NOT_IDENTIFIED:served:NOT_IDENTIFIED";
constexpr char kRefused[] = "NOT_IDENTIFIED:NOT_IDENTIFIED:NOT_IDENTIFIED";

// With the certificates of nobody whom the configuration knows, of an administrator, of one who was
// one until the certificate expired, and of one that is revoked.
class PythonRolesTest : public testing::Test {
 protected:
  static FlowOptions Options(const TestCert& administrator, const TestCert& expired,
                             const TestCert& revoked) {
    FlowOptions options;
    options.server =
        absl::StrCat("administrators { name: \"anne\" ", PinnedIdentity(administrator),
                     PinnedIdentity(expired), PinnedIdentity(revoked), " }\nrevoked_sha256: \"",
                     SpkiSha256Hex(revoked), "\"\naccounts { }\n");
    return options;
  }

  // What python_roles.py is told of an identity.
  std::string Who(const std::string& name, const TestCert& certificate, const char* expected) {
    WriteClientIdentity(world_.dir(), name, certificate);
    return absl::StrCat(world_.dir().Join(name), ":", expected);
  }

  CommandResult Walk(const std::vector<std::string>& all) {
    std::vector<std::string> arguments = {
        kPython, Project("tests/flow/python_roles.py"), PythonModulesIn(world_.dir()),
        absl::StrCat("127.0.0.1:", absl::StripAsciiWhitespace(world_.dir().ReadFileOrDie("port"))),
        world_.ca_file()};
    arguments.insert(arguments.end(), all.begin(), all.end());
    const auto result = RunCommand(arguments);
    EXPECT_THAT(result, IsOk());
    return *result;
  }

  const TestCert administrator_ = ClientCertificate("anne").Build();
  const TestCert expired_ =
      ClientCertificate("hier")
          .Validity(absl::Now() - absl::Hours(48), absl::Now() - absl::Hours(24))
          .Build();
  const TestCert revoked_ = ClientCertificate("perdu").Build();
  FlowWorld world_{Options(administrator_, expired_, revoked_)};
};

// Proves: ROLE-1, CHN-1, CHN-2
TEST_F(PythonRolesTest, EachCallIsServedToWhomItIsForAndToNobodyElse) {
  const CommandResult result =
      Walk({absl::StrCat("-:", kNobodys), absl::StrCat(world_.dir().Join("caller"), ":", kCallers),
            Who("anne", administrator_, kAdministrators),
            Who("stranger", ClientCertificate("stranger").Build(), kNobodys),
            Who("expired", expired_, kNobodys), Who("revoked", revoked_, kRefused)});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_THAT(result.out, HasSubstr("144 calls, 0 wrong"));
}

// The walk itself finds what is wrong.
TEST_F(PythonRolesTest, TheWalkSaysWhereACallIsAnsweredOtherwise) {
  const CommandResult result = Walk({absl::StrCat("-:", kAdministrators)});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.out, HasSubstr("24 calls, 24 wrong"));
}

}  // namespace
}  // namespace paraphe::test
