// The program paraphed: files that change while it runs, what it says of itself, and --check.
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <signal.h>

#include "tests/flow/running_program.h"
#include "tests/server/paraphed_fixture.h"
#include "tests/testing/matchers.h"
#include "tests/testing/run_command.h"

namespace paraphe {
namespace {

using test::CommandResult;
using test::OurProgram;
using test::RunCommand;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

constexpr char kSecondPolicy[] =
    R"(name: "q" applies_to { application: "mairie" role: "Maire" } description: "Q")";

class ParaphedReloadTest : public test::ParaphedFixture {
 protected:
  static CommandResult Run(const std::vector<std::string>& arguments) {
    const auto result = RunCommand(arguments);
    EXPECT_THAT(result, test::IsOk());
    return result.value_or(CommandResult());
  }
  void UseFolder() {
    dir_.WriteFileOrDie("policies/p.textproto", dir_.ReadFileOrDie("policy.textproto"));
    dir_.WriteFileOrDie(
        "paraphed.textproto",
        absl::StrCat(test::kParaphedConfig, "\naudit { interval { seconds: 3600 } }"));
    SetPolicies("policies");
  }
  void SetPolicies(const std::string& path) {
    std::string text = dir_.ReadFileOrDie("paraphed.textproto");
    const size_t at = text.find("policy_files: ");
    text.replace(at, text.find('\n', at) - at, absl::StrCat("policy_files: \"", path, "\""));
    dir_.WriteFileOrDie("paraphed.textproto", text);
  }
  CommandResult Stop(test::RunningProgram& server) {
    server.Signal(SIGTERM);
    return server.Finish();
  }
};

// Proves: ADM-1, ADM-2
TEST_F(ParaphedReloadTest, AHangupPutsWhatChangedInForceAndInTheAuditLog) {
  UseFolder();
  test::RunningProgram server({OurProgram("paraphed"), "--config", config_});
  ASSERT_TRUE(server.WaitFor("listening"));
  dir_.WriteFileOrDie("policies/q.textproto", kSecondPolicy);
  server.Signal(SIGHUP);
  ASSERT_TRUE(server.WaitFor("reloaded by=operator words=\"+policy q "));
  EXPECT_EQ(Stop(server).exit_code, 0);
  const CommandResult audit = Run({OurProgram("paraphed"), "audit", "export", "--config", config_});
  EXPECT_EQ(audit.exit_code, 0) << audit.err;
  EXPECT_THAT(audit.out, ContainsRegex("\"act\":\"Reload\",\"actor\":\"operator\","
                                       "\"changes\":\\[\"\\+policy q [0-9a-f]{64}\"\\]"));
  EXPECT_THAT(audit.out, Not(HasSubstr("session_id")));
}

// Proves: ADM-1
TEST_F(ParaphedReloadTest, FilesThatChangeAreSeenHoweverTheyDo) {
  UseFolder();
  test::RunningProgram server({OurProgram("paraphed"), "--config", config_});
  ASSERT_TRUE(server.WaitFor("listening"));
  dir_.WriteFileOrDie("policies/q.textproto", kSecondPolicy);
  ASSERT_TRUE(server.WaitFor("words=\"+policy q "));
  // As an editor does: a new file renamed over the old one.
  dir_.WriteFileOrDie("policies/q.textproto~",
                      absl::StrCat(kSecondPolicy, " allow_unattended: true"));
  std::filesystem::rename(dir_.Join("policies/q.textproto~"), dir_.Join("policies/q.textproto"));
  ASSERT_TRUE(server.WaitFor("words=\"~policy q "));
  // A folder that goes is a fault, and nothing changes; once it is back, behind a link, it is read.
  std::filesystem::rename(dir_.Join("policies"), dir_.Join("away"));
  ASSERT_TRUE(server.WaitFor("reload_refused by=operator"));
  std::filesystem::remove(dir_.Join("away/q.textproto"));
  std::filesystem::create_directory_symlink("away", dir_.Join("policies"));
  ASSERT_TRUE(server.WaitFor("words=\"-policy q\""));
  EXPECT_EQ(Stop(server).exit_code, 0);
}

// Proves: ADM-1
TEST_F(ParaphedReloadTest, AFaultIsLoggedOnceAndWhatWasInForceStaysSo) {
  UseFolder();
  test::RunningProgram server({OurProgram("paraphed"), "--config", config_});
  ASSERT_TRUE(server.WaitFor("listening"));
  dir_.WriteFileOrDie("policies/bad.textproto", "name: 7");
  ASSERT_TRUE(server.WaitFor("bad.textproto:1:"));
  std::filesystem::remove(dir_.Join("policies/bad.textproto"));
  dir_.WriteFileOrDie("policies/q.textproto", kSecondPolicy);
  ASSERT_TRUE(server.WaitFor("words=\"+policy q "));
  const CommandResult result = Stop(server);
  EXPECT_EQ(std::vector<std::string>(absl::StrSplit(result.err, "bad.textproto:1:")).size(), 2u)
      << result.err;
}

// Proves: ADM-1
TEST_F(ParaphedReloadTest, ACheckTellsEveryFaultAtOnceAndWritesNothing) {
  dir_.WriteFileOrDie("policy.textproto", "name: 7");
  dir_.WriteFileOrDie("table.textproto", "nonsense: 1");
  dir_.WriteFileOrDie("ca.pem", "none");
  chmod(dir_.Join("tls.key").c_str(), 0644);
  dir_.WriteFileOrDie("paraphed.db", "this is no database");
  const CommandResult result = Run({OurProgram("paraphed"), "--config", config_, "--check"});
  EXPECT_EQ(result.exit_code, 3);
  for (const char* fault : {"policy.textproto:1:", "table.textproto:1:", "ca.pem: ", "tls.key",
                            "paraphed.db: this file is no session store"}) {
    EXPECT_THAT(result.err, HasSubstr(fault));
  }
  EXPECT_FALSE(std::filesystem::exists(dir_.Join("port")));
  EXPECT_EQ(dir_.ReadFileOrDie("paraphed.db"), "this is no database");
}

// Proves: ADM-3
TEST_F(ParaphedReloadTest, WhatItPrintsOfItselfSha256sumChecks) {
  const CommandResult result = Run({OurProgram("paraphed"), "integrity", "--config", config_});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  for (const char* file : {"bin/paraphed\n", "paraphed.textproto\n", "policy.textproto\n",
                           "table.textproto\n", "ca.pem\n", "tls.pem\n"}) {
    EXPECT_THAT(result.out, HasSubstr(file));
  }
  EXPECT_THAT(result.out, Not(HasSubstr("tls.key")));
  EXPECT_THAT(result.out, ContainsRegex("^# paraphed [0-9.]+, commit "));
  test::CommandOptions options;
  options.standard_input = result.out;
  const auto good = RunCommand({"sha256sum", "--strict", "-c", "-"}, options);
  EXPECT_EQ(good->exit_code, 0) << good->err << good->out;
  dir_.WriteFileOrDie("table.textproto", "# another\n");
  const auto changed = RunCommand({"sha256sum", "--strict", "-c", "-"}, options);
  EXPECT_EQ(changed->exit_code, 1);
  EXPECT_THAT(changed->out, HasSubstr("table.textproto: FAILED"));
}

// Proves: ADM-3
TEST_F(ParaphedReloadTest, VersionVerboseSaysBuildAndDigest) {
  for (const char* program : {"paraphed", "paraphe", "paraphe-agent"}) {
    const CommandResult result = Run({OurProgram(program), "--version", "--verbose"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, MatchesRegex(absl::StrCat(
                                program, " [0-9.]+\nbuild: commit [^\n]+\nsha256: [0-9a-f]+\n")));
    const CommandResult judged = Run({"sha256sum", OurProgram(program)});
    EXPECT_THAT(result.out, HasSubstr(judged.out.substr(0, 64)));
    EXPECT_EQ(Run({OurProgram(program), "--verbose"}).exit_code, 2) << "alone it means nothing";
  }
}

}  // namespace
}  // namespace paraphe
