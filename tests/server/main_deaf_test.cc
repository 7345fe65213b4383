// paraphed that nobody reaches any more, since no descriptor is left to it; and what strangers make
// it log.
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>

#include "tests/flow/running_program.h"
#include "tests/server/paraphed_fixture.h"
#include "tests/server/testing/local_socket.h"
#include "tests/testing/run_command.h"

namespace paraphe {
namespace {

using test::CommandResult;
using test::OurProgram;
using test::RunningProgram;
using testing::HasSubstr;
using testing::Not;

class DeafTest : public test::ParaphedFixture {
 protected:
  std::string Config(int deaf_after_seconds) {
    return dir_.WriteFileOrDie(
        "paraphed.textproto",
        absl::StrCat(test::kParaphedConfig, " deaf_after { seconds: ", deaf_after_seconds, " }"));
  }
  int Port() const {
    int port = 0;
    EXPECT_TRUE(absl::SimpleAtoi(absl::StripSuffix(dir_.ReadFileOrDie("port"), "\n"), &port));
    return port;
  }
  // Below what it has open already; what is open stays so.
  static void TakeDescriptorsFrom(const RunningProgram& server) {
    rlimit limit = {};
    ASSERT_EQ(prlimit(server.pid(), RLIMIT_NOFILE, nullptr, &limit), 0);
    limit.rlim_cur = 3;
    ASSERT_EQ(prlimit(server.pid(), RLIMIT_NOFILE, &limit, nullptr), 0);
  }
};

// Proves: DOC-6
TEST_F(DeafTest, AServerThatNobodyReachesEndsByName) {
  RunningProgram server({OurProgram("paraphed"), "--config", Config(2)});
  ASSERT_TRUE(server.WaitFor("listening"));
  TakeDescriptorsFrom(server);
  const CommandResult result = server.Finish();
  EXPECT_EQ(result.exit_code, 6) << result.err;
  EXPECT_THAT(result.err,
              HasSubstr("error deaf words=\"the server no longer answers at its own port\""));
}

// Its own dials end themselves, and so do not wait for the handshake that never comes.
TEST_F(DeafTest, AServerThatIsReachedIsLeftAlone) {
  RunningProgram server({OurProgram("paraphed"), "--config", Config(4)});
  ASSERT_TRUE(server.WaitFor("listening"));
  poll(nullptr, 0, 6000);
  server.Signal(SIGTERM);
  const CommandResult result = server.Finish();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.err, Not(HasSubstr("deaf")));
  EXPECT_THAT(result.err, Not(HasSubstr(" grpc "))) << "a dial is no event";
}

// Proves: DOC-6
TEST_F(DeafTest, StrangersWithoutTlsDoNotFillTheLog) {
  RunningProgram server({OurProgram("paraphed"), "--config", Config(60)});
  ASSERT_TRUE(server.WaitFor("listening"));
  for (int i = 0; i < 100; ++i) {
    const test::LocalSocket stranger = test::LocalSocket::Dial(Port());
    stranger.Send(40);
    char answer[64];
    while (recv(stranger.fd(), answer, sizeof(answer), 0) > 0) {
    }
  }
  server.Signal(SIGTERM);
  const std::string log = server.Finish().err;
  const std::vector<std::string> around = absl::StrSplit(log, " grpc ");
  EXPECT_EQ(around.size() - 1, 20u) << log;
  EXPECT_THAT(log, HasSubstr("80 more errors of gRPC were not logged"));
}

}  // namespace
}  // namespace paraphe
