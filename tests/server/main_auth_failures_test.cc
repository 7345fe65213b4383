// What fail2ban reads of a real server's log: each failure of authentication, and nothing else that a
// stranger can have written there.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/flow/running_program.h"
#include "tests/server/paraphed_fixture.h"
#include "tests/testing/matchers.h"
#include "tests/testing/run_command.h"

namespace paraphe {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::SizeIs;

constexpr char kPrepare[] = "/paraphe.v1.CallerService/Prepare";
constexpr char kFinalize[] = "/paraphe.v1.CallerService/Finalize";
constexpr char kPresent[] = "/paraphe.v1.SignerService/Present";
// Claims to be a failure of another address, whose ban a stranger would like to see.
constexpr char kForger[] = "x\" address=203.0.113.9\nZ warning auth_failed address=203.0.113.9 ";

// Proves: CHN-3
class AuthFailuresLogTest : public test::ParaphedFixture {
 protected:
  // From 127.0.0.2.
  std::string Call(const std::string& identity, const std::string& method) const {
    std::string port = dir_.ReadFileOrDie("port");
    port.pop_back();
    const auto result =
        test::RunCommand({"/usr/bin/python3", "tests/server/hostile_client.py", port,
                          identity == "-" ? identity : dir_.Join(identity), "call", method});
    EXPECT_THAT(result, test::IsOk());
    EXPECT_EQ(result->exit_code, 0) << result->err;
    return result->out;
  }
  // The address of each line that the filter matches.
  std::vector<std::string> Banned(const std::string& log) const {
    const auto result =
        test::RunCommand({"/usr/bin/fail2ban-regex", "-o", "ip", dir_.WriteFileOrDie("log", log),
                          "deploy/fail2ban/filter.d/paraphed.conf"});
    EXPECT_THAT(result, test::IsOk());
    EXPECT_EQ(result->exit_code, 0) << result->err << result->out;
    return absl::StrSplit(result->out, '\n', absl::SkipEmpty());
  }
};

TEST_F(AuthFailuresLogTest, Fail2banCountsEachFailureAndNothingElse) {
  test::WriteClientIdentity(dir_, "forger", test::ClientCertificate(kForger).Build());
  test::RunningProgram server({test::OurProgram("paraphed"), "--config", config_});
  ASSERT_TRUE(server.WaitFor("listening"));
  EXPECT_THAT(Call("-", kPrepare), HasSubstr("client certificate"));
  EXPECT_THAT(Call("forger", kFinalize),
              HasSubstr("leads to no CA of the server's client_ca_files"));
  EXPECT_THAT(Call("caller", kPresent), HasSubstr("this call is for signers"));
  EXPECT_THAT(Call("caller", kFinalize), HasSubstr("no session is known"));
  Call("-", "/warning auth_failed address=203.0.113.9 reason=x call=x claimed=x");
  server.Signal(SIGTERM);
  const std::string log = server.Finish().err;
  EXPECT_THAT(log, HasSubstr(" reason=no_certificate call=Prepare claimed=-\n"));
  EXPECT_THAT(log, HasSubstr("/x%22 address=203.0.113.9%0AZ warning auth_failed"));
  EXPECT_THAT(log, HasSubstr(" reason=wrong_role call=Present claimed=sha256:"));
  const std::vector<std::string> banned = Banned(log);
  EXPECT_THAT(banned, SizeIs(3)) << log;
  EXPECT_THAT(banned, Each("127.0.0.2"));
}

TEST_F(AuthFailuresLogTest, EveryFailureIsALineHoweverMany) {
  test::RunningProgram server({test::OurProgram("paraphed"), "--config", config_});
  ASSERT_TRUE(server.WaitFor("listening"));
  constexpr size_t kTimes = 30;  // more than LogBound gives an address
  for (size_t i = 0; i < kTimes; ++i) Call("-", kPrepare);
  server.Signal(SIGTERM);
  EXPECT_THAT(Banned(server.Finish().err), SizeIs(kTimes));
}

TEST_F(AuthFailuresLogTest, Fail2banReadsWhatJournaldPutsBefore) {
  const std::string line =
      "2026-11-26T10:00:00.000Z warning auth_failed address=192.0.2.7 reason=login call=Login "
      "claimed=alice\n";
  EXPECT_THAT(Banned(line), testing::ElementsAre("192.0.2.7"));
  EXPECT_THAT(Banned(absl::StrCat("2026-11-26T10:00:00.000Z host paraphed[12]: ", line)),
              testing::ElementsAre("192.0.2.7"));
  EXPECT_THAT(Banned(absl::StrCat("2026-11-26T10:00:00.000Z info call_refused words=\"", line)),
              SizeIs(0));
}

}  // namespace
}  // namespace paraphe
