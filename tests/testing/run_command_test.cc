#include "tests/testing/run_command.h"

#include <csignal>
#include <string>

#include "gtest/gtest.h"

#include "tests/testing/matchers.h"

namespace paraphe::test {
namespace {

CommandResult RunOrDie(const std::vector<std::string>& arguments,
                       const CommandOptions& options = {}) {
  return RunCommand(arguments, options).value();
}

TEST(RunCommandTest, GivesExitCodeAndBothOutputs) {
  const CommandResult result = RunOrDie({"sh", "-c", "echo out; echo err >&2; exit 3"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(result.out, "out\n");
  EXPECT_EQ(result.err, "err\n");
  EXPECT_FALSE(result.timed_out);
}

TEST(RunCommandTest, FeedsLargeInputThroughWithoutDeadlock) {
  CommandOptions options;
  options.standard_input = std::string(1 << 20, 'x');
  EXPECT_EQ(RunOrDie({"cat"}, options).out, options.standard_input);
}

TEST(RunCommandTest, AProgramThatDoesNotReadItsInputIsNoError) {
  CommandOptions options;
  options.standard_input = std::string(1 << 20, 'x');
  EXPECT_EQ(RunOrDie({"true"}, options).exit_code, 0);
}

TEST(RunCommandTest, NoShellTouchesTheArguments) {
  EXPECT_EQ(RunOrDie({"printf", "%s", "$HOME *;"}).out, "$HOME *;");
}

TEST(RunCommandTest, EnvironmentIsAddedAndReplaced) {
  CommandOptions options;
  options.environment = {{"PARAPHE_TEST", "été"}, {"PATH", "/usr/bin:/bin"}};
  EXPECT_EQ(RunOrDie({"sh", "-c", "printf '%s %s' \"$PARAPHE_TEST\" \"$PATH\""}, options).out,
            "été /usr/bin:/bin");
}

TEST(RunCommandTest, KillsAtTheTimeout) {
  CommandOptions options;
  options.timeout = absl::Milliseconds(50);
  const CommandResult result = RunOrDie({"tail", "-f", "/dev/null"}, options);
  EXPECT_TRUE(result.timed_out);
  EXPECT_EQ(result.signal, SIGKILL);
  EXPECT_EQ(result.exit_code, -1);
}

TEST(RunCommandTest, KillsAlsoAProgramThatClosedItsOutputs) {
  CommandOptions options;
  options.timeout = absl::Milliseconds(50);
  const std::string script = "exec >&- 2>&-; kill -STOP $$";
  EXPECT_TRUE(RunOrDie({"sh", "-c", script}, options).timed_out);
}

TEST(RunCommandTest, AMissingProgramIsAnError) {
  EXPECT_THAT(RunCommand({"/nonexistent/program"}), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace paraphe::test
