#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/client/cli/fake_caller_server.h"
#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Proves: SES-2
TEST(AbortCommandTest, TheSessionAndTheReasonReachTheServer) {
  FakeCallerServer server;
  const CommandResult result = Paraphe({"abort", "--config", server.config(), "--state",
                                        server.StateFile(), "--reason", "mauvaise annexe"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "session s1: ABORTED, aborted and rolled back\n");
  ASSERT_THAT(server.aborted, SizeIs(1));
  EXPECT_EQ(server.aborted[0].session_id(), "s1");
  EXPECT_EQ(server.aborted[0].caller_token(), "secret");
  EXPECT_EQ(server.aborted[0].reason(), "mauvaise annexe");
}

TEST(AbortCommandTest, JsonTellsTheState) {
  FakeCallerServer server;
  const nlohmann::json json = JsonOf(
      Paraphe({"abort", "--json", "--config", server.config(), "--state", server.StateFile()}));
  EXPECT_EQ(json["session_id"], "s1");
  EXPECT_EQ(json["state"], "ABORTED");
  EXPECT_EQ(json["version"], 3);
}

// Proves: SES-3
TEST(AbortCommandTest, ADigestOnItsWayIsARefusalByName) {
  FakeCallerServer server;
  server.abort_refusal = MakeError(v1::DIGEST_RELEASED, "the digest is on its way");
  const CommandResult result =
      Paraphe({"abort", "--json", "--config", server.config(), "--state", server.StateFile()});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_EQ(JsonOf(result)["error"]["reason"], "DIGEST_RELEASED");
  EXPECT_THAT(result.err, HasSubstr("the digest is on its way"));
}

TEST(AbortCommandTest, WithoutASessionNothingIsAborted) {
  FakeCallerServer server;
  EXPECT_EQ(Paraphe({"abort", "--config", server.config()}).exit_code, 2);
  EXPECT_THAT(server.aborted, IsEmpty());
}

}  // namespace
}  // namespace paraphe::test
