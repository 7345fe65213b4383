// The example configurations of deploy/examples, with the policies and tables of deploy/, work
// together as they stand: only the address is another here, and the PKI is the tests'.
#include <filesystem>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/file.h"
#include "common/key_pin.h"
#include "tests/client/cli/paraphe_command.h"
#include "tests/client/testing/softhsm.h"
#include "tests/flow/flow_world.h"
#include "tests/testing/client_certificate.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kAddress[] = "sign.example.org:7443";

class ExampleConfigurationsTest : public testing::Test {
 protected:
  ExampleConfigurationsTest() {
    for (const char* folder : {"policies", "tables"}) {
      std::filesystem::copy(Project(absl::StrCat("deploy/", folder)), dir_.Join(folder),
                            std::filesystem::copy_options::recursive);
    }
    const TestCert tls = LoopbackTlsCertificate();
    dir_.WriteFileOrDie("tls/server.pem", tls.Pem() + TestPki::Get().intermediate().Pem());
    chmod(dir_.WriteFileOrDie("tls/server.key", tls.key->Pkcs8Pem()).c_str(), 0600);
    dir_.WriteFileOrDie("trusted-cas.pem", TestPki::Get().CaPem());
    dir_.WriteFileOrDie("server-roots.pem", TestPki::Get().CaPem());
    const TestCert caller = ClientCertificate("erp").Build();
    WriteClientIdentity(dir_, "erp", caller);
    server_ = Copy("paraphed.textproto",
                   {{"listen: \"0.0.0.0:7443\"", "listen: \"127.0.0.1:0\" port_file: \"port\""},
                    {std::string(64, '0'), SpkiSha256Hex(caller)}});
  }

  using Replacements = std::vector<std::pair<absl::string_view, std::string>>;
  std::string Copy(const std::string& name, const Replacements& replacements) const {
    std::string text = ReadFile(Project(absl::StrCat("deploy/examples/", name)), 1 << 20).value();
    for (const auto& [from, to] : replacements) {
      EXPECT_EQ(absl::StrReplaceAll({{from, to}}, &text), 1) << name << ": " << from;
    }
    return dir_.WriteFileOrDie(name, text);
  }
  std::string Address() const {
    return absl::StrCat(
        "address: \"127.0.0.1:", absl::StripAsciiWhitespace(dir_.ReadFileOrDie("port")), "\"");
  }

  TempDir dir_;
  std::string server_;
};

// Proves: DOCS-1
TEST_F(ExampleConfigurationsTest, AreGoodAndNothingInThemIsIdle) {
  const auto result = RunCommand({OurProgram("paraphed"), "--config", server_, "--check"});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->exit_code, 0) << result->err;
  EXPECT_THAT(result->err, Not(HasSubstr(" warning ")));
}

// The policy of acts wants a person, so that the session ends where the agent says who it is.
// Proves: DOCS-1
TEST_F(ExampleConfigurationsTest, ServerCallerAndAgentMeet) {
  RunningProgram server({OurProgram("paraphed"), "--config", server_});
  ASSERT_TRUE(server.WaitFor("listening"));
  const std::string from = absl::StrCat("address: \"", kAddress, "\"");
  const std::string caller = Copy("paraphe.textproto", {{from, Address()}});
  const CommandResult prepared =
      Paraphe({"prepare", "--json", "--config", caller, "--application", "actes", "--role", "Maire",
               "--document", Project("deploy/samples/arrete.xml")});
  ASSERT_EQ(prepared.exit_code, 0) << prepared.err;
  EXPECT_EQ(JsonOf(prepared)["policy"], "mairie-actes");
  EXPECT_EQ(JsonOf(prepared)["table"], "arrete");

  SoftHsm hsm;
  hsm.AddTokenOrDie("demo", "123456");
  chmod(dir_.WriteFileOrDie("pin", "123456").c_str(), 0600);
  const std::string placeholder = absl::StrCat("  spki_sha256: \"", std::string(64, '0'), "\"");
  const std::string agent =
      Copy("paraphe-agent.textproto",
           {{from, Address()},
            {"# pin_file:", "pin_file:"},
            {placeholder,
             absl::StrCat("  spki_sha256: \"", KeyPin(*LoopbackTlsCertificate().Parse()), "\"")}});
  const CommandResult signer =
      RunningProgram({OurProgram("paraphe-agent"), "--config", agent, "--unattended", "--ticket",
                      JsonOf(prepared)["link"].get<std::string>()})
          .Finish();
  EXPECT_EQ(signer.exit_code, 6) << signer.err;
  EXPECT_THAT(signer.err, Not(HasSubstr("pinned")));
}

}  // namespace
}  // namespace paraphe::test
