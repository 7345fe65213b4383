#include "client/agent/server_pins.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <sys/stat.h>
#include <unistd.h>

#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::agent {
namespace {

using test::HasReason;
using test::IsOk;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kOld(64, 'a');
const std::string kNew(64, 'b');
const std::string kOther(64, 'c');

class ServerPinsTest : public testing::Test {
 protected:
  ServerPinsTest() {
    rules_.path = dir_.Join("etc/pins.textproto");
    rules_.owner = geteuid();
  }
  void Deploy(const std::string& text) {
    dir_.WriteFileOrDie("etc/pins.textproto", text);
    chmod(dir_.Join("etc").c_str(), 0755);
    chmod(rules_.path.c_str(), 0644);
  }
  absl::StatusOr<v1::ServerAddress> Pinned(const std::vector<std::string>& own,
                                           const std::string& address = "sign.example:7443") const {
    v1::ServerAddress server;
    server.set_address(address);
    for (const std::string& key : own) server.add_spki_sha256(key);
    return PinnedServer(server, "agent.textproto", rules_);
  }
  std::vector<std::string> Pins(const std::vector<std::string>& own) const {
    const auto server = Pinned(own);
    EXPECT_THAT(server, IsOk());
    if (!server.ok()) return {};
    return {server->spki_sha256().begin(), server->spki_sha256().end()};
  }

  test::TempDir dir_;
  PinFileRules rules_;
  const std::string both_ = "servers { address: \"Sign.example:7443\" spki_sha256: \"" + kOld +
                            "\" spki_sha256: \"" + std::string(64, 'B') + "\" }";
};

// Proves: CHN-2
TEST_F(ServerPinsTest, WithoutAPinFileTheConfigurationPins) {
  EXPECT_THAT(Pins({kOld}), ElementsAre(kOld));
  EXPECT_THAT(Pinned({}), HasReason(v1::MALFORMED_FILE, AllOf(HasSubstr("agent.textproto"),
                                                              HasSubstr("paraphe pin FILE"))));
}

// Proves: CHN-2
TEST_F(ServerPinsTest, ThePinFileSaysWhichKeysAndTheConfigurationOnlyNarrows) {
  Deploy(both_);
  EXPECT_THAT(Pins({}), ElementsAre(kOld, kNew));
  EXPECT_THAT(Pins({kNew}), ElementsAre(kNew));
  EXPECT_THAT(Pins({kOther, std::string(64, 'A')}), ElementsAre(kOld));
  EXPECT_THAT(Pinned({kOther}),
              HasReason(v1::AGENT_NOT_PINNED_SERVER, HasSubstr("none of the keys")));
}

// Proves: CHN-2, PRES-8
TEST_F(ServerPinsTest, AServerThatThePinFileLacksIsNotDialled) {
  Deploy(both_);
  for (const char* address : {"sign.example:7444", "other.example:7443"}) {
    EXPECT_THAT(Pinned({kOld}, address),
                HasReason(v1::AGENT_NOT_PINNED_SERVER, HasSubstr(address)));
  }
}

// Proves: CHN-2
TEST_F(ServerPinsTest, APinFileThatOthersCouldChangeAllowsNoServer) {
  for (const mode_t mode : {0664U, 0646U, 0666U}) {
    Deploy(both_);
    chmod(rules_.path.c_str(), mode);
    EXPECT_THAT(Pinned({kOld}), HasReason(v1::MALFORMED_FILE, HasSubstr("writable"))) << mode;
  }
  for (const mode_t mode : {0775U, 0757U}) {
    Deploy(both_);
    chmod(dir_.Join("etc").c_str(), mode);
    EXPECT_THAT(Pinned({kOld}), HasReason(v1::MALFORMED_FILE, HasSubstr("writable"))) << mode;
  }
  Deploy(both_);
  EXPECT_THAT(Pinned({kOld}), IsOk());
}

// Proves: CHN-2
TEST_F(ServerPinsTest, ALinkCountsByWhereItLeads) {
  dir_.WriteFileOrDie("etc/none", "");
  const std::string target = dir_.WriteFileOrDie("weak/pins", both_);
  chmod(dir_.Join("etc").c_str(), 0755);
  ASSERT_EQ(symlink(target.c_str(), rules_.path.c_str()), 0);
  chmod(dir_.Join("weak").c_str(), 0755);
  EXPECT_THAT(Pinned({kOld}), IsOk());
  chmod(dir_.Join("weak").c_str(), 0777);
  EXPECT_THAT(Pinned({kOld}), HasReason(v1::MALFORMED_FILE, HasSubstr("weak")));
  ASSERT_EQ(unlink(target.c_str()), 0);
  EXPECT_THAT(Pinned({kOld}), HasReason(v1::FILE_UNREADABLE));
}

// Proves: CHN-2
TEST_F(ServerPinsTest, APinFileOfAnotherAllowsNoServer) {
  if (geteuid() == 0) {
    Deploy(both_);
    ASSERT_EQ(chown(rules_.path.c_str(), 65534, 65534), 0);
  } else {
    rules_.owner = 0;
    Deploy(both_);
  }
  EXPECT_THAT(Pinned({kOld}), HasReason(v1::MALFORMED_FILE, HasSubstr("must belong to root")));
}

// Proves: CHN-2
TEST_F(ServerPinsTest, AFaultyPinFileAllowsNoServer) {
  for (const std::string& text :
       {std::string(), std::string("servers {"), std::string("servers { address: \"h:1\" }"),
        std::string("servers { address: \"h\" spki_sha256: \"") + kOld + "\" }",
        both_ + " servers { address: \"h:1\" spki_sha256: \"abc\" }"}) {
    Deploy(text);
    EXPECT_THAT(Pinned({kOld}), HasReason(v1::MALFORMED_FILE, HasSubstr("pins.textproto:")))
        << text;
  }
}

}  // namespace
}  // namespace paraphe::agent
