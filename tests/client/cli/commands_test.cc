// What holds for all commands: lines that make no sense, --help, files that cannot be read, and what of them
// reaches the terminal.
#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kCanonical[] = "<a b=\"1\"></a>";

class CommandsTest : public testing::Test {
 protected:
  std::string File(const std::string& name, absl::string_view bytes) const {
    return dir_.WriteFileOrDie(name, bytes);
  }
  TempDir dir_;
};

TEST_F(CommandsTest, FilesThatCannotBeReadAreNamed) {
  for (const char* command : {"check", "canonicalize", "verify"}) {
    const CommandResult result = Paraphe({command, dir_.Join("none.xml")});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, AllOf(StartsWith("paraphe: "), HasSubstr("none.xml")));
  }
}

// Proves: PRES-6
TEST_F(CommandsTest, ANameOfAFileCannotSteerTheTerminal) {
  const std::string good = File("good\x1B[31m.xml", kCanonical);
  const std::string bad = File("bad\x1B[31m\u202E.xml", "<a/>");
  const std::string absent = "absent\x1B[31m";
  for (const CommandResult& result :
       {Paraphe({"check", good}), Paraphe({"check", bad}), Paraphe({"check", absent}),
        Paraphe({"table", "check", bad}), Paraphe({"policy", "check", bad}),
        Paraphe({"render", "--table", absent, good})}) {
    EXPECT_THAT(result.out + result.err,
                AllOf(HasSubstr("⟦U+001B⟧[31m"), Not(HasSubstr("\x1B")), Not(HasSubstr("\u202E"))));
  }
}

TEST_F(CommandsTest, NonsenseEndsWithTwoAndOneLine) {
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

TEST_F(CommandsTest, HelpOfEveryCommandShowsAnExample) {
  for (const char* command : {"sign", "prepare", "watch", "finalize", "abort", "canonicalize",
                              "check", "render", "verify"}) {
    const CommandResult result = Paraphe({command, "--help"});
    EXPECT_EQ(result.exit_code, 0);
    EXPECT_THAT(result.out, HasSubstr(std::string("paraphe ") + command));
    EXPECT_EQ(result.err, "");
  }
}

TEST_F(CommandsTest, HelpNamesTheExitCodes) {
  const CommandResult result = Paraphe({"--help"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("6 not reachable or not allowed"));
}

TEST_F(CommandsTest, VersionIsTold) {
  const CommandResult result = Paraphe({"--version"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, StartsWith("paraphe "));
}

}  // namespace
}  // namespace paraphe::test
