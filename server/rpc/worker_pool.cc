#include "server/rpc/worker_pool.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace paraphe::server {
namespace {

// Deeper than a call's work goes, but for the largest documents' nesting.
constexpr size_t kUsedStack = size_t{128} << 10;

// Overwrites what a task left on its thread's stack: short texts, and registers that were saved there.
[[gnu::noinline]] void WipeStack() {
  char left[kUsedStack];  // NOLINT(modernize-avoid-c-arrays)
  explicit_bzero(left, sizeof(left));
}

}  // namespace

WorkerPool::WorkerPool(size_t threads, PoolBounds bounds) : bounds_(bounds) {
  threads_.reserve(threads);
  for (size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
}

WorkerPool::~WorkerPool() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  changed_.SignalAll();
  for (std::thread& thread : threads_) thread.join();
}

bool WorkerPool::Submit(Task task, size_t bytes) {
  absl::MutexLock lock(&mutex_);
  if (stopping_ || waiting_.size() >= bounds_.waiting) return false;
  if (bytes > bounds_.waiting_bytes - waiting_bytes_) return false;
  waiting_.push_back({std::move(task), bytes});
  waiting_bytes_ += bytes;
  changed_.Signal();
  return true;
}

size_t WorkerPool::bytes() {
  absl::MutexLock lock(&mutex_);
  return waiting_bytes_ + running_bytes_;
}

std::deque<WorkerPool::Waiting>::iterator WorkerPool::FindNext() {
  const size_t running = running_bytes_;
  return std::find_if(waiting_.begin(), waiting_.end(), [this, running](const Waiting& one) {
    return running == 0 || running + one.bytes <= bounds_.running_bytes;
  });
}

void WorkerPool::Work() {
  size_t done = 0;
  while (true) {
    Task task;
    {
      absl::MutexLock lock(&mutex_);
      running_bytes_ -= done;
      if (done > 0) changed_.SignalAll();  // one that waits may have room now
      auto next = FindNext();
      while (next == waiting_.end() && !(stopping_ && waiting_.empty())) {
        changed_.Wait(&mutex_);
        next = FindNext();
      }
      if (next == waiting_.end()) return;
      task = std::move(next->task);
      done = next->bytes;
      waiting_.erase(next);
      waiting_bytes_ -= done;
      running_bytes_ += done;
    }
    task();
    task = nullptr;
    WipeStack();
  }
}

}  // namespace paraphe::server
