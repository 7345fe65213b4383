// The threads that do the work of calls. gRPC's own few threads must never wait for a store or chew
// on a large document: health checks and streams would stand still meanwhile.
#ifndef PARAPHE_SERVER_RPC_WORKER_POOL_H_
#define PARAPHE_SERVER_RPC_WORKER_POOL_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace paraphe::server {

// Thread-safe.
class WorkerPool {
 public:
  using Task = std::function<void()>;

  // At most `max_waiting` tasks, of at most `max_bytes` in all, wait for one of `threads` threads.
  WorkerPool(size_t threads, size_t max_waiting, size_t max_bytes);
  // Runs what still waits, then ends the threads.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False, and the task is dropped, where too many wait already, or `bytes`, the memory that it
  // keeps while it waits, is more than is left. Tasks start in the order of submission.
  [[nodiscard]] bool Submit(Task task, size_t bytes = 0);

  // Of the tasks that wait and those that run.
  size_t bytes();

 private:
  struct Waiting {
    Task task;
    size_t bytes;
  };

  void Work();

  const size_t max_waiting_;
  const size_t max_bytes_;
  absl::Mutex mutex_;
  absl::CondVar changed_;  // of what mutex_ guards
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  size_t waiting_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t running_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_WORKER_POOL_H_
