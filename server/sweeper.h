// The thread that lets sessions expire which nobody asks for any more (SES-4).
#ifndef PARAPHE_SERVER_SWEEPER_H_
#define PARAPHE_SERVER_SWEEPER_H_

#include "absl/time/time.h"

#include "server/periodic.h"
#include "server/session/session_machine.h"

namespace paraphe::server {

// A session's own calls apply its deadline anyway; the sweep bounds how long a document that nobody
// asks for stays, how late a Watch hears of it, and how long the store's files hold what was erased. The machine's clock says what is due, `period`
// of real time passes between two looks.
class Sweeper {
 public:
  // The machine must outlive the sweeper.
  Sweeper(SessionMachine* machine, absl::Duration period)
      : thread_(period, [machine] { SweepAll(*machine); }) {}

  // Sweeps until nothing is due, then purges the store. Errors are logged, and left to the next time.
  // Thread-safe.
  static void SweepAll(SessionMachine& machine);

 private:
  static void SweepDue(SessionMachine& machine);

  Periodic thread_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SWEEPER_H_
