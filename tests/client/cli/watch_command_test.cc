#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/cli/fake_caller_server.h"
#include "tests/client/cli/paraphe_command.h"

namespace paraphe::test {
namespace {

using ::testing::HasSubstr;

class WatchCommandTest : public testing::Test {
 protected:
  CommandResult Watch(std::vector<std::string> more = {}) const {
    more.insert(more.begin(),
                {"watch", "--config", server_.config(), "--state", server_.StateFile()});
    return Paraphe(more);
  }

  FakeCallerServer server_;
};

// Proves: SES-1
TEST_F(WatchCommandTest, EachChangeIsALineUntilTheSignature) {
  server_.events = {FakeCallerServer::Event(v1::PREPARED, 1, v1::ST_PENDING),
                    FakeCallerServer::Event(v1::SIGNED, 5, v1::ST_OK)};
  const CommandResult result = Watch();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out,
            "PREPARED  waits for the signer\n"
            "SIGNED  signed; take the document with `paraphe finalize`\n");
}

TEST_F(WatchCommandTest, JsonIsALineForEachChange) {
  server_.events = {FakeCallerServer::Event(v1::SIGNED, 5, v1::ST_OK)};
  const nlohmann::json json = JsonOf(Watch({"--json"}));
  EXPECT_EQ(json["state"], "SIGNED");
  EXPECT_EQ(json["version"], 5);
  EXPECT_EQ(json["status"], "ST_OK");
  EXPECT_EQ(json["reason"], "");
}

// Proves: EXP-1
TEST_F(WatchCommandTest, AnEndWithoutSignatureHasItsExitCode) {
  server_.events = {FakeCallerServer::Event(v1::EXPIRED, 3, v1::ST_EXPIRED)};
  const CommandResult expired = Watch();
  EXPECT_EQ(expired.exit_code, 4);
  EXPECT_THAT(expired.out, HasSubstr("EXPIRED"));
  server_.events = {FakeCallerServer::Event(v1::FAILED, 3, v1::ST_DEVICE_FAILED)};
  EXPECT_EQ(Watch().exit_code, 5);
}

// Proves: EXP-1
TEST_F(WatchCommandTest, WhyItEndedIsSaidInBothForms) {
  v1::SessionEvent aborted = FakeCallerServer::Event(v1::ABORTED, 4, v1::ST_ABORTED_BY_SIGNER);
  aborted.set_reason("le prix est faux");
  server_.events = {FakeCallerServer::Event(v1::PREPARED, 1, v1::ST_PENDING), aborted};
  EXPECT_THAT(Watch().err, HasSubstr("the signer stopped; nothing was signed: le prix est faux"));
  const CommandResult result = Watch({"--json"});
  EXPECT_EQ(result.exit_code, 4);
  const std::vector<std::string> lines = absl::StrSplit(result.out, '\n', absl::SkipEmpty());
  ASSERT_EQ(lines.size(), 3u) << result.out;
  EXPECT_EQ(nlohmann::json::parse(lines[0])["reason"], "");
  EXPECT_EQ(nlohmann::json::parse(lines[1])["reason"], "le prix est faux");
  EXPECT_EQ(nlohmann::json::parse(lines[2])["error"]["reason"], "ABORTED_BY_SIGNER");
}

TEST_F(WatchCommandTest, PatienceEndsByName) {
  server_.watch_ends = false;
  server_.events = {FakeCallerServer::Event(v1::PREPARED, 1, v1::ST_PENDING)};
  const CommandResult result = Watch({"--json"});
  EXPECT_EQ(result.exit_code, 4);  // as where `paraphe sign` waited in vain
  EXPECT_THAT(result.out, HasSubstr("\"reason\":\"NOT_SIGNED_YET\""));
}

// Proves: CHN-3
TEST_F(WatchCommandTest, RefusedOpeningsAreToldOnceEach) {
  v1::SessionEvent tried = FakeCallerServer::Event(v1::PRESENTED, 3, v1::ST_PENDING);
  tried.set_refused_openings(2);
  v1::SessionEvent done = FakeCallerServer::Event(v1::SIGNED, 6, v1::ST_OK);
  done.set_refused_openings(2);
  server_.events = {FakeCallerServer::Event(v1::PRESENTED, 2, v1::ST_PENDING), tried, done};
  const CommandResult result = Watch();
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(std::vector<std::string>(absl::StrSplit(result.err, '\n', absl::SkipEmpty())),
              ::testing::ElementsAre(HasSubstr("2 times so far")));
  EXPECT_THAT(Watch({"--json"}).out, HasSubstr("\"refused_openings\":2"));
}

}  // namespace
}  // namespace paraphe::test
