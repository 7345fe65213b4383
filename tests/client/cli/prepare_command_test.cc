#include <filesystem>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "common/errors.h"
#include "tests/client/cli/fake_caller_server.h"
#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

class PrepareCommandTest : public testing::Test {
 protected:
  CommandResult Prepare(std::vector<std::string> more) const {
    more.insert(more.begin(), {"prepare", "--config", server_.config(), "--application", "demo",
                               "--role", "Maire"});
    return Paraphe(more);
  }

  FakeCallerServer server_;
  const std::string document_ = server_.dir().WriteFileOrDie("a.xml", "<a></a>");
  const std::string state_ = server_.dir().Join("kept.state");
};

// Proves: SES-1
TEST_F(PrepareCommandTest, TheLinkIsToldAndTheSecretIsKeptInTheFile) {
  const CommandResult result = Prepare({"--document", document_, "--state", state_});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out,
              AllOf(HasSubstr("session  s1\n"), HasSubstr("/ticket\n"), HasSubstr("CODE-1")));
  EXPECT_THAT(result.out + result.err, Not(HasSubstr("secret")));
  EXPECT_THAT(server_.dir().ReadFileOrDie("kept.state"), HasSubstr("secret"));
  struct stat info {};
  ASSERT_EQ(stat(state_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  ASSERT_THAT(server_.prepared, SizeIs(1));
  EXPECT_EQ(server_.prepared[0].document(), "<a></a>");
}

TEST_F(PrepareCommandTest, TheSecretOfAnOpenSessionIsNotLost) {
  const std::string state = server_.StateFile();
  const CommandResult result = Prepare({"--document", document_, "--state", state});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--force"));
  EXPECT_EQ(Prepare({"--document", document_, "--state", document_, "--force"}).exit_code, 2);
  EXPECT_THAT(server_.prepared, IsEmpty());
  EXPECT_EQ(Prepare({"--document", document_, "--state", state, "--force"}).exit_code, 0);
  EXPECT_THAT(server_.prepared, SizeIs(1));
}

// Proves: SES-1
TEST_F(PrepareCommandTest, OfTwoAtOnceWithOneNewFileOneOpensASession) {
  const std::string prepare =
      absl::StrCat(OurProgram("paraphe"), " prepare --config ", server_.config(),
                   " --application demo --role Maire --document ", document_, " --state ", state_);
  const auto both = RunCommand({"bash", "-c", absl::StrCat(prepare, " & ", prepare, "; wait")});
  ASSERT_TRUE(both.ok());
  EXPECT_THAT(both->err, HasSubstr("exists already"));
  EXPECT_THAT(server_.prepared, SizeIs(1));
  EXPECT_THAT(server_.dir().ReadFileOrDie("kept.state"), HasSubstr("secret"));
}

TEST_F(PrepareCommandTest, WithoutASessionNoFileIsLeft) {
  EXPECT_EQ(Prepare({"--document", "/nowhere/a.xml", "--state", state_}).exit_code, 3);
  EXPECT_FALSE(std::filesystem::exists(state_));
}

TEST_F(PrepareCommandTest, JsonHoldsTheSecretToo) {
  const nlohmann::json json = JsonOf(Prepare({"--json", "--document", document_}));
  EXPECT_EQ(json["session_id"], "s1");
  EXPECT_EQ(json["caller_token"], "secret");
  EXPECT_EQ(json["state"], "PREPARED");
}

TEST_F(PrepareCommandTest, ASecretWithoutAPlaceIsNotAskedFor) {
  EXPECT_EQ(Prepare({"--document", document_}).exit_code, 2);
  EXPECT_EQ(Prepare({"--json"}).exit_code, 2) << "no document";
  EXPECT_EQ(Prepare({"--json", "--amend"}).exit_code, 2) << "which session?";
  EXPECT_THAT(server_.prepared, IsEmpty());
}

// Proves: ATT-3
TEST_F(PrepareCommandTest, AmendingNamesTheSessionAndMayLeaveTheDocument) {
  const CommandResult result =
      Prepare({"--amend", "--state", server_.StateFile(), "--place", "Paris"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  ASSERT_THAT(server_.prepared, SizeIs(1));
  EXPECT_EQ(server_.prepared[0].session_id(), "s1");
  EXPECT_EQ(server_.prepared[0].caller_token(), "secret");
  EXPECT_EQ(server_.prepared[0].attributes().place().city(), "Paris");
}

// Proves: DOC-2
TEST_F(PrepareCommandTest, ARefusedDocumentIsNamedWithThePlace) {
  v1::SourcePosition position;
  position.set_line(3);
  server_.prepare_refusal = MakeErrorAt(v1::DOCUMENT_NOT_CANONICAL, position, "3:14 (byte 88): x");
  const CommandResult result = Prepare({"--document", document_, "--state", state_});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, StartsWith(document_ + ":3:14 (byte 88): "));
}

}  // namespace
}  // namespace paraphe::test
