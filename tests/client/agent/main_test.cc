// The program from outside: command line and exit codes.
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "common/value_rules.h"
#include "tests/client/testing/pkcs12_files.h"
#include "tests/client/testing/softhsm.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::CommandResult;
using ::paraphe::test::OurProgram;
using ::paraphe::test::RunCommand;
using ::paraphe::test::TempDir;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::string kTicket(43, 't');

class ProgramTest : public ::testing::Test {
 protected:
  ProgramTest() {
    config_ = dir_.WriteFileOrDie("agent.textproto",
                                  "servers { address: \"localhost:1\" spki_sha256: \"" +
                                      std::string(64, '0') +
                                      "\" }\ndevice { module: \"/nowhere/module.so\" }\n");
  }
  static CommandResult Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), OurProgram("paraphe-agent"));
    const auto result = RunCommand(arguments);
    EXPECT_TRUE(result.ok()) << result.status();
    return *result;
  }

  TempDir dir_;
  std::string config_;
};

// Proves: DOCS-1
TEST_F(ProgramTest, ExplainsItself) {
  const CommandResult help = Run({"--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, HasSubstr("--unattended"));
  EXPECT_EQ(Run({"--version"}).exit_code, 0);
}

// A password is typed by a person. Proves: CHN-4
TEST_F(ProgramTest, TheInboxIsForAPersonAtATerminal) {
  EXPECT_THAT(Run({"--help"}).out, HasSubstr("--inbox"));
  const std::string link = absl::StrCat("paraphe://localhost:1/", kTicket);
  const std::vector<std::string> cases[] = {
      {"--config", config_, "--inbox"},
      {"--config", config_, "--inbox", "--user", "marie", "--server", "localhost:1"},
      {"--config", config_, "--inbox", "--unattended"},
      {"--config", config_, "--inbox", "--ticket", link},
      {"--config", config_, "--inbox", "--list"},
      {"--config", config_, "--user", "marie"},
      {"--config", config_, "--server", "localhost:1"}};
  for (const auto& arguments : cases) EXPECT_EQ(Run(arguments).exit_code, 2);
}

// Proves: DEV-1
TEST_F(ProgramTest, EachFaultHasItsExitCodeAndOneLine) {
  const std::string link = absl::StrCat("paraphe://localhost:1/", kTicket);
  const std::string other = absl::StrCat("paraphe://other:1/", kTicket);
  const struct {
    std::vector<std::string> arguments;
    int exit_code;
  } cases[] = {
      {{}, 2},
      {{"--config", config_, "--no-such-option"}, 2},
      {{"--config", config_, "--ticket", link}, 2},  // no terminal
      {{"--config", config_, "--unattended", "--ticket", "nonsense"}, 2},
      {{"--config", "/nowhere/agent.textproto"}, 3},
      {{"--config", config_, "--unattended", "--ticket", other}, 6},
      {{"--config", config_, "--unattended", "--ticket", link}, 5},  // no such module
  };
  for (const auto& fault : cases) {
    const CommandResult result = Run(fault.arguments);
    EXPECT_EQ(result.exit_code, fault.exit_code) << result.err;
    EXPECT_THAT(result.err, StartsWith("paraphe-agent: "));
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
    EXPECT_THAT(result.err + result.out, Not(HasSubstr(kTicket)));
  }
}

// At a pseudo-terminal of `script`, in a locale.
CommandResult RunAtTerminal(const std::string& locale, const std::string& arguments) {
  const auto result =
      RunCommand({"/usr/bin/script", "-qec",
                  absl::StrCat("LC_ALL=", locale, " ", OurProgram("paraphe-agent"), " ", arguments),
                  "/dev/null"});
  EXPECT_TRUE(result.ok()) << result.status();
  return *result;
}

// Proves: EXP-4
TEST_F(ProgramTest, SavingWithoutBeingAskedIsForUnattendedAgents) {
  const std::string link = absl::StrCat("paraphe://localhost:1/", kTicket);
  EXPECT_EQ(Run({"--config", config_, "--ticket", link, "--save", "/tmp"}).exit_code, 2);
  EXPECT_EQ(Run({"--config", config_, "--ticket", link, "--unattended", "--save", "/tmp", "--save",
                 "/tmp/a.json"})
                .exit_code,
            5);  // no such module
}

// Proves: PRES-6
TEST_F(ProgramTest, ATerminalThatIsNotUtf8IsRefusedBeforeAnythingIsOpened) {
  const std::string arguments =
      absl::StrCat("--config ", config_, " --ticket paraphe://localhost:1/", kTicket);
  const CommandResult refused = RunAtTerminal("C", arguments);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.out, HasSubstr("UTF-8"));
  // In UTF-8 it comes as far as the module.
  EXPECT_EQ(RunAtTerminal("C.UTF-8", arguments).exit_code, 5);
}

// Proves: ATT-5
TEST_F(ProgramTest, ASignerReadsNoEnglishInAFrenchTerminal) {
  const CommandResult result = RunAtTerminal(
      "C.UTF-8", absl::StrCat("--config ", config_, " --ticket paraphe://localhost:1/", kTicket));
  EXPECT_THAT(result.out, HasSubstr("Le pilote de la carte"));
  for (const char* english : {"paraphe-agent:", "cannot", "the "}) {
    EXPECT_THAT(result.out, Not(HasSubstr(english)));
  }
}

// Proves: DEV-1
TEST_F(ProgramTest, ListShowsWhatTheConfigurationNeedsAndOnlyNeedsTheDevice) {
  test::SoftHsm hsm;
  hsm.AddTokenOrDie("carte", "1234");
  const test::TestCert& signer = test::TestPki::Get().signer();
  hsm.ImportOrDie("carte", "1234", {"\x01", "Anne", signer.der, signer.key});
  const std::string config = dir_.WriteFileOrDie(
      "device.textproto",
      absl::StrCat("device { module: \"", test::SoftHsm::ModulePath(), "\" label: \"carte\" }"));
  const CommandResult list = Run({"--config", config, "--list"});
  EXPECT_EQ(list.exit_code, 0) << list.err;
  EXPECT_THAT(list.out, HasSubstr("Carte : carte"));

  const CommandResult json = Run({"--config", config, "--list", "--json"});
  EXPECT_EQ(json.exit_code, 0) << json.err;
  EXPECT_THAT(json.out, HasSubstr(absl::BytesToHexString(signer.Sha256())));
  EXPECT_THAT(json.out, HasSubstr("\"configured\": true"));

  // The digest is in a form that the configuration takes, and the same as openssl's.
  const std::string pem = dir_.WriteFileOrDie("signer.pem", signer.Pem());
  const auto openssl =
      test::RunCommand({"openssl", "x509", "-in", pem, "-noout", "-fingerprint", "-sha256"});
  ASSERT_TRUE(openssl.ok());
  const size_t label = list.out.find("SHA-256 : ");
  ASSERT_NE(label, std::string::npos) << list.out;
  const size_t begin = label + 10;
  const std::string listed = list.out.substr(begin, list.out.find('\n', begin) - begin);
  EXPECT_EQ(ReadSha256Hex(listed), ReadSha256Hex(openssl->out)) << listed;
  EXPECT_NE(ReadSha256Hex(listed), std::nullopt);
}

// Proves: DEV-2
TEST_F(ProgramTest, ListShowsEveryDeviceAndSaysWhyOneShowsNothing) {
  const test::Pkcs12Files files;
  const std::string file = files.WriteOrDie(test::TestPki::Get().signer(), "secret");
  const std::string config = dir_.WriteFileOrDie(
      "devices.textproto", absl::StrCat("language: \"en\" device { module: \"/nowhere/m.so\" } "
                                        "device { pkcs12: \"",
                                        file, "\" }"));
  const CommandResult list = Run({"--config", config, "--list"});
  EXPECT_EQ(list.exit_code, 0) << list.err;
  EXPECT_THAT(list.out, HasSubstr("Driver (PKCS#11 module): /nowhere/m.so\n"));
  EXPECT_THAT(list.out, HasSubstr("cannot be used"));
  EXPECT_THAT(list.out, HasSubstr(absl::StrCat("PKCS#12 file: ", file, "\n")));
  EXPECT_THAT(list.out, HasSubstr("no certificate can be seen before the PIN is entered"));
  EXPECT_THAT(Run({"--config", config, "--list", "--json"}).out,
              HasSubstr("\"reason\": \"DEVICE_MODULE_UNUSABLE\""));
}

// Proves: DEV-2
TEST_F(ProgramTest, WithoutADeviceListNamesTheModulesOfThisSystem) {
  const std::string config = dir_.WriteFileOrDie("none.textproto", "");
  const CommandResult list = Run({"--config", config, "--list"});
  EXPECT_EQ(list.exit_code, 0) << list.err;
  EXPECT_THAT(list.out, HasSubstr(test::SoftHsm::ModulePath()));
  EXPECT_THAT(Run({"--config", config, "--list", "--json"}).out, HasSubstr("\"known_modules\""));
}

// Proves: DEV-1
TEST_F(ProgramTest, ListHasNoPlaceForASession) {
  EXPECT_EQ(Run({"--config", config_, "--list"}).exit_code, 5);  // no such module
  EXPECT_EQ(Run({"--config", config_, "--list", "--unattended"}).exit_code, 2);
  EXPECT_EQ(Run({"--config", config_, "--list", "--ticket", "x"}).exit_code, 2);
  EXPECT_EQ(Run({"--config", config_, "--json"}).exit_code, 2);
}

}  // namespace
}  // namespace paraphe::agent
