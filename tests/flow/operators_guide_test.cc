// docs/guide-operators.md, word by word: every block that is marked sh, in one shell.
#include <filesystem>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/file.h"
#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"
#include "tests/server/testing/local_socket.h"
#include "tests/testing/matchers.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;

// Where a command fails the shell ends, and the server with it, unless the guide has ended that already.
constexpr char kBefore[] =
    "set -euo pipefail\n"
    "trap '[ -z \"${server:-}\" ] || kill \"$server\" || true' EXIT\n";

// What stands between "```sh" and "```", all blocks in their order.
std::string CommandsOf(const std::string& guide) {
  std::string commands;
  bool inside = false;
  for (const absl::string_view line : absl::StrSplit(guide, '\n')) {
    if (absl::StartsWith(line, "```")) {
      inside = line == "```sh";
    } else if (inside) {
      absl::StrAppend(&commands, line, "\n");
    }
  }
  return commands;
}

size_t CountOf(const std::string& words, const std::string& text) {
  size_t count = 0;
  for (size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
    ++count;
  }
  return count;
}

// The folder of the sources, with the programs where they are built.
void MakeSources(const TempDir& dir) {
  std::filesystem::create_directory(dir.Join("build"));
  std::filesystem::create_directory_symlink(Project("deploy"), dir.Join("deploy"));
  std::filesystem::create_directory_symlink(
      std::filesystem::path(OurProgram("paraphed")).parent_path(), dir.Join("build/bin"));
}

// Proves: ROLE-1, CHN-1, CHN-2, CHN-4, ADM-1, ADM-3
TEST(OperatorsGuideTest, EachCommandDoesWhatTheGuideSays) {
  const TempDir dir;
  MakeSources(dir);
  const auto guide = ReadFile(Project("docs/guide-operators.md"), size_t{1} << 20);
  ASSERT_THAT(guide, IsOk());
  const std::string commands = CommandsOf(*guide);
  ASSERT_THAT(commands, HasSubstr("paraphed --config paraphed.textproto --check"));
  CommandOptions options;
  options.timeout = absl::Minutes(4);
  options.environment = {{"port", absl::StrCat(LocalSocket::Listen().port())},
                         {"TMPDIR", dir.path()}};
  const auto result = RunCommand(
      {"bash", "-c", absl::StrCat("cd '", dir.path(), "'\n", kBefore, commands)}, options);
  ASSERT_THAT(result, IsOk());
  ASSERT_EQ(result->exit_code, 0) << result->out << result->err;
  EXPECT_EQ(CountOf("refused, as it must be", result->out), 2U) << result->out << result->err;
  EXPECT_THAT(result->out, HasSubstr("VALID"));
  EXPECT_THAT(result->out, HasSubstr("auth_failed"));
  EXPECT_THAT(result->out, HasSubstr("politique.txt: OK"));
}

}  // namespace
}  // namespace paraphe::test
