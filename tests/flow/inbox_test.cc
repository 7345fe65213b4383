// A signer with an account, at a terminal: first login, a password of their own, the inbox, a whole signature.
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
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
using ::testing::Not;

constexpr char kOwnPassword[] = "corneille sur Orne 1642";

class InboxFlowTest : public testing::Test {
 protected:
  static FlowOptions Options() {
    FlowOptions options;
    options.server = absl::StrCat("administrators { name: \"anne\" ", PinnedIdentity(Anne()),
                                  " }\naccounts { scrypt_log2_n: 15 }\n");
    return options;
  }
  static const TestCert& Anne() {
    static const TestCert certificate = ClientCertificate("anne").Build();
    return certificate;
  }

  // The password that the signer gets from the administrator.
  std::string CreateAccount(const std::string& name) {
    const std::string config = world_.dir().WriteFileOrDie(
        "admin.textproto",
        absl::StrCat("server { address: \"127.0.0.1:",
                     absl::StripAsciiWhitespace(world_.dir().ReadFileOrDie("port")),
                     "\" root_certificates_file: \"ca.pem\"\n",
                     WriteClientIdentity(world_.dir(), "anne", Anne()), " }\n"));
    const CommandResult result = Paraphe({"admin", "account", "create", name, "--config", config});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const std::vector<std::string> words = absl::StrSplit(result.out, ": ");
    return std::string(absl::StripAsciiWhitespace(words.back()));
  }

  CommandResult Prepare(const std::string& signer) {
    std::vector<std::string> arguments = world_.RequestArguments("prepare", world_.SmallDocument());
    arguments.insert(arguments.end(),
                     {"--state", world_.dir().Join("session.state"), "--signer", signer});
    return Paraphe(arguments);
  }

  CommandResult AtTerminal(const std::string& user, const std::vector<std::string>& dialogue) {
    std::vector<std::string> arguments = {kPython,
                                          Project("tests/flow/terminal_dialogue.py"),
                                          OurProgram("paraphe-agent"),
                                          "--config",
                                          world_.dir().Join("paraphe-agent.textproto"),
                                          "--inbox",
                                          "--user",
                                          user,
                                          "--"};
    arguments.insert(arguments.end(), dialogue.begin(), dialogue.end());
    CommandOptions options;
    options.environment = {{"TERM", "dumb"}, {"LC_ALL", "C.UTF-8"}};
    options.timeout = absl::Minutes(5);
    const auto result = RunCommand(arguments, options);
    EXPECT_THAT(result, IsOk());
    return *result;
  }

  FlowWorld world_{Options()};
};

// Proves: CHN-4, CONS-1
TEST_F(InboxFlowTest, ASignerSignsWhatWaitsForThem) {
  const std::string initial = CreateAccount("marie");
  const CommandResult prepared = Prepare("marie");
  ASSERT_EQ(prepared.exit_code, 0) << prepared.err;
  EXPECT_THAT(prepared.out, Not(HasSubstr("paraphe://")));
  const std::string out = world_.dir().Join("signed.xml");
  const CommandResult agent = AtTerminal("marie", {"Mot de passe",
                                                   initial,
                                                   "Mot de passe actuel",
                                                   initial,
                                                   "Nouveau mot de passe",
                                                   kOwnPassword,
                                                   "Encore une fois",
                                                   kOwnPassword,
                                                   "quitter",
                                                   "1",
                                                   "suite|continuer|le seul|signer\u00a0·",
                                                   "s",
                                                   "Cochez",
                                                   "oui",
                                                   "écrivez",
                                                   "je signe",
                                                   "Code PIN",
                                                   "123456",
                                                   "enregistrer",
                                                   "",
                                                   "quitter",
                                                   "q"});
  EXPECT_EQ(agent.exit_code, 0) << agent.out << agent.err;
  EXPECT_THAT(agent.out, HasSubstr("Le document est signé."));
  EXPECT_THAT(agent.out, HasSubstr("Aucun document ne vous attend."));
  EXPECT_THAT(agent.out, Not(HasSubstr(kOwnPassword)));
  EXPECT_EQ(world_.OnSession("finalize", {"--out", out}).exit_code, 0);
  EXPECT_EQ(Paraphe({"verify", "--ca", world_.ca_file(), out}).exit_code, 0);
}

// Proves: CHN-4
TEST_F(InboxFlowTest, AnotherSignersInboxDoesNotHaveIt) {
  const std::string paul = CreateAccount("paul");
  CreateAccount("marie");
  ASSERT_EQ(Prepare("marie").exit_code, 0);
  const CommandResult agent =
      AtTerminal("paul", {"Mot de passe", paul, "Mot de passe actuel", paul, "Nouveau mot de passe",
                          kOwnPassword, "Encore une fois", kOwnPassword, "quitter", "q"});
  EXPECT_EQ(agent.exit_code, 0) << agent.out << agent.err;
  EXPECT_THAT(agent.out, HasSubstr("Aucun document ne vous attend."));
}

// Proves: CHN-4
TEST_F(InboxFlowTest, WhoNamesAnAccountThatThereIsNotIsToldSo) {
  const CommandResult prepared = Prepare("personne");
  EXPECT_EQ(prepared.exit_code, 3);
  EXPECT_TRUE(world_.NothingAt(world_.dir().Join("session.state")));
}

}  // namespace
}  // namespace paraphe::test
