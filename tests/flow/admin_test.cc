// An administrator at the command line, and a real server. Proves: ADM-1, ADM-3, ROLE-1
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"
#include "tests/testing/client_certificate.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

const TestCert& Anne() {
  static const TestCert certificate = ClientCertificate("anne").Build();
  return certificate;
}

FlowOptions WithAnne() {
  FlowOptions options;
  options.server = absl::StrCat("administrators { name: \"anne\" ", PinnedIdentity(Anne()), " }\n");
  return options;
}

class AdminTest : public testing::Test {
 protected:
  AdminTest()
      : config_(world_.dir().WriteFileOrDie(
            "admin.textproto",
            absl::StrCat("server { address: \"127.0.0.1:",
                         absl::StripAsciiWhitespace(world_.dir().ReadFileOrDie("port")),
                         "\" root_certificates_file: \"ca.pem\"\n",
                         WriteClientIdentity(world_.dir(), "anne", Anne()), " }\n"))) {}

  CommandResult Admin(const std::string& command, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"admin", command, "--config", config_};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Paraphe(arguments);
  }
  void WritePolicy(const std::string& name) const {
    world_.dir().WriteFileOrDie(
        absl::StrCat("policies/", name, ".textproto"),
        absl::StrCat("name: \"", name, "\" applies_to { application: \"narrow\" role: \"", name,
                     "\" } description: \"P\""));
  }

  FlowWorld world_{WithAnne()};
  const std::string config_;
};

TEST_F(AdminTest, SeesWhatIsInForceAndWhatRuns) {
  const CommandResult inventory = Admin("inventory", {"--json"});
  ASSERT_EQ(inventory.exit_code, 0) << inventory.err;
  EXPECT_EQ(JsonOf(inventory)["policies"][0]["name"], "flow");
  EXPECT_EQ(JsonOf(inventory)["applications"].size(), 2u);
  EXPECT_EQ(JsonOf(inventory)["administrators"][0], "anne");
  EXPECT_THAT(Admin("inventory").out, HasSubstr("\npolicy flow  "));
  const CommandResult integrity = Admin("integrity", {"--json"});
  ASSERT_EQ(integrity.exit_code, 0) << integrity.err;
  const auto judged = RunCommand({"sha256sum", OurProgram("paraphed")});
  EXPECT_EQ(JsonOf(integrity)["program_sha256"], judged->out.substr(0, 64));
  EXPECT_EQ(JsonOf(integrity)["files"][0]["setting"], "config");
  EXPECT_THAT(Admin("integrity").out, MatchesRegex("paraphed [0-9.]+\nbuild: commit (.|\n)*"));
}

TEST_F(AdminTest, ReloadsAllOrNothing) {
  WritePolicy("b");
  const CommandResult checked = Admin("reload", {"--check", "--json"});
  ASSERT_EQ(checked.exit_code, 0) << checked.err;
  EXPECT_EQ(JsonOf(checked)["in_force"], false);
  EXPECT_THAT(JsonOf(checked)["changes"][0].get<std::string>(), StartsWith("+policy b "));
  // The server looks at its files as well: whoever comes first has put it in force.
  EXPECT_EQ(Admin("reload").exit_code, 0);
  EXPECT_THAT(Admin("inventory").out, HasSubstr("\npolicy b  "));
  world_.dir().WriteFileOrDie("policies/bad.textproto", "name: 7");
  WritePolicy("c");
  const CommandResult refused = Admin("reload", {"--json"});
  EXPECT_EQ(refused.exit_code, 3);
  EXPECT_THAT(refused.err, HasSubstr("bad.textproto:1:"));
  EXPECT_EQ(JsonOf(refused)["error"]["reason"], "POLICY_INVALID");
  EXPECT_THAT(Admin("inventory").out, Not(HasSubstr("\npolicy c  ")));
}

// Proves: POL-7
TEST_F(AdminTest, ASessionIsSignedAcrossAReloadThatTakesItsPolicyAway) {
  const std::string link = world_.PrepareOrDie(world_.SmallDocument());
  WritePolicy("other");
  ASSERT_EQ(std::remove(world_.dir().Join("policies/flow.textproto").c_str()), 0);
  ASSERT_EQ(Admin("reload").exit_code, 0);
  EXPECT_THAT(Admin("inventory").out, Not(HasSubstr("\npolicy flow  ")));
  EXPECT_EQ(world_.Agent(link).exit_code, 0);
  const std::string out = world_.dir().Join("signed.xml");
  EXPECT_EQ(world_.OnSession("finalize", {"--out", out}).exit_code, 0);
  EXPECT_EQ(Paraphe({"verify", "--ca", world_.ca_file(), out}).exit_code, 0);
}

TEST_F(AdminTest, SeesHowSessionsStandAndNothingOfThem) {
  world_.PrepareOrDie(world_.SmallDocument());
  const CommandResult sessions = Admin("sessions", {"--json"});
  ASSERT_EQ(sessions.exit_code, 0) << sessions.err;
  EXPECT_EQ(JsonOf(sessions)["sessions"].size(), 1u);
  EXPECT_EQ(JsonOf(sessions)["sessions"][0]["state"], "PREPARED");
  EXPECT_THAT(sessions.out, Not(HasSubstr("Montpellier")));
  EXPECT_EQ(JsonOf(Admin("sessions", {"--json", "--state", "SIGNED"}))["sessions"].size(), 0u);
  EXPECT_EQ(Admin("sessions", {"--state", "NONE"}).exit_code, 2);
  EXPECT_EQ(Admin("sessions", {"--most", "1001"}).exit_code, 3);
}

// Proves: ADM-2
TEST_F(AdminTest, ReadsTheAuditLogWithHerOwnActsInIt) {
  world_.PrepareOrDie(world_.SmallDocument());
  WritePolicy("b");
  const CommandResult reload = Admin("reload");
  ASSERT_EQ(reload.exit_code, 0) << reload.err;
  const CommandResult audit = Admin("audit", {"--json"});
  ASSERT_EQ(audit.exit_code, 0) << audit.err;
  const std::vector<std::string> lines = absl::StrSplit(audit.out, '\n', absl::SkipEmpty());
  ASSERT_EQ(lines.size(), 2u) << audit.out;
  EXPECT_EQ(nlohmann::json::parse(lines[0])["act"], "Create");
  const auto own = nlohmann::json::parse(lines[1]);
  EXPECT_EQ(own["act"], "Reload");
  EXPECT_THAT(own["changes"][0].get<std::string>(), StartsWith("+policy b "));
  EXPECT_EQ(Admin("audit", {"--first", "2"}).out.find("Create"), std::string::npos);
  const CommandResult exported = RunCommand({OurProgram("paraphed"), "audit", "export", "--config",
                                             world_.dir().Join("paraphed.textproto")})
                                     .value();
  EXPECT_EQ(exported.out, audit.out) << "both print the same";
}

}  // namespace
}  // namespace paraphe::test
