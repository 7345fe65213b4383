#include "client/agent/interrupts.h"

#include <csignal>

#include "gtest/gtest.h"
#include <fcntl.h>
#include <poll.h>

namespace paraphe::agent {
namespace {

bool IsReadable(int fd) {
  pollfd polled = {fd, POLLIN, 0};
  return poll(&polled, 1, 0) == 1;
}

class InterruptsTest : public ::testing::TestWithParam<int> {};

// Proves: CONS-2
TEST_P(InterruptsTest, SignalIsSomethingToWaitForAndNotTheEnd) {
  const Interrupts interrupts;
  EXPECT_FALSE(IsReadable(interrupts.fd()));
  raise(GetParam());
  EXPECT_TRUE(IsReadable(interrupts.fd()));
}

TEST_P(InterruptsTest, SignalEndsTheProgramAgainAfterwards) {
  EXPECT_EXIT(
      {
        { const Interrupts interrupts; }
        raise(GetParam());
      },
      ::testing::KilledBySignal(GetParam()), "");
}

INSTANTIATE_TEST_SUITE_P(All, InterruptsTest, ::testing::Values(SIGINT, SIGTERM, SIGHUP));

// A pipe that is full must not block the handler.
TEST(InterruptsPipeTest, SignalsThatNobodyReadsDoNotBlock) {
  const Interrupts interrupts;
  const int bytes = fcntl(interrupts.fd(), F_GETPIPE_SZ);
  for (int i = 0; i <= bytes; ++i) raise(SIGINT);
  EXPECT_TRUE(IsReadable(interrupts.fd()));
}

}  // namespace
}  // namespace paraphe::agent
