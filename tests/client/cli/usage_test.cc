// Command lines that make no sense end with 2 and one line; --help explains itself.
#include <algorithm>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

TEST(UsageTest, NonsenseEndsWithTwoAndOneLine) {
  const std::vector<std::vector<std::string>> lines = {
      {},
      {"frobnicate"},
      {"check", "a.xml", "b.xml"},
      {"check", "--frobnicate"},
      {"render", "a.xml"},
      {"render", "--table", "t", "--language", "de", "a.xml"},
      {"sign", "--config", "c"},
      {"policy"},
      {"table", "frobnicate"},
      {"canonicalize", "--json", "a.xml"},
      {"render", "--json", "--table", "t", "a.xml"},
      {"prepare", "--config", "c", "--application", "a", "--role", "r"},
      {"prepare", "--config", "c", "--application", "a", "--role", "r", "--document", "d"},
      {"prepare", "--amend", "--config", "c", "--application", "a", "--role", "r", "--json"},
  };
  for (const auto& line : lines) {
    const CommandResult result = Paraphe(line);
    EXPECT_EQ(result.exit_code, 2) << testing::PrintToString(line) << result.err;
    EXPECT_THAT(result.err, MatchesRegex("paraphe: [^\n]+\n"));
    const bool json = std::find(line.begin(), line.end(), "--json") != line.end();
    EXPECT_EQ(JsonOf(result)["error"]["reason"].is_string(), json) << result.out;
  }
}

TEST(UsageTest, HelpOfEveryCommandShowsAnExample) {
  for (const char* command : {"sign", "prepare", "watch", "finalize", "abort", "canonicalize",
                              "check", "render", "verify"}) {
    const CommandResult result = Paraphe({command, "--help"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, HasSubstr(std::string("paraphe ") + command));
    EXPECT_EQ(result.err, "");
  }
}

TEST(UsageTest, HelpNamesTheExitCodes) {
  const CommandResult result = Paraphe({"--help"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("6 not reachable or not allowed"));
}

TEST(UsageTest, VersionIsTold) {
  const CommandResult result = Paraphe({"--version"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, StartsWith("paraphe "));
}

}  // namespace
}  // namespace paraphe::test
