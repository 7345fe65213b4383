// An agent that is to end: by signals, and while a module hangs.
#include <csignal>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include <poll.h>

#include "common/file.h"
#include "tests/flow/flow_world.h"

namespace paraphe {
namespace {

using ::paraphe::test::FlowWorld;
using ::paraphe::test::OurProgram;
using ::paraphe::test::RunningProgram;

class HangingModuleTest : public ::testing::Test {
 protected:
  // The world's agent with the module that hangs in `function`.
  std::unique_ptr<RunningProgram> BeginAgent(const std::string& function) {
    const std::string config = *ReadFile(world_.dir().Join("paraphe-agent.textproto"), 100000);
    const std::string module = test::SoftHsm::ModulePath();
    const std::string hanging = world_.dir().WriteFileOrDie(
        "hanging-agent.textproto", absl::StrReplaceAll(config, {{module, PARAPHE_HOSTILE_MODULE}}));
    const std::vector<std::string> arguments = {
        OurProgram("paraphe-agent"), "--config", hanging, "--ticket", link_, "--unattended"};
    auto agent = std::make_unique<RunningProgram>(
        arguments, std::map<std::string, std::string>{{"PARAPHE_HANGS_IN", function},
                                                      {"PARAPHE_REAL_MODULE", module}});
    EXPECT_TRUE(agent->WaitFor("hanging")) << function;
    return agent;
  }

  // Twice, as an impatient person does; what comes together is one asking.
  static void SignalTwice(const RunningProgram& agent, int signal) {
    agent.Signal(signal);
    poll(nullptr, 0, 500);
    agent.Signal(signal);
  }

  FlowWorld world_;
  std::string link_ = world_.PrepareOrDie(world_.SmallDocument());
};

// Proves: CONS-4
TEST_F(HangingModuleTest, SignalsEndTheAgentWhereverTheModuleHangs) {
  for (const char* function : {"C_Initialize", "C_GetSlotList", "C_FindObjects"}) {
    const auto agent = BeginAgent(function);
    SignalTwice(*agent, SIGTERM);
    EXPECT_EQ(agent->Finish().exit_code, 4) << function;
  }
  EXPECT_EQ(world_.Agent(link_).exit_code, 0) << "the ticket was not spent";
}

// Proves: CONS-4, CONS-2
TEST_F(HangingModuleTest, LoginThatHangsIsLeftAndTheSessionAborted) {
  const auto agent = BeginAgent("C_Login");
  SignalTwice(*agent, SIGINT);
  EXPECT_EQ(agent->Finish().exit_code, 4);
  const std::string out = world_.dir().Join("signed.xml");
  EXPECT_EQ(world_.OnSession("finalize", {"--out", out}).exit_code, 4);
}

// Proves: CONS-4, SES-3
TEST_F(HangingModuleTest, SignatureThatHangsIsLeftAndTheServerTold) {
  const auto agent = BeginAgent("C_Sign");
  SignalTwice(*agent, SIGTERM);
  EXPECT_EQ(agent->Finish().exit_code, 4);
  const std::string out = world_.dir().Join("signed.xml");
  EXPECT_EQ(world_.OnSession("finalize", {"--out", out}).exit_code, 4);
}

}  // namespace
}  // namespace paraphe
