#include "server/rpc/worker_pool.h"

#include <utility>

namespace paraphe::server {

WorkerPool::WorkerPool(size_t threads, size_t max_waiting, size_t max_bytes)
    : max_waiting_(max_waiting), max_bytes_(max_bytes) {
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
  if (stopping_ || waiting_.size() >= max_waiting_) return false;
  if (bytes > max_bytes_ - waiting_bytes_) return false;
  waiting_.push_back({std::move(task), bytes});
  waiting_bytes_ += bytes;
  changed_.Signal();
  return true;
}

size_t WorkerPool::bytes() {
  absl::MutexLock lock(&mutex_);
  return waiting_bytes_ + running_bytes_;
}

void WorkerPool::Work() {
  size_t done = 0;
  while (true) {
    Task task;
    {
      absl::MutexLock lock(&mutex_);
      running_bytes_ -= done;
      while (waiting_.empty() && !stopping_) changed_.Wait(&mutex_);
      if (waiting_.empty()) return;
      task = std::move(waiting_.front().task);
      done = waiting_.front().bytes;
      waiting_.pop_front();
      waiting_bytes_ -= done;
      running_bytes_ += done;
    }
    task();
  }
}

}  // namespace paraphe::server
