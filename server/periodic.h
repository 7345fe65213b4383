// A thread that does one thing again and again, until it is no longer wanted.
#ifndef PARAPHE_SERVER_PERIODIC_H_
#define PARAPHE_SERVER_PERIODIC_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/time/time.h"

namespace paraphe::server {

// Runs its function each `period` of real time, the first time after one period, whatever the system's
// clock is set to meanwhile. The function is never run twice at once; what it uses must outlive the object.
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
  // Not Abseil's, which wait until a time of the system's clock: set back by an hour, it would be an hour.
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;  // under mutex_
  std::thread thread_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_PERIODIC_H_
