#include "server/store/sqlite/commit_queue.h"

#include <atomic>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "gtest/gtest.h"

#include "SQLiteCpp/Database.h"
#include "SQLiteCpp/Exception.h"
#include "common/errors.h"
#include "server/store/sqlite/connection.h"
#include "tests/testing/matchers.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::server::sqlite {
namespace {

using paraphe::test::HasReason;
using paraphe::test::IsOk;

class CommitQueueTest : public ::testing::Test {
 protected:
  CommitQueueTest() {
    database_.exec("CREATE TABLE t (x INTEGER PRIMARY KEY)");
    database_.exec("CREATE TABLE late (x INTEGER REFERENCES t (x) DEFERRABLE INITIALLY DEFERRED)");
  }
  CommitQueue::Change Insert(int x) {
    return [this, x] {
      database_.exec(absl::StrCat("INSERT INTO t VALUES (", x, ")"));
      return absl::OkStatus();
    };
  }
  int Count() {
    SQLite::Database other(dir_.Join("queue.db"));
    return other.execAndGet("SELECT count(*) FROM t").getInt();
  }

  paraphe::test::TempDir dir_;
  SQLite::Database database_ = OpenForWriting(dir_.Join("queue.db"));
  int undone_ = 0;
  CommitQueue queue_{&database_, [this] { ++undone_; }};
};

// Proves: SES-6
TEST_F(CommitQueueTest, WhatWasCommittedIsSeenByOthers) {
  EXPECT_THAT(queue_.Commit(Insert(1)), IsOk());
  EXPECT_EQ(Count(), 1);
  EXPECT_EQ(undone_, 0);
}

// Proves: SES-6
TEST_F(CommitQueueTest, AChangeThatThrowsTakesNothingElseWithIt) {
  EXPECT_THAT(queue_.Commit(Insert(1)), IsOk());
  EXPECT_THAT(queue_.Commit([&] {
    database_.exec("INSERT INTO t VALUES (2)");
    database_.exec("INSERT INTO t VALUES (1)");
    return absl::OkStatus();
  }),
              HasReason(v1::INTERNAL));
  EXPECT_EQ(Count(), 1);
  EXPECT_EQ(undone_, 1);
  EXPECT_THAT(queue_.Commit(Insert(2)), IsOk());
}

// Proves: SES-6
TEST_F(CommitQueueTest, AnErrorOfAChangeIsItsAnswer) {
  EXPECT_THAT(queue_.Commit([] { return MakeError(v1::SESSION_CONFLICT, "moved"); }),
              HasReason(v1::SESSION_CONFLICT));
  EXPECT_EQ(undone_, 0);
}

// Proves: SES-6
TEST_F(CommitQueueTest, AFailedCommitIsNobodysSuccess) {
  EXPECT_THAT(queue_.Commit([&] {
    database_.exec("INSERT INTO late VALUES (99)");  // no such x at the commit
    return absl::OkStatus();
  }),
              ::testing::Not(IsOk()));
  EXPECT_EQ(undone_, 1);
  EXPECT_THAT(queue_.Commit(Insert(1)), IsOk());
  EXPECT_EQ(Count(), 1);
}

// Proves: SES-6
TEST_F(CommitQueueTest, ManyThreadsAreServedEachOnce) {
  constexpr int kThreads = 8, kEach = 50;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) EXPECT_THAT(queue_.Commit(Insert(t * kEach + i)), IsOk());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Count(), kThreads * kEach);
}

// Proves: SES-6
TEST_F(CommitQueueTest, ChangesThatWaitShareACommit) {
  absl::Notification started, go;
  std::thread first([&] {
    EXPECT_THAT(queue_.Commit([&] {
      started.Notify();
      go.WaitForNotification();
      return absl::OkStatus();
    }),
                IsOk());
  });
  started.WaitForNotification();
  // One of the two comes after the other was inserted, and before any commit: it sees it, another connection does not.
  std::atomic<int> seen_by_others = -1;
  std::thread second([&] { EXPECT_THAT(queue_.Commit(Insert(1)), IsOk()); });
  std::thread third([&] {
    EXPECT_THAT(queue_.Commit([&] {
      if (database_.execAndGet("SELECT count(*) FROM t").getInt() == 1) seen_by_others = Count();
      return absl::OkStatus();
    }),
                IsOk());
  });
  while (queue_.WaitingNow() < 2) std::this_thread::yield();
  go.Notify();
  for (std::thread* thread : {&first, &second, &third}) thread->join();
  EXPECT_LE(seen_by_others, 0) << "the change before it was committed alone";
  EXPECT_EQ(Count(), 1);
}

// Proves: SES-2
TEST_F(CommitQueueTest, WorkAloneIsInNoTransaction) {
  EXPECT_THAT(queue_.Commit(Insert(1)), IsOk());
  EXPECT_THAT(queue_.RunAlone([&] {
    database_.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_EQ(std::filesystem::file_size(dir_.Join("queue.db-wal")), 0u);
}

}  // namespace
}  // namespace paraphe::server::sqlite
