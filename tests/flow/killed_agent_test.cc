// An agent that is killed in the middle of a session, and the one that is started after it.
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/file.h"
#include "tests/flow/flow_world.h"

namespace paraphe {
namespace {

using ::paraphe::test::CommandResult;
using ::paraphe::test::FlowWorld;
using ::paraphe::test::OurProgram;
using ::paraphe::test::RunningProgram;
using ::testing::HasSubstr;

class KilledAgentTest : public ::testing::Test {
 protected:
  KilledAgentTest() { environment_["XDG_STATE_HOME"] = world_.dir().Join("state"); }

  // Starts an agent whose module hangs in `function`, and kills it there.
  void KillWhileIn(const std::string& function) {
    const std::string config = *ReadFile(world_.dir().Join("paraphe-agent.textproto"), 100000);
    const std::string module = test::SoftHsm::ModulePath();
    const std::string hanging = world_.dir().WriteFileOrDie(
        "hanging-agent.textproto", absl::StrReplaceAll(config, {{module, PARAPHE_HOSTILE_MODULE}}));
    std::map<std::string, std::string> environment = environment_;
    environment["PARAPHE_HANGS_IN"] = function;
    environment["PARAPHE_REAL_MODULE"] = module;
    RunningProgram agent(
        {OurProgram("paraphe-agent"), "--config", hanging, "--ticket", link_, "--unattended"},
        environment);
    ASSERT_TRUE(agent.WaitFor("hanging")) << function;
    agent.Signal(SIGKILL);
    agent.Finish();
  }

  // Starts an agent at a terminal, and kills it once it shows `text`.
  void KillWhileShowing(const std::string& text) {
    const std::string pid_file = world_.dir().Join("pid");
    const std::string command =
        absl::StrCat("echo $$ > ", pid_file, "; exec ", OurProgram("paraphe-agent"), " --config ",
                     world_.dir().Join("paraphe-agent.textproto"), " --ticket ", link_);
    std::map<std::string, std::string> environment = environment_;
    environment["LC_ALL"] = "C.UTF-8";
    environment["TERM"] = "dumb";
    RunningProgram terminal({"/usr/bin/script", "-qec", command, "/dev/null"}, environment);
    ASSERT_TRUE(terminal.WaitFor(text)) << terminal.Said();
    pid_t pid = 0;
    std::ifstream(pid_file) >> pid;
    ASSERT_GT(pid, 0);
    ASSERT_EQ(kill(pid, SIGKILL), 0);
    terminal.Finish();
  }

  CommandResult NextAgent() {
    return RunningProgram(world_.AgentArguments(link_), environment_).Finish();
  }
  int Finalize() {
    return world_.OnSession("finalize", {"--out", world_.dir().Join("signed.xml")}).exit_code;
  }
  bool NothingIsKept() const {
    return std::filesystem::is_empty(world_.dir().Join("state/paraphe"));
  }

  FlowWorld world_;
  std::string link_ = world_.PrepareOrDie(world_.SmallDocument());
  std::map<std::string, std::string> environment_;
};

// Proves: SES-5, CONS-4
TEST_F(KilledAgentTest, SessionThatWasPresentedGoesOnWithTheSameLink) {
  KillWhileShowing("code de la demande");
  EXPECT_FALSE(NothingIsKept());
  const CommandResult next = NextAgent();
  EXPECT_EQ(next.exit_code, 0) << next.err;
  EXPECT_EQ(Finalize(), 0);
  EXPECT_TRUE(NothingIsKept());
}

// Proves: SES-2, SES-5
TEST_F(KilledAgentTest, SessionWhosePinWasBeingCheckedIsTakenBack) {
  KillWhileIn("C_Login");
  const CommandResult next = NextAgent();
  EXPECT_NE(next.exit_code, 0);
  EXPECT_EQ(Finalize(), 4) << "aborted";
  EXPECT_TRUE(NothingIsKept());
}

// Proves: SES-5, EXP-5
TEST_F(KilledAgentTest, CardThatMayHaveSignedIsNotAskedAgain) {
  KillWhileIn("C_Sign");
  const CommandResult next = NextAgent();
  EXPECT_EQ(next.exit_code, 5) << next.err;
  EXPECT_THAT(next.err, HasSubstr("ended before there was a signature"));
  EXPECT_EQ(Finalize(), 1) << "a fault of the program is not the device's";
  EXPECT_TRUE(NothingIsKept());
}

}  // namespace
}  // namespace paraphe
