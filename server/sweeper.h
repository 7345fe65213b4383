// The thread that lets sessions expire which nobody asks for any more (SES-4).
#ifndef PARAPHE_SERVER_SWEEPER_H_
#define PARAPHE_SERVER_SWEEPER_H_

#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "server/session/session_machine.h"

namespace paraphe::server {

// A session's own calls apply its deadline anyway; the sweep bounds how long a document that nobody
// asks for stays, and how late a Watch hears of it. The machine's clock says what is due, `period`
// of real time passes between two looks.
class Sweeper {
 public:
  // The machine must outlive the sweeper.
  Sweeper(SessionMachine* machine, absl::Duration period);
  // Ends the thread; waits for a sweep that runs.
  ~Sweeper();
  Sweeper(const Sweeper&) = delete;
  Sweeper& operator=(const Sweeper&) = delete;

  // Sweeps until nothing is due. Errors are logged, and left to the next time. Thread-safe.
  static void SweepAll(SessionMachine& machine);

 private:
  void Run();

  SessionMachine& machine_;
  const absl::Duration period_;
  absl::Mutex mutex_;
  absl::CondVar stop_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SWEEPER_H_
