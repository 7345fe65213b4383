#include "server/rpc/worker_pool.h"

#include <atomic>
#include <string>

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

TEST(WorkerPoolTest, WhatWaitsForRoomIsStillDoneAtTheEnd) {
  std::atomic<int> done = 0;
  {
    WorkerPool pool(4, {100, 1000, 10});
    for (int i = 0; i < 20; ++i) ASSERT_TRUE(pool.Submit([&done] { ++done; }, 8));
  }
  EXPECT_EQ(done, 20);
}

// One thread, which is kept busy until Go().
class BusyPool {
 public:
  explicit BusyPool(PoolBounds bounds) : pool_(1, bounds) {
    EXPECT_TRUE(pool_.Submit([this] {
      started_.Notify();
      go_.WaitForNotification();
    }));
    started_.WaitForNotification();
  }
  ~BusyPool() {
    if (!go_.HasBeenNotified()) go_.Notify();
  }

  // Adds a task that writes its name down.
  bool Submit(const std::string& name, TaskClass task_class, size_t bytes = 0) {
    return pool_.Submit([this, name] { done_ += name; }, bytes, task_class);
  }
  // Lets all that waits be done. The names in the order of it.
  std::string Go() {
    absl::Notification all;
    EXPECT_TRUE(pool_.Submit([&all] { all.Notify(); }, 0, TaskClass::kNewSession));
    go_.Notify();
    all.WaitForNotification();
    return done_;
  }

 private:
  absl::Notification started_;
  absl::Notification go_;
  std::string done_;  // by the one thread
  WorkerPool pool_;
};

constexpr TaskClass kOpen = TaskClass::kOpenSession;
constexpr TaskClass kNew = TaskClass::kNewSession;

// Proves: SES-7
TEST(WorkerPoolTest, NewSessionsAreShedWhereHalfOfWhatMayWaitDoes) {
  BusyPool pool({4, 0, 0});
  EXPECT_TRUE(pool.Submit("a", kNew));
  EXPECT_TRUE(pool.Submit("b", kOpen));
  EXPECT_FALSE(pool.Submit("c", kNew));
  EXPECT_TRUE(pool.Submit("d", kOpen));
  EXPECT_TRUE(pool.Submit("e", kOpen));
  EXPECT_FALSE(pool.Submit("f", kOpen));
}

// Proves: SES-7
TEST(WorkerPoolTest, NewSessionsAreShedWhereHalfOfTheBytesWait) {
  BusyPool pool({100, 10, 10});
  EXPECT_FALSE(pool.Submit("a", kNew, 6));
  EXPECT_TRUE(pool.Submit("b", kOpen, 3));
  EXPECT_FALSE(pool.Submit("c", kNew, 3));
  EXPECT_TRUE(pool.Submit("d", kNew, 2));
  EXPECT_TRUE(pool.Submit("e", kOpen, 5));
  EXPECT_FALSE(pool.Submit("f", kOpen, 1));
}

// Proves: SES-7
TEST(WorkerPoolTest, OpenSessionsGoFirstAndEachClassInItsOrder) {
  BusyPool pool({100, 0, 0});
  for (const char* name : {"a", "b"}) ASSERT_TRUE(pool.Submit(name, kNew));
  for (const char* name : {"1", "2", "3"}) ASSERT_TRUE(pool.Submit(name, kOpen));
  EXPECT_EQ(pool.Go(), "123ab");
}

// Proves: SES-7
TEST(WorkerPoolTest, NewSessionsAreServedHoweverManyOpenOnesCome) {
  BusyPool pool({100, 0, 0});
  for (const char* name : {"a", "b"}) ASSERT_TRUE(pool.Submit(name, kNew));
  for (size_t i = 0; i < 2 * WorkerPool::kMostPassing + 3; ++i)
    ASSERT_TRUE(pool.Submit("-", kOpen));
  const std::string sixteen(WorkerPool::kMostPassing, '-');
  EXPECT_EQ(pool.Go(), sixteen + "a" + sixteen + "b---");
}

TEST(WorkerPoolTest, TasksRunBesideEachOther) {
  absl::Notification first;
  absl::Notification second;
  WorkerPool pool(2, {2, 0, 0});  // ends first: its tasks use the others
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
