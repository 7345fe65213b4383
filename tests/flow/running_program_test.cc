#include "tests/flow/running_program.h"

#include "gtest/gtest.h"
#include <signal.h>

namespace paraphe::test {
namespace {

TEST(RunningProgramTest, SaysWhatItSaysAndHowItEnds) {
  RunningProgram program({"/bin/sh", "-c", "echo out; echo err >&2; exit 7"});
  const CommandResult result = program.Finish();
  EXPECT_EQ(result.exit_code, 7);
  EXPECT_EQ(result.out, "out\n");
  EXPECT_EQ(result.err, "err\n");
}

TEST(RunningProgramTest, WaitsForTextWhileTheProgramRuns) {
  RunningProgram program({"/bin/sh", "-c", "echo ready; exec tail -f /dev/null"});
  EXPECT_TRUE(program.WaitFor("ready"));
  EXPECT_EQ(program.Said(), "ready\n");
}

TEST(RunningProgramTest, TextThatNeverComesIsNotWaitedForBeyondTheEnd) {
  RunningProgram program({"/bin/true"});
  EXPECT_FALSE(program.WaitFor("ready"));
}

TEST(RunningProgramTest, SignalsReachIt) {
  RunningProgram program({"/bin/sh", "-c", "echo ready; exec tail -f /dev/null"});
  ASSERT_TRUE(program.WaitFor("ready"));
  program.Signal(SIGKILL);
  const CommandResult result = program.Finish();
  EXPECT_EQ(result.exit_code, -1);
  EXPECT_EQ(result.signal, SIGKILL);
}

TEST(RunningProgramTest, EnvironmentIsAdded) {
  RunningProgram program({"/bin/sh", "-c", "echo $FLOW_WORD"}, {{"FLOW_WORD", "hello"}});
  EXPECT_TRUE(program.WaitFor("hello"));
}

}  // namespace
}  // namespace paraphe::test
