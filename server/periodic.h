// A thread that does one thing again and again, until it is no longer wanted.
#ifndef PARAPHE_SERVER_PERIODIC_H_
#define PARAPHE_SERVER_PERIODIC_H_

#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace paraphe::server {

// Runs its function each `period` of real time, the first time after one period. The function is
// never run twice at once; what it uses must outlive the object.
class Periodic {
 public:
  Periodic(absl::Duration period, std::function<void()> work);
  // Ends the thread; waits for the function where it runs.
  ~Periodic();
  Periodic(const Periodic&) = delete;
  Periodic& operator=(const Periodic&) = delete;

 private:
  void Run();

  const absl::Duration period_;
  const std::function<void()> work_;
  absl::Mutex mutex_;
  absl::CondVar stop_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_PERIODIC_H_
