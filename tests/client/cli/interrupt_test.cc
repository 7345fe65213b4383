// Each test in a process of its own, which has no other threads that a signal could hit.
#include "client/cli/interrupt.h"

#include <csignal>
#include <cstdlib>

#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"
#include <unistd.h>

namespace paraphe::cli {
namespace {

class InterruptDeathTest : public testing::Test {
 protected:
  InterruptDeathTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

// Proves: SES-2
TEST_F(InterruptDeathTest, AnInterruptBeforeTheListenerIsNotLost) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    EXPECT_EXIT(
        {
          const BlockedInterrupts blocked;
          kill(getpid(), signal);
          absl::Notification called;
          const InterruptListener listener(blocked, [&called] { called.Notify(); });
          called.WaitForNotification();
          std::_Exit(42);
        },
        testing::ExitedWithCode(42), "");
  }
}

TEST_F(InterruptDeathTest, TheSecondEndsTheProcess) {
  EXPECT_EXIT(
      {
        const BlockedInterrupts blocked;
        const InterruptListener listener(blocked, [] { kill(getpid(), SIGTERM); });
        kill(getpid(), SIGINT);
        pause();
      },
      testing::ExitedWithCode(4), "");
}

TEST_F(InterruptDeathTest, WithoutAnInterruptNobodyIsCalledAndSignalsActAsBefore) {
  EXPECT_EXIT(
      {
        {
          const BlockedInterrupts blocked;
          const InterruptListener listener(blocked, [] { std::_Exit(1); });
        }
        kill(getpid(), SIGTERM);
        pause();
      },
      testing::KilledBySignal(SIGTERM), "");
}

}  // namespace
}  // namespace paraphe::cli
