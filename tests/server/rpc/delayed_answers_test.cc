#include "server/rpc/delayed_answers.h"

#include <memory>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe::server {
namespace {

using ::testing::ElementsAre;

// Proves: CHN-4
TEST(DelayedAnswersTest, AnAnswerComesAfterItsDelayAndNotOnThisThread) {
  DelayedAnswers delayed(10);
  absl::Notification given;
  std::thread::id thread;
  const absl::Time begin = absl::Now();
  delayed.Give(absl::Milliseconds(50), [&] {
    thread = std::this_thread::get_id();
    given.Notify();
  });
  given.WaitForNotification();
  EXPECT_GE(absl::Now() - begin, absl::Milliseconds(50));
  EXPECT_NE(thread, std::this_thread::get_id());
}

TEST(DelayedAnswersTest, WithoutADelayItIsGivenHere) {
  DelayedAnswers delayed(10);
  std::thread::id thread;
  delayed.Give(absl::ZeroDuration(), [&] { thread = std::this_thread::get_id(); });
  EXPECT_EQ(thread, std::this_thread::get_id());
}

TEST(DelayedAnswersTest, AShorterDelayPassesByALongerOne) {
  std::vector<int> order;
  absl::Notification both;
  DelayedAnswers delayed(10);
  delayed.Give(absl::Milliseconds(200), [&] {
    order.push_back(2);
    both.Notify();
  });
  delayed.Give(absl::Milliseconds(1), [&] { order.push_back(1); });
  both.WaitForNotification();
  EXPECT_THAT(order, ElementsAre(1, 2));
}

TEST(DelayedAnswersTest, TooManyAreGivenAtOnceAndNoneIsLostAtTheEnd) {
  int given = 0;
  auto delayed = std::make_unique<DelayedAnswers>(2);
  for (int i = 0; i < 3; ++i) delayed->Give(absl::Hours(1), [&] { ++given; });
  EXPECT_EQ(given, 1);
  delayed.reset();
  EXPECT_EQ(given, 3);
}

}  // namespace
}  // namespace paraphe::server
