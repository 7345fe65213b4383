#include "tests/client/testing/pty.h"

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_replace.h"
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace paraphe::test {
namespace {

constexpr int kPatienceMilliseconds = 20000;

}  // namespace

Pty::Pty() {
  winsize size = {};
  size.ws_row = 24;
  size.ws_col = 80;
  if (openpty(&master_, &slave_, nullptr, nullptr, &size) != 0) {
    std::perror("openpty");
    std::abort();
  }
  for (const int end : {master_, slave_}) fcntl(end, F_SETFD, FD_CLOEXEC);
  // Programs that ask for the controlling terminal shall not find the developer's.
  if (const int own = open("/dev/tty", O_RDWR | O_CLOEXEC); own >= 0) {
    ioctl(own, TIOCNOTTY);
    close(own);
  }
  setenv("TERM", "dumb", 1);
}

Pty::~Pty() {
  if (slave_ >= 0) close(slave_);
  HangUp();
}

void Pty::HangUp() {
  if (master_ >= 0) close(master_);
  master_ = -1;
}

void Pty::Resize(unsigned short rows, unsigned short columns) {
  winsize size = {};
  size.ws_row = rows;
  size.ws_col = columns;
  if (ioctl(master_, TIOCSWINSZ, &size) != 0) std::abort();
}

bool Pty::ReadSome(int timeout_milliseconds) {
  pollfd wait = {master_, POLLIN, 0};
  if (poll(&wait, 1, timeout_milliseconds) <= 0) return false;
  char bytes[4096];
  const ssize_t got = read(master_, bytes, sizeof(bytes));
  if (got <= 0) return false;
  seen_.append(bytes, static_cast<size_t>(got));
  return true;
}

bool Pty::WaitFor(absl::string_view text) {
  while (true) {
    const size_t found = seen_.find(text.data(), waited_for_, text.size());
    if (found != std::string::npos) {
      waited_for_ = found + text.size();
      return true;
    }
    if (!ReadSome(kPatienceMilliseconds)) {
      std::fprintf(stderr, "Pty: \"%s\" did not appear\n", std::string(text).c_str());
      return false;
    }
  }
}

void Pty::Type(absl::string_view text) {
  if (write(master_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
}

void Pty::Drain() {
  if (slave_ >= 0) close(slave_);
  slave_ = -1;
  while (ReadSome(0)) {
  }
}

std::string Pty::Screen() const { return absl::StrReplaceAll(seen_, {{"\r\n", "\n"}}); }

}  // namespace paraphe::test
