#include "server/given.h"

#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/server/paraphed_fixture.h"
#include "tests/server/testing/local_socket.h"
#include "tests/testing/matchers.h"

namespace paraphe::server {
namespace {

using test::HasReason;
using test::IsOk;
using testing::HasSubstr;

class GivenTest : public test::ParaphedFixture {
 protected:
  std::vector<StartWarning> warnings_;
};

// Proves: ADM-1
TEST_F(GivenTest, EveryFaultOfEveryFileIsALine) {
  ASSERT_THAT(ReadGiven(config_), IsOk());
  dir_.WriteFileOrDie("policy.textproto", "name: 7");
  dir_.WriteFileOrDie("table.textproto", "name: 7\n");
  dir_.WriteFileOrDie("ca.pem", "none");
  chmod(dir_.Join("tls.key").c_str(), 0644);
  dir_.WriteFileOrDie(
      "paraphed.textproto",
      absl::StrCat(test::kParaphedConfig, "\ndeaf_after { seconds: 1 }\nstore_key_file: \"none\""));
  const absl::Status status = ReadGiven(config_).status();
  EXPECT_THAT(status, HasReason(v1::MALFORMED_FILE));
  const std::string words(status.message());
  for (const char* fault : {"paraphed.textproto:13:1: ", "policy.textproto:1:",
                            "table.textproto:1:", "ca.pem: ", "tls.key", "none"}) {
    EXPECT_THAT(words, HasSubstr(fault));
  }
  EXPECT_GE(std::vector<std::string>(absl::StrSplit(words, '\n')).size(), 6u);
}

TEST_F(GivenTest, AConfigurationThatIsNotThereIsOneFault) {
  EXPECT_THAT(ReadGiven(dir_.Join("no.textproto")), HasReason(v1::FILE_UNREADABLE));
}

// Proves: ADM-1
TEST_F(GivenTest, TheVeryPlaceIsJudgedAndNotChanged) {
  const auto given = ReadGiven(config_);
  ASSERT_THAT(given, IsOk());
  EXPECT_THAT(CheckPlace(given->settings, warnings_), IsOk());
  EXPECT_FALSE(std::filesystem::exists(given->settings.sqlite_path));
  EXPECT_FALSE(std::filesystem::exists(given->settings.port_file));
  const test::LocalSocket taken = test::LocalSocket::Listen();
  ServerSettings settings = given->settings;
  settings.sqlite_path = dir_.Join("no/paraphed.db");
  settings.audit_heads_file = dir_.Join("away/heads");
  settings.listen = {absl::StrCat("127.0.0.1:", taken.port())};
  const absl::Status status = CheckPlace(settings, warnings_);
  EXPECT_THAT(status, HasReason(v1::FILE_UNWRITABLE, HasSubstr("no/paraphed.db: the store")));
  EXPECT_THAT(std::string(status.message()), HasSubstr("away/heads: the audit log's heads"));
  ASSERT_EQ(warnings_.size(), 1u);
  EXPECT_EQ(warnings_[0].subject, settings.listen[0]);
  settings.listen = {"192.0.2.1:0"};
  EXPECT_THAT(std::string(CheckPlace(settings, warnings_).message()),
              HasSubstr("cannot listen on 192.0.2.1:0"));
}

// Proves: ADM-1
TEST_F(GivenTest, AFileThatIsNoStoreIsFoundBeforeTheStart) {
  const auto given = ReadGiven(config_);
  ASSERT_THAT(given, IsOk());
  dir_.WriteFileOrDie("paraphed.db", "");
  EXPECT_THAT(CheckPlace(given->settings, warnings_), IsOk()) << "an empty file becomes one";
  dir_.WriteFileOrDie("paraphed.db", "this is not a database");
  EXPECT_THAT(CheckPlace(given->settings, warnings_),
              HasReason(v1::STORE_UNUSABLE, HasSubstr("no session")));
}

}  // namespace
}  // namespace paraphe::server
