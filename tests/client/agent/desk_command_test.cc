#include "client/agent/desk_command.h"

#include <cstdlib>
#include <string>

#include "gtest/gtest.h"

namespace paraphe::agent {
namespace {

// Proves: CONS-1
TEST(ReadDeskLineTest, LettersAndWordsOfBothLanguages) {
  const struct {
    const char* line;
    DeskCommand command;
    const char* argument;
  } cases[] = {
      {"", DeskCommand::kChoose, ""},         {" 2 ", DeskCommand::kChoose, "2"},
      {"v 2", DeskCommand::kView, "2"},       {"v2", DeskCommand::kView, "2"},
      {"voir 12", DeskCommand::kView, "12"},  {"s", DeskCommand::kSign, ""},
      {"SIGNER", DeskCommand::kSign, ""},     {"c", DeskCommand::kOtherCertificate, ""},
      {"carte", DeskCommand::kOtherCard, ""}, {"d", DeskCommand::kDocument, ""},
      {"xml", DeskCommand::kRaw, ""},         {"HTML", DeskCommand::kHtml, ""},
      {"a", DeskCommand::kAttributes, ""},    {"q", DeskCommand::kAbandon, ""},
      {"?", DeskCommand::kHelp, ""},          {"aide", DeskCommand::kHelp, ""},
      {"help", DeskCommand::kHelp, ""},       {"s 2", DeskCommand::kUnknown, ""},
      {"signe", DeskCommand::kUnknown, ""},   {"é", DeskCommand::kUnknown, ""},
  };
  for (const auto& row : cases) {
    const DeskLine line = ReadDeskLine(row.line);
    EXPECT_EQ(line.command, row.command) << row.line;
    EXPECT_EQ(line.argument, row.argument) << row.line;
  }
}

// Proves: EXP-4
TEST(PathOfTest, HomeIsWhatTheEnvironmentSays) {
  const char* const before = std::getenv("HOME");
  const std::string home = before == nullptr ? "" : before;
  setenv("HOME", "/home/anne", 1);
  EXPECT_EQ(PathOf(" ~/Reçus "), "/home/anne/Reçus");
  EXPECT_EQ(PathOf("~"), "/home/anne");
  for (const char* path : {"/tmp", "a/~/b", "~bernard/Reçus", ""}) EXPECT_EQ(PathOf(path), path);
  unsetenv("HOME");
  EXPECT_EQ(PathOf("~/Reçus"), "~/Reçus");
  if (before != nullptr) setenv("HOME", home.c_str(), 1);
}

// Proves: CONS-1
TEST(MeansTest, TheSentenceAsDisplayedIsTheSentence) {
  for (const char* answer :
       {"je signe", " Je signe ", "« je signe »", "«\u00a0je signe\u00a0»", "je\u00a0signe",
        "«\u202fje\u202fsigne\u202f»", "\"je signe\"", "“je signe”", "‘je signe’", "'JE SIGNE'"}) {
    EXPECT_TRUE(Means(answer, "je signe")) << answer;
  }
  for (const char* answer : {"", "«»", "je", "je ne signe pas", "je  signe.", "«je» signe"}) {
    EXPECT_FALSE(Means(answer, "je signe")) << answer;
  }
}

}  // namespace
}  // namespace paraphe::agent
