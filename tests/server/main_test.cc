// The program paraphed: command line, exit codes, start and stop.
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "tests/flow/running_program.h"
#include "tests/server/paraphed_fixture.h"
#include "tests/testing/matchers.h"
#include "tests/testing/pki.h"
#include "tests/testing/run_command.h"

namespace paraphe {
namespace {

using test::CommandResult;
using test::OurProgram;
using test::RunCommand;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using test::kParaphedConfig;

// As sha256sum prints it.
std::string JudgedSha256(const std::string& path) {
  const auto result = RunCommand({"sha256sum", path});
  EXPECT_THAT(result, test::IsOk());
  return result.ok() ? result->out.substr(0, 64) : "";
}

class ParaphedTest : public test::ParaphedFixture {
 protected:
  static CommandResult Run(std::vector<std::string> arguments) {
    const auto result = RunCommand(arguments);
    EXPECT_THAT(result, test::IsOk());
    return result.value_or(CommandResult());
  }
  // Starts it, waits until it listens, sends `signal`, waits for its end.
  CommandResult RunUntil(int signal) {
    test::RunningProgram server({OurProgram("paraphed"), "--config", config_});
    EXPECT_TRUE(server.WaitFor("listening"));
    server.Signal(signal);
    return server.Finish();
  }
};

TEST_F(ParaphedTest, SaysWhatItIs) {
  EXPECT_THAT(Run({OurProgram("paraphed"), "--version"}).out, StartsWith("paraphed "));
  const CommandResult help = Run({OurProgram("paraphed"), "--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_THAT(help.out, HasSubstr("--config FILE"));
}

TEST_F(ParaphedTest, WithoutConfigurationItIsMisused) {
  const CommandResult result = Run({OurProgram("paraphed")});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--config"));
  EXPECT_EQ(Run({OurProgram("paraphed"), "--config", config_, "--plain"}).exit_code, 2);
}

TEST_F(ParaphedTest, AConfigurationWithFaultsIsRefusedByPlace) {
  const std::string bad = dir_.WriteFileOrDie("bad.textproto", "listen: \"x\"\nnonsense: 1\n");
  const CommandResult result = Run({OurProgram("paraphed"), "--config", bad});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("bad.textproto:2:"));
}

TEST_F(ParaphedTest, AKeyThatOthersMayReadIsRefused) {
  chmod(dir_.Join("tls.key").c_str(), 0644);
  const CommandResult result = Run({OurProgram("paraphed"), "--config", config_});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("tls.key"));
}

TEST_F(ParaphedTest, ServesUntilASignalAndEndsWell) {
  for (const int signal : {SIGTERM, SIGINT, SIGQUIT}) {
    const CommandResult result = RunUntil(signal);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.err, HasSubstr("stopped"));
    int port = 0;
    EXPECT_TRUE(absl::SimpleAtoi(absl::StripSuffix(dir_.ReadFileOrDie("port"), "\n"), &port));
    EXPECT_GT(port, 0);
  }
}

TEST_F(ParaphedTest, ASignalThatDoesNotStopItIsLoggedByName) {
  test::RunningProgram server({OurProgram("paraphed"), "--config", config_});
  ASSERT_TRUE(server.WaitFor("listening"));
  const std::pair<int, const char*> kSignals[] = {
      {SIGUSR1, "SIGUSR1"}, {SIGUSR2, "SIGUSR2"}, {SIGALRM, "SIGALRM"}};
  for (const auto& [number, name] : kSignals) {
    server.Signal(number);
    EXPECT_TRUE(server.WaitFor(absl::StrCat("ignored signal=", name))) << name;
  }
  server.Signal(SIGTERM);
  const CommandResult result = server.Finish();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr("stopping signal=SIGTERM"));
}

TEST_F(ParaphedTest, WarnsOfWhatCannotServe) {
  const CommandResult good = RunUntil(SIGTERM);
  EXPECT_THAT(good.err, Not(HasSubstr(" warning ")));
  const test::TestCert expired =
      test::CertBuilder::Signer("localhost")
          .Validity(absl::FromUnixSeconds(1'500'000'000), absl::FromUnixSeconds(1'600'000'000))
          .Build();
  dir_.WriteFileOrDie("tls.pem", expired.Pem());
  ASSERT_EQ(mkdir(dir_.Join("none").c_str(), 0700), 0);
  dir_.WriteFileOrDie(
      "paraphed.textproto",
      absl::StrCat(kParaphedConfig, R"( policy_files: "none" table_files: "none")"));
  const CommandResult result = RunUntil(SIGTERM);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.err, HasSubstr("cannot_serve setting=policy_files"));
  EXPECT_THAT(result.err, HasSubstr("cannot_serve setting=table_files"));
  EXPECT_THAT(result.err, HasSubstr("this certificate is expired"));
}

// The event's line in what the program logged.
std::string LineOf(const CommandResult& result, const std::string& event) {
  for (const absl::string_view line : absl::StrSplit(result.err, '\n')) {
    if (absl::StrContains(line, absl::StrCat(" ", event, " "))) return std::string(line);
  }
  return "";
}

// Proves: ADM-3
TEST_F(ParaphedTest, SaysAtStartWhatItIsAndWhatItWasGiven) {
  const CommandResult result = RunUntil(SIGTERM);
  const std::string line = LineOf(result, "listening");
  EXPECT_THAT(line, HasSubstr("applications=1 policies=1 tables=1 trusted_ca_files=1"));
  EXPECT_THAT(line, HasSubstr(absl::StrCat("config_sha256=", JudgedSha256(config_))));
  EXPECT_THAT(line, ContainsRegex("version=[0-9]+\\.[0-9]+\\.[0-9]+ "));
  EXPECT_THAT(line, ContainsRegex("files_sha256=[0-9a-f]{64} "));
  const std::string policy = dir_.Join("policy.textproto");
  EXPECT_THAT(result.err, HasSubstr(absl::StrCat("read setting=policy_files path=", policy,
                                                 " sha256=", JudgedSha256(policy))));
}

TEST_F(ParaphedTest, ACheckReadsEverythingAndServesNothing) {
  const CommandResult good = Run({OurProgram("paraphed"), "--config", config_, "--check"});
  EXPECT_EQ(good.exit_code, 0) << good.err;
  EXPECT_EQ(good.out,
            absl::StrCat(config_, ": OK, 1 applications, 1 policies, 1 tables, 1 CA files\n"));
  EXPECT_THAT(good.err, Not(HasSubstr("listening")));
  dir_.WriteFileOrDie("table.textproto", "name: 7");
  const CommandResult bad = Run({OurProgram("paraphed"), "--config", config_, "--check"});
  EXPECT_EQ(bad.exit_code, 3);
  EXPECT_THAT(bad.err, HasSubstr("table.textproto:1:"));
}

// Proves: SES-6
TEST_F(ParaphedTest, OneStoreIsServedByOneProcess) {
  test::RunningProgram server({OurProgram("paraphed"), "--config", config_});
  ASSERT_TRUE(server.WaitFor("listening"));
  const CommandResult second = Run({OurProgram("paraphed"), "--config", config_});
  EXPECT_EQ(second.exit_code, 6);
  EXPECT_THAT(second.err, HasSubstr("serves from the session store"));
  EXPECT_THAT(second.err, HasSubstr(dir_.Join("paraphed.db")));
  server.Signal(SIGTERM);
  EXPECT_THAT(server.Finish().err, HasSubstr("store kind=sqlite"));
}

// Proves: SES-6
TEST_F(ParaphedTest, SaysThatMemoryForgets) {
  dir_.WriteFileOrDie("paraphed.textproto",
                      absl::StrCat(kParaphedConfig, R"( store { memory {} })"));
  const CommandResult result = RunUntil(SIGTERM);
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(LineOf(result, "store"), HasSubstr("sessions are lost when this process ends"));
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"audit", "verify"}, {"store", "check"}}) {
    const CommandResult asked =
        Run({OurProgram("paraphed"), command[0], command[1], "--config", config_});
    EXPECT_EQ(asked.exit_code, 2);
    EXPECT_THAT(asked.err, HasSubstr("in memory"));
  }
}

// Proves: ADM-2, SES-6
TEST_F(ParaphedTest, LooksAtItsStoreBesideARunningServerAndWithoutOne) {
  const std::string db = dir_.Join("paraphed.db");
  const std::vector<std::string> check = {OurProgram("paraphed"), "store", "check", "--config",
                                          config_};
  const std::vector<std::string> verify = {OurProgram("paraphed"), "audit", "verify", "--config",
                                           config_};
  EXPECT_EQ(Run(check).exit_code, 3) << "there is no store yet";
  test::RunningProgram server({OurProgram("paraphed"), "--config", config_});
  ASSERT_TRUE(server.WaitFor("listening"));
  EXPECT_EQ(Run(check).out, absl::StrCat(db, ": OK, 0 sessions, 0 documents\n"));
  EXPECT_THAT(Run(verify).out, StartsWith(absl::StrCat(db, ": OK, 0 entries, head 0000")));
  server.Signal(SIGTERM);
  server.Finish();
  EXPECT_EQ(Run(verify).exit_code, 0);
  EXPECT_EQ(Run({OurProgram("paraphed"), "audit", "export", "--config", config_}).out, "");
  const std::string copy = dir_.Join("copy.db");
  EXPECT_EQ(Run({OurProgram("paraphed"), "store", "backup", copy, "--config", config_}).exit_code,
            0);
  EXPECT_EQ(Run({OurProgram("paraphed"), "store", "backup", copy, "--config", config_}).exit_code,
            2);
  const CommandResult show =
      Run({OurProgram("paraphed"), "audit", "show", "nobody", "--config", config_});
  EXPECT_EQ(show.exit_code, 3);
  EXPECT_THAT(show.err, HasSubstr("no session with this id"));
  EXPECT_EQ(Run({OurProgram("paraphed"), "audit", "--config", config_}).exit_code, 2);
}

// The soft and the hard limit of the process's descriptors, as the kernel has them.
std::pair<std::string, std::string> DescriptorLimits(pid_t pid) {
  std::ifstream limits(absl::StrCat("/proc/", pid, "/limits"));
  std::string line;
  while (std::getline(limits, line) && !absl::StartsWith(line, "Max open files")) {
  }
  const std::vector<std::string> columns = absl::StrSplit(line, ' ', absl::SkipEmpty());
  EXPECT_EQ(columns.size(), 6u) << line;
  return columns.size() == 6 ? std::pair(columns[3], columns[4]) : std::pair("", "");
}

TEST_F(ParaphedTest, MayOpenAsManyFilesAsItsHardLimitSays) {
  rlimit ours = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &ours), 0);
  const rlimit lowered{256, ours.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &lowered), 0);  // which the server inherits
  test::RunningProgram server({OurProgram("paraphed"), "--config", config_});
  setrlimit(RLIMIT_NOFILE, &ours);
  ASSERT_TRUE(server.WaitFor("listening"));
  const auto [soft, hard] = DescriptorLimits(server.pid());
  EXPECT_NE(soft, "256");
  EXPECT_EQ(soft, hard);
  EXPECT_TRUE(server.WaitFor(absl::StrCat("descriptors=", soft)));
}

}  // namespace
}  // namespace paraphe
