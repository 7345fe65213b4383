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

// What a task's bytes count against: the memory that it keeps while it waits, and of which its work
// takes a multiple.
struct PoolBounds {
  size_t waiting = 0;        // tasks
  size_t waiting_bytes = 0;  // of the tasks that wait
  size_t running_bytes = 0;  // of those that run; a task of more runs alone
};

// Thread-safe.
class WorkerPool {
 public:
  using Task = std::function<void()>;

  WorkerPool(size_t threads, PoolBounds bounds);
  // Runs what still waits, then ends the threads.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // False, and the task is dropped, where too many wait already, or `bytes` is more than is left for
  // what waits. Tasks start in the order of submission, but that smaller ones pass by one that must
  // wait until there is room for it to run.
  [[nodiscard]] bool Submit(Task task, size_t bytes = 0);

  // Of the tasks that wait and those that run.
  size_t bytes();

 private:
  struct Waiting {
    Task task;
    size_t bytes;
  };

  void Work();
  // The next task that there is room to run; the end where there is none.
  std::deque<Waiting>::iterator FindNext() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const PoolBounds bounds_;
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
