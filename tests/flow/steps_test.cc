// The caller's side step by step, and every way in which a session ends without a signature: each
// has its name, its exit code, and leaves nothing behind.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <signal.h>

#include "tests/client/cli/paraphe_command.h"
#include "tests/flow/flow_world.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

// Proves: SES-1, EXP-1
TEST(StepsTest, PrepareWatchFinalize) {
  FlowWorld world;
  const std::string link = world.PrepareOrDie(world.SmallDocument());
  EXPECT_EQ(world.Agent(link).exit_code, 0);
  const CommandResult watch = world.OnSession("watch", {"--json"});
  EXPECT_EQ(watch.exit_code, 0) << watch.err;
  EXPECT_EQ(JsonOf(watch)["state"], "SIGNED");
  EXPECT_EQ(JsonOf(watch)["unattended"], true);
  const std::string first = world.dir().Join("first.xml");
  const std::string second = world.dir().Join("second.xml");
  const CommandResult result = world.OnSession("finalize", {"--json", "--out", first});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(JsonOf(result)["status"], "ST_OK");
  EXPECT_EQ(world.OnSession("finalize", {"--out", second}).exit_code, 0);
  EXPECT_EQ(world.dir().ReadFileOrDie("first.xml"), world.dir().ReadFileOrDie("second.xml"));
  EXPECT_EQ(Paraphe({"verify", "--ca", world.ca_file(), first}).exit_code, 0);
}

TEST(StepsTest, FinalizeBeforeTheSignatureIsRefused) {
  FlowWorld world;
  world.PrepareOrDie(world.SmallDocument());
  const std::string out = world.dir().Join("signed.xml");
  const CommandResult result = world.OnSession("finalize", {"--json", "--out", out});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "SESSION_WRONG_STATE");
  EXPECT_TRUE(world.NothingAt(out));
}

// Proves: SES-2
TEST(StepsTest, AnAbortedSessionIsOverForAll) {
  FlowWorld world;
  const std::string link = world.PrepareOrDie(world.SmallDocument());
  const CommandResult aborted = world.OnSession("abort", {"--reason", "mauvaise annexe"});
  EXPECT_EQ(aborted.exit_code, 0) << aborted.err;
  EXPECT_THAT(aborted.out, HasSubstr("ABORTED"));
  EXPECT_EQ(world.OnSession("abort").exit_code, 0);  // again
  EXPECT_EQ(world.OnSession("watch").exit_code, 4);
  const std::string out = world.dir().Join("signed.xml");
  const CommandResult result = world.OnSession("finalize", {"--json", "--out", out});
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_EQ(JsonOf(result)["status"], "ST_ABORTED_BY_CALLER");
  EXPECT_NE(world.Agent(link).exit_code, 0);
  EXPECT_TRUE(world.NothingAt(out));
}

// Proves: SES-3
TEST(StepsTest, AbortAfterTheSignatureIsRefusedByName) {
  FlowWorld world;
  EXPECT_EQ(world.Agent(world.PrepareOrDie(world.SmallDocument())).exit_code, 0);
  const CommandResult result = world.OnSession("abort", {"--json"});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "DIGEST_RELEASED");
}

// Proves: ATT-3
TEST(StepsTest, AmendedAttributesAreTheOnesSigned) {
  FlowWorld world;
  const std::string link = world.PrepareOrDie(world.SmallDocument());
  const CommandResult amended =
      Paraphe({"prepare", "--amend", "--config", world.caller_config(), "--application", "flow",
               "--role", "Maire", "--place", "Sète", "--state", world.dir().Join("session.state")});
  EXPECT_EQ(amended.exit_code, 0) << amended.err;
  EXPECT_EQ(world.Agent(link).exit_code, 0);
  const std::string out = world.dir().Join("signed.xml");
  EXPECT_EQ(world.OnSession("finalize", {"--out", out}).exit_code, 0);
  const nlohmann::json report = JsonOf(Paraphe({"verify", "--json", out}));
  EXPECT_EQ(report["place"]["city"], "Sète");
  EXPECT_EQ(report["roles"].size(), 0u);
}

TEST(StepsTest, AnInterruptedSignRollsBack) {
  FlowWorld world;
  SignCommand sign = world.BeginSign(world.SmallDocument());
  sign.program->Signal(SIGINT);
  const CommandResult result = sign.program->Finish();
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, AllOf(MatchesRegex("paraphe: [^\n]+\n"), HasSubstr("rolled back")));
  EXPECT_TRUE(world.NothingAt(sign.out));
  EXPECT_NE(world.Agent(sign.link).exit_code, 0);
}

TEST(StepsTest, PatienceThatEndsRollsBack) {
  FlowOptions options;
  options.caller = "patience { nanos: 300000000 }";
  FlowWorld world(options);
  SignCommand sign = world.BeginSign(world.SmallDocument());
  const CommandResult result = sign.program->Finish();
  EXPECT_EQ(result.exit_code, 4) << result.err;
  EXPECT_THAT(result.err, HasSubstr("rolled back"));
  EXPECT_TRUE(world.NothingAt(sign.out));
}

// Proves: SES-4
TEST(StepsTest, ASessionThatNobodyFinishesExpires) {
  FlowOptions options;
  options.server = "session_lifetime { seconds: 1 }";
  FlowWorld world(options);
  SignCommand sign = world.BeginSign(world.SmallDocument());
  const CommandResult result = sign.program->Finish();
  EXPECT_EQ(result.exit_code, 4) << result.err;
  EXPECT_THAT(result.err, HasSubstr("expired"));
  EXPECT_TRUE(world.NothingAt(sign.out));
}

// Proves: DEV-3
TEST(StepsTest, AWrongPinIsNamedAndNothingIsSigned) {
  FlowOptions options;
  options.pin_in_file = "654321";
  FlowWorld world(options);
  SignCommand sign = world.BeginSign(world.SmallDocument());
  const CommandResult agent = world.Agent(sign.link);
  EXPECT_EQ(agent.exit_code, 5) << agent.err;
  EXPECT_THAT(agent.out + agent.err, Not(HasSubstr("654321")));
  const CommandResult result = sign.program->Finish();
  EXPECT_THAT(result.exit_code, testing::AnyOf(4, 5)) << result.err;
  EXPECT_TRUE(world.NothingAt(sign.out));
}

// Proves: SES-4, EXP-2
TEST(StepsTest, AnAgentThatIsKilledLeavesAValidSignatureOrNothing) {
  for (const char* moment : {"state=PRESENTED", "state=CONSENTED", "state=SIGNING"}) {
    SCOPED_TRACE(moment);
    FlowOptions options;
    options.server = "session_lifetime { seconds: 2 } signing_lifetime { seconds: 1 }";
    FlowWorld world(options);
    SignCommand sign = world.BeginSign(world.SmallDocument());
    const std::unique_ptr<RunningProgram> agent = world.BeginAgent(sign.link);
    ASSERT_TRUE(world.server().WaitFor(moment));
    agent->Signal(SIGKILL);
    const CommandResult result = sign.program->Finish();
    if (result.exit_code == 0) {  // the agent was quicker
      EXPECT_EQ(Paraphe({"verify", "--ca", world.ca_file(), sign.out}).exit_code, 0);
    } else {
      EXPECT_THAT(result.exit_code, testing::AnyOf(4, 5)) << result.err;
      EXPECT_TRUE(world.NothingAt(sign.out));
    }
  }
}

TEST(StepsTest, AServerThatStopsIsNotReachable) {
  FlowOptions options;
  options.caller = "patience { seconds: 3 } deadline { seconds: 3 }";
  FlowWorld world(options);
  SignCommand sign = world.BeginSign(world.SmallDocument());
  world.server().Signal(SIGTERM);
  EXPECT_EQ(world.server().Finish().exit_code, 0);
  const CommandResult result = sign.program->Finish();
  EXPECT_EQ(result.exit_code, 6) << result.err;
  EXPECT_TRUE(world.NothingAt(sign.out));
}

}  // namespace
}  // namespace paraphe::test
