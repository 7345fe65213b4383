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
  char left[kUsedStack];
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

bool WorkerPool::Submit(Task task, size_t bytes, TaskClass task_class) {
  const bool opens = task_class == TaskClass::kNewSession;
  const size_t part = opens ? 2 : 1;
  const size_t most_bytes = bounds_.waiting_bytes / part;
  absl::MutexLock lock(&mutex_);
  const size_t waiting = of_open_sessions_.size() + of_new_sessions_.size();
  if (stopping_ || waiting >= (bounds_.waiting + part - 1) / part) return false;
  if (waiting_bytes_ + bytes > most_bytes) return false;
  (opens ? of_new_sessions_ : of_open_sessions_).push_back({std::move(task), bytes});
  waiting_bytes_ += bytes;
  changed_.Signal();
  return true;
}

size_t WorkerPool::bytes() {
  absl::MutexLock lock(&mutex_);
  return waiting_bytes_ + running_bytes_;
}

WorkerPool::Next WorkerPool::FindIn(Queue& queue) {
  const size_t running = running_bytes_;
  const auto place = std::find_if(queue.begin(), queue.end(), [this, running](const Waiting& one) {
    return running == 0 || running + one.bytes <= bounds_.running_bytes;
  });
  return place == queue.end() ? Next() : Next{&queue, place};
}

WorkerPool::Next WorkerPool::FindNext() {
  const Next opens = FindIn(of_new_sessions_);
  if (opens.queue != nullptr && passed_ >= kMostPassing) return opens;
  const Next open = FindIn(of_open_sessions_);
  return open.queue != nullptr ? open : opens;
}

WorkerPool::Waiting WorkerPool::Take(const Next& next) {
  const bool passes = next.queue == &of_open_sessions_ && !of_new_sessions_.empty();
  passed_ = passes ? passed_ + 1 : 0;
  Waiting taken = std::move(*next.place);
  next.queue->erase(next.place);
  waiting_bytes_ -= taken.bytes;
  running_bytes_ += taken.bytes;
  return taken;
}

bool WorkerPool::NoneWaits() const { return of_open_sessions_.empty() && of_new_sessions_.empty(); }

void WorkerPool::Work() {
  size_t done = 0;
  while (true) {
    Task task;
    {
      absl::MutexLock lock(&mutex_);
      running_bytes_ -= done;
      // One that waits may have room now.
      if (done > 0 && (stopping_ || !NoneWaits())) changed_.SignalAll();
      Next next = FindNext();
      while (next.queue == nullptr && !(stopping_ && NoneWaits())) {
        changed_.Wait(&mutex_);
        next = FindNext();
      }
      if (next.queue == nullptr) return;
      Waiting taken = Take(next);
      task = std::move(taken.task);
      done = taken.bytes;
    }
    task();
    task = nullptr;
    WipeStack();
  }
}

}  // namespace paraphe::server
