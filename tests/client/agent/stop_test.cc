#include "client/agent/stop.h"

#include <thread>

#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include <poll.h>
#include <unistd.h>

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;
using ::paraphe::test::IsOk;

bool IsReadable(int fd) {
  pollfd polled = {fd, POLLIN, 0};
  return poll(&polled, 1, 0) == 1 && (polled.revents & POLLIN) != 0;
}

absl::Status ByCaller() { return MakeError(v1::SESSION_ABORTED, "the caller"); }
absl::Status BySigner() { return MakeError(v1::ABORTED_BY_SIGNER, "the signer"); }

// Proves: CONS-4
TEST(StopTest, TheFirstCauseCounts) {
  Stop stop;
  EXPECT_THAT(stop.why(), IsOk());
  stop.Ask(ByCaller());
  stop.Ask(BySigner());
  EXPECT_THAT(stop.why(), HasReason(v1::SESSION_ABORTED));
  EXPECT_EQ(stop.times(), 2);
}

// Proves: CONS-4
TEST(StopTest, PromptsEndForEverAndNobodyReadsThatAway) {
  Stop stop;
  EXPECT_FALSE(IsReadable(stop.fd()));
  stop.Ask(BySigner());
  char bytes[8];
  EXPECT_EQ(read(stop.fd(), bytes, sizeof(bytes)), 0);
  EXPECT_TRUE(IsReadable(stop.fd()));
}

// Proves: CONS-4, SES-3
TEST(StopTest, EachStageTakesOneAskingMoreToEndACall) {
  for (const Stage stage : {Stage::kOpen, Stage::kReleased, Stage::kGivingUp}) {
    Stop stop;
    stop.Enter(stage);
    for (int needed = static_cast<int>(stage) + 1; needed > 0; --needed) {
      EXPECT_FALSE(stop.EndsCall());
      stop.Ask(BySigner());
    }
    EXPECT_TRUE(stop.EndsCall());
  }
}

// Proves: CONS-4
TEST(StopTest, DeviceIsLeftOnTheSecondAsking) {
  Stop stop;
  stop.Ask(BySigner());
  EXPECT_FALSE(stop.EndsDevice());
  stop.Ask(BySigner());
  EXPECT_TRUE(stop.EndsDevice());
}

// Proves: CONS-4
TEST(StopTest, WhoGivesUpBecauseOfItHurries) {
  Stop stop;
  stop.Enter(Stage::kGivingUp);
  EXPECT_FALSE(stop.Hurries()) << "another reason leaves time to tell the server";
  stop.Ask(BySigner());
  EXPECT_TRUE(stop.Hurries());
  stop.Enter(Stage::kReleased);
  EXPECT_FALSE(stop.Hurries()) << "a signature is delivered with patience";
}

// Proves: CONS-4
TEST(StopTest, PauseEndsAtOnce) {
  Stop stop;
  const absl::Time begin = absl::Now();
  std::thread asks([&stop] { stop.Ask(BySigner()); });
  stop.Pause(absl::Hours(1));
  asks.join();
  EXPECT_LT(absl::Now() - begin, absl::Minutes(1));
}

}  // namespace
}  // namespace paraphe::agent
