// Strangers with patience, and those whose frames cost nothing to send (slow_client.py): each connection ends within its
// bound, memory stays within its own, and an honest call is answered meanwhile.
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/flow/running_program.h"
#include "tests/server/paraphed_fixture.h"
#include "tests/testing/matchers.h"
#include "tests/testing/run_command.h"

namespace paraphe {
namespace {

using test::CommandOptions;
using test::CommandResult;
using test::RunCommand;
using test::RunningProgram;
using testing::HasSubstr;

constexpr uint64_t kMiB = uint64_t{1} << 20;
constexpr uint64_t kArriving = 64 * kMiB;

// Proves: DOC-6
class SlowTest : public test::ParaphedFixture {
 protected:
  void SetUp() override {
    dir_.WriteFileOrDie("paraphed.textproto",
                        absl::StrCat(test::kParaphedConfig, "arriving_bytes: ", kArriving,
                                     " limits { document_bytes: ", 8 * kMiB, " }"));
    server_ = std::make_unique<RunningProgram>(
        std::vector<std::string>{test::OurProgram("paraphed"), "--config", config_});
    ASSERT_TRUE(server_->WaitFor("listening"));
    port_ = std::string(absl::StripSuffix(dir_.ReadFileOrDie("port"), "\n"));
    at_start_ = Peak();
  }

  std::vector<std::string> Client(const std::string& script, const std::string& what) const {
    std::vector<std::string> arguments = {"/usr/bin/python3", absl::StrCat("tests/server/", script),
                                          port_};
    for (const absl::string_view word : absl::StrSplit(what, ' ')) arguments.emplace_back(word);
    return arguments;
  }
  std::string Say(const std::string& script, const std::string& what) const {
    CommandOptions options;
    options.timeout = absl::Minutes(3);
    const auto result = RunCommand(Client(script, what), options);
    EXPECT_THAT(result, test::IsOk());
    EXPECT_EQ(result->exit_code, 0) << result->err;
    return result->out;
  }
  void ExpectServing() const {
    EXPECT_THAT(Say("hostile_client.py", "- call /paraphe.v1.SignerService/Consent"),
                HasSubstr("no session is known"));
  }
  double SecondsKept(const std::string& what) const {
    const std::string said = Say("slow_client.py", what);
    double seconds = 1e9;
    EXPECT_TRUE(absl::SimpleAtod(
        std::vector<std::string>(absl::StrSplit(absl::StripSuffix(said, "\n"), ' ')).back(),
        &seconds))
        << said;
    return seconds;
  }

  uint64_t Peak() const {
    std::ifstream status(absl::StrCat("/proc/", server_->pid(), "/status"));
    std::string word;
    uint64_t kilobytes = 0;
    while (status >> word && word != "VmHWM:") {
    }
    status >> kilobytes;
    return kilobytes << 10;
  }

  std::unique_ptr<RunningProgram> server_;
  std::string port_;
  uint64_t at_start_ = 0;
};

// 10 s, and what a busy machine adds.
TEST_F(SlowTest, AHandshakeThatDribblesEnds) { EXPECT_LT(SecondsKept("slow-handshake"), 60); }

// 10 s for TLS, 10 s for the settings.
TEST_F(SlowTest, APrefaceThatDribblesEnds) { EXPECT_LT(SecondsKept("slow-preface"), 60); }

// No call has begun until its head is whole: 20 to 40 s.
TEST_F(SlowTest, AHeadThatDribblesEnds) { EXPECT_LT(SecondsKept("slow-head"), 60); }

TEST_F(SlowTest, AConnectionWithoutCallsEndsThoughItSendsFrames) {
  EXPECT_LT(SecondsKept("no-head"), 60);
}

// Answers that nobody reads are kept by gRPC until the bound of what arrives ends the connection.
TEST_F(SlowTest, FramesThatCostNothingToSendAreBounded) {
  for (const char* what : {"settings", "pings", "empties", "windows", "priorities", "resets"}) {
    SCOPED_TRACE(what);
    Say("slow_client.py", absl::StrCat(what, " 150000"));
    EXPECT_LT(Peak() - at_start_, 4 * kArriving);
    ExpectServing();
  }
}

TEST_F(SlowTest, AThousandHalfOpenHandshakesHoldUpNobody) {
  for (const char* addresses : {"1000", "1"}) {
    SCOPED_TRACE(addresses);
    RunningProgram crowd(
        Client("slow_client.py", absl::StrCat("half-open 1000 ", addresses, " 60")));
    ASSERT_TRUE(crowd.WaitFor("open"));
    const absl::Time begin = absl::Now();
    for (int i = 0; i < 3; ++i) ExpectServing();
    EXPECT_LT(absl::Now() - begin, absl::Seconds(30));
    crowd.Signal(SIGKILL);
    crowd.Finish();
  }
}

}  // namespace
}  // namespace paraphe
