// What the programs and the README say of themselves: each file that they name exists, or is made
// by a command that they show; the newest entry of the change log is this version's.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/run_command.h"

namespace paraphe::test {
namespace {

using ::testing::IsEmpty;
using ::testing::StartsWith;

// What only deploy/demo.sh and the build make.
constexpr const char* kMade[] = {"build/bin/", "build/demo/"};

std::filesystem::path Source() { return std::getenv("PARAPHE_SOURCE"); }

std::string ReadSource(const std::string& path) {
  std::ifstream in(Source() / path);
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_FALSE(text.str().empty()) << path;
  return text.str();
}

std::string HelpOf(const std::string& program, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), OurProgram(program));
  arguments.emplace_back("--help");
  const auto help = RunCommand(arguments);
  EXPECT_TRUE(help.ok() && help->exit_code == 0) << program;
  return help.ok() ? help->out : "";
}

std::vector<std::string> Matches(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) {
    found.push_back((*it)[1].str());
  }
  return found;
}

// The subcommands that a help lists, two levels deep.
std::vector<std::vector<std::string>> CommandsOfParaphe() {
  std::vector<std::vector<std::string>> commands = {{}};
  for (size_t i = 0; i < commands.size(); ++i) {
    const std::string help = HelpOf("paraphe", commands[i]);
    const size_t list = help.find("Subcommands:");
    if (list == std::string::npos || commands[i].size() == 2) continue;
    std::string rest = help.substr(list);
    rest = rest.substr(0, rest.find("\n\n"));
    for (const std::string& name : Matches(rest, "\n  ([a-z]+) ")) {
      std::vector<std::string> command = commands[i];
      command.push_back(name);
      commands.push_back(command);
    }
  }
  return commands;
}

std::vector<std::string> AllTexts() {
  std::vector<std::string> texts = {ReadSource("README.md"), HelpOf("paraphed", {}),
                                    HelpOf("paraphe-agent", {})};
  for (const std::vector<std::string>& command : CommandsOfParaphe()) {
    texts.push_back(HelpOf("paraphe", command));
  }
  return texts;
}

std::vector<std::string> FilesNamedIn(const std::string& text) {
  return Matches(text,
                 "(?:^|[^A-Za-z0-9_./*-])"
                 "((?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+(?:\\.[a-z0-9]+)*"
                 "\\.(?:xml|textproto|pem|state|html|json|txt|md|sh|proto|cc|h|tsv|py))\\b");
}

bool IsMade(const std::string& file, const std::set<std::string>& made) {
  const auto begins = [&file](const char* folder) { return absl::StartsWith(file, folder); };
  return made.contains(file) || std::any_of(std::begin(kMade), std::end(kMade), begins);
}

// Proves: DOCS-1
TEST(HelpTextTest, FilesThatAreNamedExistOrAreMadeByWhatIsShown) {
  const std::vector<std::string> texts = AllTexts();
  ASSERT_GE(texts.size(), 12u);
  std::set<std::string> made;
  for (const std::string& text : texts) {
    for (const std::string& file : Matches(text, "(?:> |--out |--state )([A-Za-z0-9_./-]+)")) {
      made.insert(file);
    }
  }
  for (const std::string& text : texts) {
    for (const std::string& file : FilesNamedIn(text)) {
      EXPECT_TRUE(IsMade(file, made) || std::filesystem::exists(Source() / file))
          << file << " in\n"
          << text.substr(0, 200);
    }
  }
}

// The test above finds what it is to find.
TEST(HelpTextTest, FileNamesAreFound) {
  EXPECT_THAT(
      FilesNamedIn("see a.c14n.xml, deploy/x-y/b.textproto; (docs/c.md)\n d.state"),
      ::testing::ElementsAre("a.c14n.xml", "deploy/x-y/b.textproto", "docs/c.md", "d.state"));
  EXPECT_THAT(FilesNamedIn("folders of *.textproto, http://example.org/a.xml, sign.example.org"),
              IsEmpty());
}

TEST(ChangeLogTest, BeginsWithThisVersion) {
  const auto version = RunCommand({OurProgram("paraphe"), "--version"});
  ASSERT_TRUE(version.ok());
  std::string number(absl::StripSuffix(version->out, "\n"));
  number = std::string(absl::StripPrefix(number, "paraphe "));
  const std::vector<std::string> versions = Matches(ReadSource("CHANGELOG.md"), "\n## ([0-9.]+)");
  ASSERT_FALSE(versions.empty());
  EXPECT_EQ(versions.front(), number);
  std::set<std::string> once(versions.begin(), versions.end());
  EXPECT_EQ(once.size(), versions.size());
}

}  // namespace
}  // namespace paraphe::test
