#include "client/cli/session_file.h"

#include <filesystem>

#include "gtest/gtest.h"
#include <sys/stat.h>

#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::cli {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::HasSubstr;
using ::testing::Not;

class SessionFileTest : public testing::Test {
 protected:
  SessionFileTest() {
    settings_.server.set_address("h:1");
    settings_.file = "caller.textproto";
  }
  std::string Saved() {
    EXPECT_THAT(SaveSession(file_, settings_, {"s1", "secret"}), IsOk());
    return file_;
  }

  test::TempDir dir_;
  const std::string file_ = dir_.Join("session.state");
  CallerSettings settings_;
};

TEST_F(SessionFileTest, ComesBackAsItWas) {
  const auto key = LoadSession(Saved(), settings_);
  ASSERT_THAT(key, IsOk());
  EXPECT_EQ(key->session_id, "s1");
  EXPECT_EQ(key->caller_token, "secret");
}

TEST_F(SessionFileTest, OnlyItsOwnerMayReadIt) {
  struct stat info {};
  ASSERT_EQ(stat(Saved().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

// Proves: SES-1
TEST_F(SessionFileTest, OfTwoThatWantOnePlaceOneGetsIt) {
  {
    const auto place = SessionPlace::Take(file_);
    ASSERT_THAT(place, IsOk());
    EXPECT_THAT(SessionPlace::Take(file_), HasReason(v1::USAGE, HasSubstr("exists already")));
    EXPECT_TRUE(std::filesystem::exists(file_));
  }
  EXPECT_FALSE(std::filesystem::exists(file_)) << "no session was opened";
  {
    auto place = SessionPlace::Take(file_);
    ASSERT_THAT(place, IsOk());
    Saved();
    place->Keep();
  }
  EXPECT_THAT(LoadSession(file_, settings_), IsOk());
  EXPECT_THAT(SessionPlace::Take(file_), HasReason(v1::USAGE));
}

TEST_F(SessionFileTest, AFileThatOthersMayReadIsRefused) {
  ASSERT_EQ(chmod(Saved().c_str(), 0640), 0);
  EXPECT_THAT(LoadSession(file_, settings_), HasReason(v1::MALFORMED_FILE, HasSubstr("chmod 600")));
  EXPECT_THAT(ReadTokenFile(file_), HasReason(v1::MALFORMED_FILE, HasSubstr("chmod 600")));
}

TEST_F(SessionFileTest, TheSecretGoesToNoOtherServer) {
  Saved();
  settings_.server.set_address("elsewhere:1");
  EXPECT_THAT(LoadSession(file_, settings_),
              HasReason(v1::MALFORMED_FILE, HasSubstr("elsewhere:1")));
}

TEST_F(SessionFileTest, AnotherFileIsRefusedWithoutQuotingIt) {
  dir_.WriteFileOrDie("session.state", "session_id: \"s1\" hunter2");
  ASSERT_EQ(chmod(file_.c_str(), 0600), 0);
  const auto key = LoadSession(file_, settings_);
  EXPECT_THAT(key, HasReason(v1::MALFORMED_FILE));
  EXPECT_THAT(std::string(key.status().message()), Not(HasSubstr("hunter2")));
}

TEST_F(SessionFileTest, TokenFilesAreTrimmed) {
  dir_.WriteFileOrDie("token", "  secret\n");
  ASSERT_EQ(chmod(dir_.Join("token").c_str(), 0600), 0);
  const auto token = ReadTokenFile(dir_.Join("token"));
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(*token, "secret");
}

TEST_F(SessionFileTest, AnEmptyTokenFileIsRefused) {
  dir_.WriteFileOrDie("token", "\n");
  ASSERT_EQ(chmod(dir_.Join("token").c_str(), 0600), 0);
  EXPECT_THAT(ReadTokenFile(dir_.Join("token")), HasReason(v1::MALFORMED_FILE));
}

}  // namespace
}  // namespace paraphe::cli
