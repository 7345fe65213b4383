#include "client/agent/terminal.h"

#include <cerrno>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "common/bounds.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "common/utf8.h"

namespace paraphe::agent {
namespace {

constexpr size_t kMaxLineBytes = 4096;
constexpr size_t kUsualColumns = 80;
constexpr size_t kMinColumns = 20;

constexpr char kBackspace = 0x08;
constexpr char kDelete = 0x7f;
constexpr char kEraseLine = 0x15;   // Ctrl-U
constexpr char kEndOfInput = 0x04;  // Ctrl-D, where the terminal does not read whole lines

absl::Status Stopped() {
  return MakeError(v1::ABORTED_BY_SIGNER, "stopped at a prompt by the signer");
}

void WriteAll(int fd, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return;
    if (written > 0) bytes.remove_prefix(static_cast<size_t>(written));
  }
}

// No echo, no line editing, no job control while it lives.
class QuietTerminal {
 public:
  explicit QuietTerminal(int fd) : fd_(fd), changed_(tcgetattr(fd, &before_) == 0) {
    if (!changed_) return;
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ICANON);
    quiet.c_cc[VSUSP] = _POSIX_VDISABLE;
    quiet.c_cc[VMIN] = 1;
    quiet.c_cc[VTIME] = 0;
    tcsetattr(fd_, TCSAFLUSH, &quiet);
  }
  ~QuietTerminal() {
    if (changed_) tcsetattr(fd_, TCSAFLUSH, &before_);
  }
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

 private:
  int fd_;
  termios before_ = {};
  bool changed_;
};

// C0 but LF and TAB, DEL, C1.
bool IsControl(char32_t code_point) {
  return (code_point < 0x20 && code_point != '\n' && code_point != '\t') ||
         (code_point >= 0x7F && code_point < 0xA0);
}

}  // namespace

std::string MarkControls(absl::string_view text) {
  std::string marked;
  marked.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = CodePointAt(text, 0);
    if (!point.valid) {
      absl::StrAppendFormat(&marked, "⟦0x%02X⟧", static_cast<uint8_t>(text.front()));
    } else if (IsControl(point.value)) {
      absl::StrAppendFormat(&marked, "⟦U+%04X⟧", static_cast<uint32_t>(point.value));
    } else {
      absl::StrAppend(&marked, text.substr(0, point.size));
    }
    text.remove_prefix(point.size);
  }
  return marked;
}

bool Terminal::IsInteractive() const { return isatty(in_) == 1 && isatty(out_) == 1; }

size_t Terminal::columns() const {
  winsize window = {};
  const bool told = ioctl(out_, TIOCGWINSZ, &window) == 0 && window.ws_col >= kMinColumns;
  return told ? window.ws_col : kUsualColumns;
}

void Terminal::Write(absl::string_view text) const { WriteAll(out_, MarkControls(text)); }

void Terminal::WriteLine(absl::string_view text) const { Write(absl::StrCat(text, "\n")); }

absl::Status Terminal::ReadByte(char& byte) const {
  while (true) {
    pollfd waits[] = {{in_, POLLIN, 0}, {interrupts_, POLLIN, 0}};
    if (poll(waits, 2, -1) < 0) {
      if (errno == EINTR) continue;
      return Stopped();
    }
    if ((waits[1].revents & POLLIN) != 0) {
      ForgetInterrupts();
      return Stopped();
    }
    const ssize_t got = read(in_, &byte, 1);
    if (got == 1) return absl::OkStatus();
    if (got == 0 || errno != EINTR) return Stopped();
  }
}

absl::StatusOr<std::string> Terminal::ReadLine(absl::string_view prompt) {
  Write(prompt);
  std::string line;
  while (line.size() < kMaxLineBytes) {
    char byte = 0;
    if (const absl::Status status = ReadByte(byte); !status.ok()) {
      WriteLine("");
      return status;
    }
    if (byte == '\n') return line;
    line.push_back(byte);
  }
  return Stopped();
}

absl::StatusOr<SecretBuffer> Terminal::ReadSecret(absl::string_view prompt) {
  const QuietTerminal quiet(in_);
  Write(prompt);  // only now: whoever waits for it types without echo
  absl::StatusOr<SecretBuffer> secret = ReadSecretBytes();
  WriteLine("");
  return secret;
}

absl::StatusOr<SecretBuffer> Terminal::ReadSecretBytes() const {
  SecretBuffer secret(kMaxPinBytes);
  while (true) {
    char c = 0;
    RETURN_IF_ERROR(ReadByte(c));
    if (c == '\n' || c == '\r') return secret;
    if (c == kEndOfInput) return Stopped();
    if (c == kBackspace || c == kDelete) {
      secret.RemoveLast();
    } else if (c == kEraseLine) {
      secret.Wipe();
    } else if (!secret.Append(c)) {
      return Stopped();
    }
  }
}

void Terminal::Flush() const { tcflush(in_, TCIFLUSH); }

void Terminal::ForgetInterrupts() const {
  char bytes[64];
  while (interrupts_ >= 0 && read(interrupts_, bytes, sizeof(bytes)) > 0) {
  }
}

}  // namespace paraphe::agent
