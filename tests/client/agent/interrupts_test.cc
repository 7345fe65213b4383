#include "client/agent/interrupts.h"

#include <csignal>

#include "gtest/gtest.h"
#include <poll.h>
#include <unistd.h>

#include "tests/testing/matchers.h"

namespace paraphe::agent {
namespace {

using ::paraphe::test::HasReason;

bool WaitUntilReadable(int fd) {
  pollfd polled = {fd, POLLIN, 0};
  return poll(&polled, 1, 20000) == 1;
}

class InterruptsTest : public ::testing::TestWithParam<int> {};

// Proves: CONS-2, CONS-4
TEST_P(InterruptsTest, SignalAsksToStopAndIsNotTheEnd) {
  Stop stop;
  const Interrupts interrupts(stop);
  raise(GetParam());
  EXPECT_TRUE(WaitUntilReadable(stop.fd()));
  EXPECT_THAT(stop.why(), HasReason(v1::ABORTED_BY_SIGNER));
}

TEST_P(InterruptsTest, SignalEndsTheProgramAgainAfterwards) {
  EXPECT_EXIT(
      {
        {
          Stop stop;
          const Interrupts interrupts(stop);
        }
        raise(GetParam());
      },
      ::testing::KilledBySignal(GetParam()), "");
}

// Proves: CONS-4
TEST_P(InterruptsTest, SignalsEndAProgramThatHangs) {
  EXPECT_EXIT(
      {
        Stop stop;
        const Interrupts interrupts(stop);
        while (true) {  // those that come together are one asking
          raise(GetParam());
          poll(nullptr, 0, 50);
        }
      },
      ::testing::ExitedWithCode(4), "stopped while something did not answer");
}

INSTANTIATE_TEST_SUITE_P(All, InterruptsTest, ::testing::Values(SIGINT, SIGQUIT, SIGTERM, SIGHUP));

// Proves: CONS-4
TEST(InterruptsOnceTest, SignalsThatComeTogetherAreOneAsking) {
  Stop stop;
  {
    const Interrupts interrupts(stop);
    for (int i = 0; i < 1000; ++i) raise(SIGHUP);
    ASSERT_TRUE(WaitUntilReadable(stop.fd()));
  }
  EXPECT_LE(stop.times(), 2) << "it took longer than one asking, at most";
}

// Proves: CONS-4
TEST(InterruptsOnceTest, AfterTheSecondTheProgramHasTenSecondsOnly) {
  EXPECT_EXIT(
      {
        Stop stop;
        const Interrupts interrupts(stop);
        while (stop.times() < 2) {
          raise(SIGTERM);
          poll(nullptr, 0, 50);
        }
        poll(nullptr, 0, 60000);
      },
      ::testing::ExitedWithCode(4), "");
}

}  // namespace
}  // namespace paraphe::agent
