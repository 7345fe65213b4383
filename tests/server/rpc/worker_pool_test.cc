#include "server/rpc/worker_pool.h"

#include <atomic>

#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"

namespace paraphe::server {
namespace {

TEST(WorkerPoolTest, WhatWaitsIsStillDoneAtTheEnd) {
  std::atomic<int> done = 0;
  {
    WorkerPool pool(2, {100, 0, 0});
    for (int i = 0; i < 100; ++i) ASSERT_TRUE(pool.Submit([&done] { ++done; }));
  }
  EXPECT_EQ(done, 100);
}

TEST(WorkerPoolTest, TooManyWaitingAreRefused) {
  absl::Notification started;
  absl::Notification go;
  std::atomic<int> done = 0;
  {
    WorkerPool pool(1, {2, 0, 0});
    ASSERT_TRUE(pool.Submit([&] {
      started.Notify();
      go.WaitForNotification();
    }));
    started.WaitForNotification();
    EXPECT_TRUE(pool.Submit([&done] { ++done; }));
    EXPECT_TRUE(pool.Submit([&done] { ++done; }));
    EXPECT_FALSE(pool.Submit([&done] { done += 100; }));
    go.Notify();
  }
  EXPECT_EQ(done, 2);
}

TEST(WorkerPoolTest, WhatWaitsIsBoundedInBytes) {
  absl::Notification started;
  absl::Notification go;
  std::atomic<int> done = 0;
  {
    WorkerPool pool(1, {100, 10, 10});
    ASSERT_TRUE(pool.Submit(
        [&] {
          started.Notify();
          go.WaitForNotification();
        },
        10));
    started.WaitForNotification();
    EXPECT_FALSE(pool.Submit([&done] { done += 100; }, 11));
    EXPECT_TRUE(pool.Submit([&done] { ++done; }, 6));
    EXPECT_FALSE(pool.Submit([&done] { done += 100; }, 5));
    EXPECT_TRUE(pool.Submit([&done] { ++done; }, 4));
    go.Notify();
  }
  EXPECT_EQ(done, 2);
}

// Proves: DOC-6, SES-7
TEST(WorkerPoolTest, WhatRunsIsBoundedInBytesAndSmallerOnesPassBy) {
  absl::Notification started;
  absl::Notification passed;
  absl::Notification go;
  std::atomic<int> done = 0;
  {
    WorkerPool pool(3, {100, 100, 10});
    ASSERT_TRUE(pool.Submit(
        [&] {
          started.Notify();
          go.WaitForNotification();
          ++done;
        },
        8));
    started.WaitForNotification();
    ASSERT_TRUE(pool.Submit([&done] { EXPECT_EQ(++done, 2); }, 3));
    ASSERT_TRUE(pool.Submit([&passed] { passed.Notify(); }, 2));
    passed.WaitForNotification();
    EXPECT_EQ(done, 0);
    go.Notify();
  }
  EXPECT_EQ(done, 2);
}

TEST(WorkerPoolTest, ATaskBeyondWhatMayRunRunsAlone) {
  absl::Notification started;
  absl::Notification go;
  std::atomic<int> done = 0;
  {
    WorkerPool pool(2, {100, 100, 10});
    ASSERT_TRUE(pool.Submit(
        [&] {
          started.Notify();
          go.WaitForNotification();
          EXPECT_EQ(++done, 1);
        },
        50));
    started.WaitForNotification();
    ASSERT_TRUE(pool.Submit([&done] { EXPECT_EQ(++done, 2); }, 1));
    go.Notify();
  }
  EXPECT_EQ(done, 2);
}

TEST(WorkerPoolTest, TasksRunBesideEachOther) {
  WorkerPool pool(2, {2, 0, 0});
  absl::Notification first;
  absl::Notification second;
  ASSERT_TRUE(pool.Submit([&] {
    first.Notify();
    second.WaitForNotification();
  }));
  ASSERT_TRUE(pool.Submit([&] {
    first.WaitForNotification();
    second.Notify();
  }));
  second.WaitForNotification();
}

}  // namespace
}  // namespace paraphe::server
