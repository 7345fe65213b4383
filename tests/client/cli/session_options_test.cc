#include "client/cli/session_options.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>

#include "client/cli/session_file.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::cli {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::HasSubstr;

class SessionOptionsTest : public testing::Test {
 protected:
  SessionOptionsTest() {
    options_.config = dir_.WriteFileOrDie("caller.textproto", "server { address: \"h:1\" }");
  }

  // A file that only its owner may read.
  std::string Token(const std::string& text) const {
    const std::string file = dir_.WriteFileOrDie("token", text);
    EXPECT_EQ(chmod(file.c_str(), 0600), 0);
    return file;
  }

  test::TempDir dir_;
  SessionOptions options_;
};

TEST_F(SessionOptionsTest, AStateFileNamesTheSession) {
  const auto settings = LoadCallerConfig(options_.config);
  ASSERT_THAT(settings, IsOk());
  options_.state = dir_.Join("session.state");
  ASSERT_THAT(SaveSession(options_.state, *settings, {"s1", "secret"}), IsOk());
  const auto open = OpenSessionFrom(options_);
  ASSERT_THAT(open, IsOk());
  EXPECT_EQ(open->key.session_id, "s1");
  EXPECT_EQ(open->key.caller_token, "secret");
  EXPECT_EQ(open->settings.server.address(), "h:1");
  EXPECT_NE(open->client, nullptr);
}

TEST_F(SessionOptionsTest, AnIdAndATokenFileNameTheSession) {
  options_.session = "s2";
  options_.token_file = Token("hidden\n");
  const auto open = OpenSessionFrom(options_);
  ASSERT_THAT(open, IsOk());
  EXPECT_EQ(open->key.session_id, "s2");
  EXPECT_EQ(open->key.caller_token, "hidden");
}

TEST_F(SessionOptionsTest, NoSessionHalfOfOneAndTwoAreUsageErrors) {
  EXPECT_THAT(OpenSessionFrom(options_), HasReason(v1::USAGE, HasSubstr("which session?")));
  options_.session = "s2";
  EXPECT_THAT(OpenSessionFrom(options_), HasReason(v1::USAGE));
  options_.token_file = Token("hidden");
  options_.state = "session.state";
  EXPECT_THAT(OpenSessionFrom(options_), HasReason(v1::USAGE));
}

TEST_F(SessionOptionsTest, AConfigurationThatIsNotThereIsNamed) {
  options_.config = dir_.Join("none.textproto");
  EXPECT_THAT(OpenSessionFrom(options_),
              HasReason(v1::FILE_UNREADABLE, HasSubstr("none.textproto")));
}

}  // namespace
}  // namespace paraphe::cli
