#include "server/file_watch.h"

#include <string>

#include "absl/synchronization/mutex.h"
#include "gtest/gtest.h"

namespace paraphe::server {
namespace {

// Files that a test changes, and how often they were read.
class FileWatchTest : public testing::Test {
 protected:
  FileWatch::Files Files() {
    return {[this] {
              absl::MutexLock lock(&mutex_);
              ++looks_;
              // A burst: as long as it lasts, each look sees something else.
              return bursting_ ? now_ + std::to_string(looks_) : now_;
            },
            [this] {
              absl::MutexLock lock(&mutex_);
              return read_;
            }};
  }
  void Read() {
    absl::MutexLock lock(&mutex_);
    read_ = now_;
    ++reads_;
  }
  void AwaitLooks(int more) {
    absl::MutexLock lock(&mutex_);
    const int wanted = looks_ + more;
    const auto seen = [&] { return looks_ >= wanted; };
    EXPECT_TRUE(mutex_.AwaitWithTimeout(absl::Condition(&seen), absl::Minutes(1)));
  }
  void AwaitReads(int wanted) {
    absl::MutexLock lock(&mutex_);
    const auto seen = [&] { return reads_ >= wanted; };
    EXPECT_TRUE(mutex_.AwaitWithTimeout(absl::Condition(&seen), absl::Minutes(1)));
  }
  int reads() {
    absl::MutexLock lock(&mutex_);
    return reads_;
  }

  absl::Mutex mutex_;
  std::string now_ = "a", read_ = "a";
  bool bursting_ = false;
  int looks_ = 0, reads_ = 0;
};

// Proves: ADM-1
TEST_F(FileWatchTest, FilesThatStayAreNotReadAgain) {
  const FileWatch watch(
      Files(), [this] { Read(); }, absl::Milliseconds(2));
  AwaitLooks(20);
  EXPECT_EQ(reads(), 0);
}

// Proves: ADM-1
TEST_F(FileWatchTest, ABurstOfChangesIsOneAndItsEndIsWaitedFor) {
  const FileWatch watch(
      Files(), [this] { Read(); }, absl::Milliseconds(2));
  {
    absl::MutexLock lock(&mutex_);
    bursting_ = true;
    now_ = "b";
  }
  AwaitLooks(20);
  EXPECT_EQ(reads(), 0) << "while it lasts";
  {
    absl::MutexLock lock(&mutex_);
    bursting_ = false;
  }
  AwaitReads(1);
  AwaitLooks(20);
  EXPECT_EQ(reads(), 1);
}

}  // namespace
}  // namespace paraphe::server
