#include "client/agent/interrupts.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "common/errors.h"

namespace paraphe::agent {
namespace {

constexpr int kSignals[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP};
constexpr absl::Duration kOneAsking = absl::Milliseconds(300);
constexpr absl::Duration kGrace = absl::Seconds(10);
constexpr char kSignal = 's';
constexpr char kEnd = 'e';
constexpr char kLastWords[] =
    "paraphe-agent: stopped while something did not answer; what was not signed by now will not "
    "be; the request expires by itself\n";

// A signal handler can reach nothing but globals.
int g_pipe[2] = {-1, -1};

void Write(char byte) {
  const int saved = errno;
  static_cast<void>(!write(g_pipe[1], &byte, 1));
  errno = saved;
}

void OnSignal(int) { Write(kSignal); }

void HandleWith(void (*handler)(int)) {
  struct sigaction action = {};
  action.sa_handler = handler;
  // Neither modules nor readers of cards are made for calls that a signal cuts short.
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (const int signal : kSignals) sigaction(signal, &action, nullptr);
}

absl::Status Stopped() { return MakeError(v1::ABORTED_BY_SIGNER, "stopped by a signal"); }

}  // namespace

Interrupts::Interrupts(Stop& stop)
    : stop_(stop), has_terminal_(tcgetattr(STDIN_FILENO, &terminal_) == 0) {
  // Without a pipe the signals keep their default action: they end the program.
  if (pipe2(g_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return;
  listener_ = std::thread([this] { Listen(); });
  HandleWith(OnSignal);
}

Interrupts::~Interrupts() {
  if (!listener_.joinable()) return;
  HandleWith(SIG_DFL);
  Write(kEnd);
  listener_.join();
  for (int& end : g_pipe) {
    close(end);
    end = -1;
  }
}

void Interrupts::Listen() {
  int asked = 0;
  absl::Time last = absl::InfinitePast();
  absl::Time end = absl::InfiniteFuture();
  while (true) {
    pollfd wait = {g_pipe[0], POLLIN, 0};
    const int64_t left = absl::ToInt64Milliseconds(end - absl::Now());
    poll(&wait, 1,
         end == absl::InfiniteFuture() ? -1 : static_cast<int>(std::max<int64_t>(left, 0)));
    if (absl::Now() >= end) EndProgram();
    char byte = 0;
    while (read(g_pipe[0], &byte, 1) == 1) {
      if (byte == kEnd) return;
      const absl::Time now = absl::Now();
      if (now - last < kOneAsking) continue;
      last = now;
      if (++asked > 2) EndProgram();
      if (asked == 2) end = now + kGrace;
      stop_.Ask(Stopped());
    }
  }
}

void Interrupts::EndProgram() const {
  if (has_terminal_) tcsetattr(STDIN_FILENO, TCSANOW, &terminal_);
  static_cast<void>(!write(STDERR_FILENO, kLastWords, sizeof(kLastWords) - 1));
  std::_Exit(ExitCodeOf(Stopped()));
}

}  // namespace paraphe::agent
