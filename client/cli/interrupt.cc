#include "client/cli/interrupt.h"

#include <cstdlib>
#include <utility>

#include <pthread.h>

namespace paraphe::cli {
namespace {

constexpr int kAbortedExit = 4;
constexpr int kStopListening = SIGUSR1;  // from the listener's destructor to its thread

void Listen(const sigset_t& signals, const std::function<void()>& on_interrupt) {
  for (bool first = true;; first = false) {
    int signal = 0;
    if (sigwait(&signals, &signal) != 0 || signal == kStopListening) return;
    if (!first) std::_Exit(kAbortedExit);
    on_interrupt();
  }
}

}  // namespace

BlockedInterrupts::BlockedInterrupts() {
  sigemptyset(&signals_);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, kStopListening}) sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, &previous_);
}

BlockedInterrupts::~BlockedInterrupts() { pthread_sigmask(SIG_SETMASK, &previous_, nullptr); }

InterruptListener::InterruptListener(const BlockedInterrupts& blocked,
                                     std::function<void()> on_interrupt)
    : thread_([signals = blocked.signals(), call = std::move(on_interrupt)] {
        Listen(signals, call);
      }) {}

InterruptListener::~InterruptListener() {
  pthread_kill(thread_.native_handle(), kStopListening);
  thread_.join();
}

}  // namespace paraphe::cli
