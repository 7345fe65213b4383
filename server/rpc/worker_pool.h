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

// What a task is for. Overload sheds new sessions first and finishes open ones.
// REQ: SES-7
enum class TaskClass {
  kOpenSession,  // of a session that there is, or of none
  kNewSession,   // opens one
};

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
  // what waits; for one that opens a session, where half of it is taken. Tasks of open sessions start before those
  // that open one, but for each kMostPassing of them one that opens a session has waited for. Within their class
  // they start in the order of submission, but that smaller ones pass by one that must wait until there is room for it
  // to run.
  [[nodiscard]] bool Submit(Task task, size_t bytes = 0,
                            TaskClass task_class = TaskClass::kOpenSession);
  static constexpr size_t kMostPassing = 16;

  // Of the tasks that wait and those that run.
  size_t bytes();

 private:
  struct Waiting {
    Task task;
    size_t bytes;
  };

  using Queue = std::deque<Waiting>;
  struct Next {
    Queue* queue = nullptr;  // null where there is none
    Queue::iterator place;
  };

  void Work();
  // The next task that there is room to run.
  Next FindNext() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Next FindIn(Queue& queue) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Takes it out of its queue.
  Waiting Take(const Next& next) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool NoneWaits() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const PoolBounds bounds_;
  absl::Mutex mutex_;
  absl::CondVar changed_;  // of what mutex_ guards
  Queue of_open_sessions_ ABSL_GUARDED_BY(mutex_);
  Queue of_new_sessions_ ABSL_GUARDED_BY(mutex_);
  size_t passed_ ABSL_GUARDED_BY(mutex_) = 0;  // started since one of of_new_sessions_ could have
  size_t waiting_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t running_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_WORKER_POOL_H_
