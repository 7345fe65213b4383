// deploy/systemd: systemd's own judgement of the sandbox, and that what paraphed does fits into it.
#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"
#include "tests/testing/matchers.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Calls = std::set<std::string>;

std::string UnitPath() { return Project("deploy/systemd/paraphed.service"); }

std::string TextOf(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

CommandResult Judge(const std::string& path, int threshold) {
  return *RunCommand({"systemd-analyze", "security", "--offline=true", "--no-pager",
                      absl::StrCat("--threshold=", threshold), path});
}

// Tenths of a point, of 100; docs/limits-of-transport.md says the same.
TEST(SystemdUnitTest, SystemdJudgesTheSandboxTight) {
  const CommandResult judged = Judge(UnitPath(), 11);
  EXPECT_EQ(judged.exit_code, 0) << judged.out;
  EXPECT_THAT(judged.out, HasSubstr("exposure level for paraphed.service: 1.1"));
  EXPECT_NE(Judge(UnitPath(), 10).exit_code, 0) << "the threshold judges";
}

TEST(SystemdUnitTest, NobodyIsRootAndNothingIsCapable) {
  const std::string unit = TextOf(UnitPath());
  for (const char* line : {"\nUser=paraphe\n", "\nNoNewPrivileges=yes\n",
                           "\nCapabilityBoundingSet=\n", "\nLimitCORE=0\n"}) {
    EXPECT_THAT(unit, HasSubstr(line));
  }
  for (const absl::string_view line :
       absl::StrSplit(TextOf(UnitPath() + ".d/low-port.conf"), '\n', absl::SkipEmpty())) {
    EXPECT_TRUE(absl::StartsWith(line, "#") || line == "[Service]") << line;
  }
}

// With its drop-in in force it has one capability, and its sandbox is hardly worse.
TEST(SystemdUnitTest, TheDropInForLowPortsGivesOneCapability) {
  const TempDir dir;
  const std::string unit = dir.WriteFileOrDie("paraphed.service", TextOf(UnitPath()));
  dir.WriteFileOrDie("paraphed.service.d/low-port.conf",
                     std::regex_replace(TextOf(UnitPath() + ".d/low-port.conf"),
                                        std::regex("\n#([A-Z])"), "\n$1"));
  EXPECT_EQ(Judge(unit, 15).exit_code, 0);
}

// The names of a set of system calls, and of those that it holds.
void Add(const std::string& set, Calls& calls) {
  const auto listed = RunCommand({"systemd-analyze", "--no-pager", "syscall-filter", set});
  ASSERT_THAT(listed, IsOk());
  for (absl::string_view line : absl::StrSplit(listed->out, '\n')) {
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line.front() == '#' || line == set) continue;
    if (line.front() == '@') {
      Add(std::string(line), calls);
    } else {
      calls.emplace(line);
    }
  }
}

// What the unit's SystemCallFilter= lines leave, as systemd reads them.
Calls Allowed() {
  Calls allowed;
  for (absl::string_view line : absl::StrSplit(TextOf(UnitPath()), '\n')) {
    if (!absl::ConsumePrefix(&line, "SystemCallFilter=")) continue;
    const bool without = absl::ConsumePrefix(&line, "~");
    for (const absl::string_view set : absl::StrSplit(line, ' ', absl::SkipEmpty())) {
      Calls calls;
      Add(std::string(set), calls);
      for (const std::string& call : calls)
        without ? allowed.erase(call) : allowed.insert(call).second;
    }
  }
  Add("@default", allowed);
  return allowed;
}

// "PID name(…" as strace writes them.
Calls UsedIn(const std::string& trace) {
  Calls used;
  const std::regex pattern("^[0-9]+ +([a-z0-9_]+)\\(");
  std::smatch found;
  for (const absl::string_view line : absl::StrSplit(trace, '\n')) {
    const std::string text(line.substr(0, 80));
    if (std::regex_search(text, found, pattern)) used.insert(found[1]);
  }
  return used;
}

// From its start to SIGTERM, with a document signed and one refused.
TEST(SystemdUnitTest, WhatAWholeSessionCallsOfTheKernelIsAllowed) {
  const TempDir dir;
  const std::string file = dir.Join("trace");
  FlowOptions options;
  options.before_server = {"/usr/bin/strace", "-D", "-f", "-qq", "-e", "signal=none", "-o", file};
  FlowWorld world(options);
  SignCommand sign = world.BeginSign(world.SmallDocument());
  ASSERT_NE(sign.link, "");
  EXPECT_EQ(world.Agent(sign.link).exit_code, 0);
  EXPECT_EQ(sign.program->Finish().exit_code, 0);
  world.server().Signal(SIGTERM);
  world.server().Finish();
  const Calls used = UsedIn(TextOf(file));
  ASSERT_GT(used.count("accept4") + used.count("accept"), 0U) << "nothing was traced";
  const Calls allowed = Allowed();
  ASSERT_GT(allowed.size(), 100U);
  Calls refused;
  std::set_difference(used.begin(), used.end(), allowed.begin(), allowed.end(),
                      std::inserter(refused, refused.end()));
  refused.erase("execve");  // systemd begins the program
  refused.erase("fchown");  // SQLite, only where it runs as root
  EXPECT_THAT(refused, IsEmpty());
}

}  // namespace
}  // namespace paraphe::test
