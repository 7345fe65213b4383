// Ctrl-C, SIGTERM and a closed terminal as an ordinary call, so that a session is rolled back
// instead of left behind.
#ifndef PARAPHE_CLIENT_CLI_INTERRUPT_H_
#define PARAPHE_CLIENT_CLI_INTERRUPT_H_

#include <csignal>
#include <functional>
#include <thread>

namespace paraphe::cli {

// While it lives, SIGINT, SIGTERM and SIGHUP wait for a listener instead of ending the process.
// Make it before any other thread starts: threads inherit what is blocked.
class BlockedInterrupts {
 public:
  BlockedInterrupts();
  ~BlockedInterrupts();
  BlockedInterrupts(const BlockedInterrupts&) = delete;
  BlockedInterrupts& operator=(const BlockedInterrupts&) = delete;

  const sigset_t& signals() const { return signals_; }

 private:
  sigset_t signals_;
  sigset_t previous_;
};

// While it lives, the first interrupt (one that came before it included) calls `on_interrupt` on a
// thread of its own; the second ends the process with exit code 4.
class InterruptListener {
 public:
  InterruptListener(const BlockedInterrupts& blocked, std::function<void()> on_interrupt);
  ~InterruptListener();
  InterruptListener(const InterruptListener&) = delete;
  InterruptListener& operator=(const InterruptListener&) = delete;

 private:
  std::thread thread_;
};

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_INTERRUPT_H_
