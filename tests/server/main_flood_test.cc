// Strangers that want paraphed to stop: connections, memory. They write their frames themselves
// (hostile_client.py); afterwards an honest call is answered, and memory has come back.
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/flow/running_program.h"
#include "tests/server/paraphed_fixture.h"
#include "tests/testing/matchers.h"
#include "tests/testing/run_command.h"

namespace paraphe {
namespace {

using test::CommandResult;
using test::RunCommand;
using test::RunningProgram;
using testing::HasSubstr;

constexpr uint64_t kMiB = uint64_t{1} << 20;
constexpr uint64_t kArriving = 64 * kMiB;
constexpr char kFinalize[] = "/paraphe.v1.CallerService/Finalize";

// Proves: DOC-6
class FloodTest : public test::ParaphedFixture {
 protected:
  // With at most `descriptors`, as a supervisor would start it.
  void Start(int descriptors = 1024) {
    dir_.WriteFileOrDie("paraphed.textproto",
                        absl::StrCat(test::kParaphedConfig, "arriving_bytes: ", kArriving,
                                     " limits { document_bytes: ", 8 * kMiB, " }"));
    server_ = std::make_unique<RunningProgram>(
        std::vector<std::string>{"/usr/bin/prlimit", absl::StrCat("--nofile=", descriptors),
                                 test::OurProgram("paraphed"), "--config", config_});
    ASSERT_TRUE(server_->WaitFor("listening"));
    ASSERT_TRUE(absl::SimpleAtoi(absl::StripSuffix(dir_.ReadFileOrDie("port"), "\n"), &port_));
    at_start_ = Resident();
  }

  std::vector<std::string> Client(const std::string& what) const {
    std::vector<std::string> arguments = {"/usr/bin/python3", "tests/server/hostile_client.py",
                                          absl::StrCat(port_), dir_.Join("caller")};
    for (const absl::string_view word : absl::StrSplit(what, ' ')) {
      arguments.emplace_back(word);
    }
    return arguments;
  }
  std::string Say(const std::string& what) const {
    const auto result = RunCommand(Client(what));
    EXPECT_THAT(result, test::IsOk());
    EXPECT_EQ(result->exit_code, 0) << result->err;
    return result->out;
  }
  void ExpectServing() const {
    EXPECT_THAT(Say(absl::StrCat("call ", kFinalize)), HasSubstr("no session is known"));
  }

  uint64_t Resident() const { return StatusOf("VmRSS:"); }
  uint64_t Peak() const { return StatusOf("VmHWM:"); }
  uint64_t StatusOf(const std::string& name) const {
    std::ifstream status(absl::StrCat("/proc/", server_->pid(), "/status"));
    std::string word;
    uint64_t kilobytes = 0;
    while (status >> word && word != name) {
    }
    status >> kilobytes;
    return kilobytes << 10;
  }
  // The flood took no more than it may, and what it took comes back.
  void ExpectBounded() const {
    EXPECT_LT(Peak() - at_start_, 4 * kArriving);
    const absl::Time latest = absl::Now() + absl::Seconds(30);
    while (Resident() > at_start_ + kArriving && absl::Now() < latest) std::this_thread::yield();
    EXPECT_LE(Resident(), at_start_ + kArriving);
    ExpectServing();
  }

  std::unique_ptr<RunningProgram> server_;
  int port_ = 0;
  uint64_t at_start_ = 0;
};

TEST_F(FloodTest, MoreConnectionsThanDescriptorsLeaveItServing) {
  Start();
  RunningProgram crowd(Client("crowd 1100"));
  ASSERT_TRUE(crowd.WaitFor("open"));
  ExpectServing();
  crowd.Signal(SIGKILL);
  crowd.Finish();
  ExpectServing();
}

TEST_F(FloodTest, SilentConnectionsAreEndedWithinSeconds) {
  Start();
  for (const char* what : {"silent 20", "silent-tls 20"}) {
    const std::string said = Say(what);
    double seconds = 0;
    ASSERT_TRUE(absl::SimpleAtod(
        std::vector<std::string>(absl::StrSplit(absl::StripSuffix(said, "\n"), ' ')).back(),
        &seconds));
    EXPECT_LT(seconds, 30) << said;
  }
}

TEST_F(FloodTest, ACompressedMessageIsNotUnpacked) {
  Start();
  Say("bomb 300");
  ExpectBounded();
}

TEST_F(FloodTest, MessagesThatNeverEndAreBounded) {
  Start();
  Say("announced 40 8");
  ExpectBounded();
}

TEST_F(FloodTest, CallsThatNeverBeginAreBounded) {
  Start();
  Say("streams 40000");
  ExpectBounded();
}

TEST_F(FloodTest, AHeadThatNeverEndsIsBounded) {
  Start();
  Say("headers 200");
  ExpectBounded();
}

TEST_F(FloodTest, CallsThatAreResetAtOnceAreBounded) {
  Start();
  Say("reset 40000");
  ExpectBounded();
}

}  // namespace
}  // namespace paraphe
