// Ctrl-C, Ctrl-\, SIGTERM and SIGHUP, which ask a session to stop.
//
//   Stop stop;
//   const Interrupts interrupts(stop);
//   Terminal terminal(STDIN_FILENO, STDOUT_FILENO, stop.fd());
#ifndef PARAPHE_CLIENT_AGENT_INTERRUPTS_H_
#define PARAPHE_CLIENT_AGENT_INTERRUPTS_H_

#include <thread>

#include "absl/time/time.h"
#include <termios.h>

#include "client/agent/stop.h"

namespace paraphe::agent {

// While it lives, these signals do not end the program but ask `stop` (ABORTED_BY_SIGNER). What
// comes within a third of a second is one asking: a window that closes sends several. After the
// second the session has ten seconds to end; then, or with the third, the program ends at once with
// exit code 4, whatever hangs, the terminal as it was found. Children begin with the default
// actions. Only one may exist in a process; `stop` must outlive it.
//
// REQ: CONS-2, CONS-4
class Interrupts {
 public:
  explicit Interrupts(Stop& stop);
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

 private:
  void Listen();
  [[noreturn]] void EndProgram() const;

  Stop& stop_;
  termios terminal_ = {};
  bool has_terminal_;
  std::thread listener_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_INTERRUPTS_H_
