#include "client/desk/desk_config.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>
#include <unistd.h>

#include "client/agent/agent_config.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::desk {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;
using ::testing::HasSubstr;

constexpr char kAdministrators[] = R"(# of the administrator
servers {
  address: "sign.example.org:7443"
  root_certificates_file: "roots/ca.pem"
  spki_sha256: "0000000000000000000000000000000000000000000000000000000000000000"
}
table_pins { application: "actes" table_sha256: "1111111111111111111111111111111111111111111111111111111111111111" }
clock_tolerance { seconds: 60 }
)";

class DeskConfigTest : public ::testing::Test {
 protected:
  std::string Give(const std::string& text = kAdministrators) {
    folder_.WriteFileOrDie("given/roots/ca.pem", "CA");
    return folder_.WriteFileOrDie("given/agent.textproto", text);
  }
  v1::AgentConfig WithDevice(v1::AgentConfig config) {
    config.add_device()->set_module("/usr/lib/softhsm/libsofthsm2.so");
    return config;
  }
  bool Exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

  test::TempDir folder_;
  std::string mine_ = folder_.Join("home/.config/paraphe/agent.textproto");
};

TEST_F(DeskConfigTest, TheUsersFileGoesBeforeTheAdministrators) {
  ConfigPlaces places = {folder_.Join("user"), folder_.Join("admin")};
  EXPECT_EQ(FindConfig(places), "");
  folder_.WriteFileOrDie("admin", "");
  EXPECT_EQ(FindConfig(places), places.administrator);
  folder_.WriteFileOrDie("user", "");
  EXPECT_EQ(FindConfig(places), places.user);
  places.user = "";
  EXPECT_EQ(FindConfig(places), places.administrator);
}

TEST_F(DeskConfigTest, TheUsersFileIsWhereTheDesktopKeepsConfigurations) {
  setenv("HOME", "/home/anne", 1);
  unsetenv("XDG_CONFIG_HOME");
  EXPECT_EQ(DefaultPlaces().user, "/home/anne/.config/paraphe/agent.textproto");
  setenv("XDG_CONFIG_HOME", "/elsewhere", 1);
  EXPECT_EQ(DefaultPlaces().user, "/elsewhere/paraphe/agent.textproto");
  setenv("XDG_CONFIG_HOME", "relative", 1);
  EXPECT_EQ(DefaultPlaces().user, "/home/anne/.config/paraphe/agent.textproto");
  unsetenv("XDG_CONFIG_HOME");
  unsetenv("HOME");
  EXPECT_EQ(DefaultPlaces().user, "");
}

TEST_F(DeskConfigTest, WhatTheAdministratorGaveIsCopiedBesideTheUsersFile) {
  const auto imported = ImportConfig(Give());
  ASSERT_THAT(imported, IsOk());
  ASSERT_FALSE(Exists(mine_)) << "nothing is written yet";
  ASSERT_THAT(WriteConfig(mine_, WithDevice(imported->config), imported->files), IsOk());
  const auto loaded = agent::LoadAgentConfig(mine_);
  ASSERT_THAT(loaded, IsOk());
  EXPECT_EQ(loaded->config.servers(0).root_certificates_file(), "ca.pem");
  EXPECT_EQ(folder_.ReadFileOrDie("home/.config/paraphe/ca.pem"), "CA");
  EXPECT_EQ(loaded->config.table_pins(0).application(), "actes");
  EXPECT_EQ(loaded->clock_tolerance, absl::Minutes(1));
  struct stat facts = {};
  ASSERT_EQ(stat(mine_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST_F(DeskConfigTest, TheOldFileIsKept) {
  const auto imported = ImportConfig(Give());
  v1::AgentConfig config = WithDevice(imported->config);
  ASSERT_THAT(WriteConfig(mine_, config, imported->files), IsOk());
  const std::string before = folder_.ReadFileOrDie("home/.config/paraphe/agent.textproto");
  config.set_language("en");
  ASSERT_THAT(WriteConfig(mine_, config, imported->files), IsOk());
  EXPECT_EQ(folder_.ReadFileOrDie("home/.config/paraphe/agent.textproto.bak"), before);
  EXPECT_EQ(agent::LoadAgentConfig(mine_)->language, Language::kEnglish);
}

TEST_F(DeskConfigTest, AFaultyConfigurationReplacesNothing) {
  const auto imported = ImportConfig(Give());
  ASSERT_THAT(WriteConfig(mine_, WithDevice(imported->config), imported->files), IsOk());
  const std::string before = folder_.ReadFileOrDie("home/.config/paraphe/agent.textproto");
  EXPECT_THAT(WriteConfig(mine_, imported->config), HasReason(v1::MALFORMED_FILE));
  EXPECT_EQ(folder_.ReadFileOrDie("home/.config/paraphe/agent.textproto"), before);
  EXPECT_FALSE(Exists(mine_ + ".new"));
  EXPECT_FALSE(Exists(mine_ + ".bak"));
}

TEST_F(DeskConfigTest, WhereItFailsNothingStaysBehind) {
  const auto imported = ImportConfig(Give());
  EXPECT_THAT(WriteConfig(mine_, imported->config, imported->files), HasReason(v1::MALFORMED_FILE))
      << "it names no device";
  EXPECT_FALSE(Exists(mine_));
  EXPECT_FALSE(Exists(folder_.Join("home/.config/paraphe/ca.pem")));
  EXPECT_FALSE(Exists(mine_ + ".new"));
}

TEST_F(DeskConfigTest, AnotherFileOfTheNameIsNotReplaced) {
  folder_.WriteFileOrDie("home/.config/paraphe/ca.pem", "other");
  const auto imported = ImportConfig(Give());
  EXPECT_THAT(WriteConfig(mine_, WithDevice(imported->config), imported->files),
              HasReason(v1::FILE_UNWRITABLE));
  EXPECT_EQ(folder_.ReadFileOrDie("home/.config/paraphe/ca.pem"), "other");
  EXPECT_FALSE(Exists(mine_));
}

TEST_F(DeskConfigTest, WhatIsNoFileOfAnAdministratorIsRefused) {
  EXPECT_THAT(ImportConfig(folder_.Join("nowhere")).status(), HasReason(v1::FILE_UNREADABLE));
  EXPECT_THAT(ImportConfig(Give("language: \"fr\"")).status(),
              HasReason(v1::MALFORMED_FILE, HasSubstr("names no server")));
  EXPECT_THAT(ImportConfig(Give("not a configuration")).status(), HasReason(v1::MALFORMED_FILE));
  EXPECT_THAT(ImportConfig(Give(std::string(3 << 20, ' '))).status(), HasReason(v1::TOO_LARGE));
  EXPECT_THAT(ImportConfig(Give("servers { address: \"a:1\" root_certificates_file: \"no.pem\" }"))
                  .status(),
              HasReason(v1::FILE_UNREADABLE, HasSubstr("no.pem")));
  folder_.WriteFileOrDie("given/other/ca.pem", "another CA");
  EXPECT_THAT(
      ImportConfig(Give("servers { address: \"a:1\" root_certificates_file: \"roots/ca.pem\" }"
                        "servers { address: \"b:1\" root_certificates_file: \"other/ca.pem\" }"))
          .status(),
      HasReason(v1::MALFORMED_FILE, HasSubstr("ca.pem")));
}

TEST_F(DeskConfigTest, FullPathsDoNotDependOnTheFolder) {
  v1::AgentConfig config = *ReadConfig(Give());
  config.add_device()->set_pkcs12("anne.p12");
  config = WithFullPaths("/etc/paraphe/agent.textproto", config);
  EXPECT_EQ(config.servers(0).root_certificates_file(), "/etc/paraphe/roots/ca.pem");
  EXPECT_EQ(config.device(0).pkcs12(), "/etc/paraphe/anne.p12");
  EXPECT_EQ(config.device(0).module(), "");
}

TEST_F(DeskConfigTest, WithoutAHomeNothingIsWritten) {
  EXPECT_THAT(WriteConfig("", WithDevice({})), HasReason(v1::FILE_UNWRITABLE));
}

}  // namespace
}  // namespace paraphe::desk
