#include "client/agent/terminal.h"

#include <cerrno>
#include <clocale>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include <langinfo.h>
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
constexpr size_t kMaxPasswordBytes = 1024;  // signer_service.proto
constexpr int kSequenceMilliseconds = 50;   // between two bytes of an escape sequence
constexpr size_t kMaxSequenceBytes = 16;

constexpr char kBackspace = 0x08;
constexpr char kDelete = 0x7f;
constexpr char kEraseLine = 0x15;  // Ctrl-U
constexpr char kEscape = 0x1b;
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

absl::Status CheckUtf8Locale() {
  const bool known = setlocale(LC_CTYPE, "") != nullptr;
  const absl::string_view codeset = nl_langinfo(CODESET);
  if (known && codeset == "UTF-8") return absl::OkStatus();
  return MakeError(v1::USAGE,
                   absl::StrCat("the character set of this terminal is ",
                                known ? codeset : "that of a locale which is not installed",
                                ", and documents can be shown safely in UTF-8 only; use a terminal "
                                "of UTF-8 and say so in the environment, as LC_ALL=C.UTF-8 does"));
}

QuietTerminal::QuietTerminal(int fd) : fd_(fd), changed_(tcgetattr(fd, &before_) == 0) {
  if (!changed_) return;
  termios quiet = before_;
  quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ICANON);
  quiet.c_cc[VSUSP] = _POSIX_VDISABLE;
  quiet.c_cc[VMIN] = 1;
  quiet.c_cc[VTIME] = 0;
  tcsetattr(fd_, TCSAFLUSH, &quiet);
}

QuietTerminal::~QuietTerminal() {
  if (changed_) tcsetattr(fd_, TCSAFLUSH, &before_);
}

bool Terminal::IsInteractive() const { return isatty(in_) == 1 && isatty(out_) == 1; }

TerminalSize Terminal::size() const {
  winsize window = {};
  TerminalSize size;
  if (ioctl(out_, TIOCGWINSZ, &window) != 0) return size;
  if (window.ws_col > 0) size.columns = window.ws_col;
  if (window.ws_row > 0) size.rows = window.ws_row;
  return size;
}

void Terminal::Write(absl::string_view text) const { WriteAll(out_, MarkControls(text)); }

void Terminal::WriteLine(absl::string_view text) const { Write(absl::StrCat(text, "\n")); }

void Terminal::EraseRow(size_t columns) const {
  WriteAll(out_, absl::StrCat("\r", std::string(columns, ' '), "\r"));
}

absl::Status Terminal::ReadByte(char& byte) const {
  while (true) {
    pollfd waits[] = {{in_, POLLIN, 0}, {interrupts_, POLLIN, 0}};
    if (poll(waits, 2, -1) < 0) {
      if (errno == EINTR) continue;
      return Stopped();
    }
    if ((waits[1].revents & (POLLIN | POLLHUP)) != 0) return Stopped();
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
  return ReadSecretLine(
      prompt, kMaxPinBytes,
      MakeError(v1::DEVICE_PIN_UNUSABLE, "the PIN is longer than any card takes"));
}

absl::StatusOr<SecretBuffer> Terminal::ReadPassword(absl::string_view prompt) {
  return ReadSecretLine(
      prompt, kMaxPasswordBytes,
      MakeError(v1::USAGE, "the password is longer than any may be; log in again"));
}

absl::StatusOr<SecretBuffer> Terminal::ReadSecretLine(absl::string_view prompt, size_t most,
                                                      const absl::Status& too_long) const {
  const QuietTerminal quiet(in_);
  Write(prompt);  // only now: whoever waits for it types without echo
  absl::StatusOr<SecretBuffer> secret = ReadSecretBytes(most, too_long);
  WriteLine("");
  return secret;
}

absl::StatusOr<SecretBuffer> Terminal::ReadSecretBytes(size_t most,
                                                       const absl::Status& too_long) const {
  SecretBuffer secret(most);
  bool is_too_long = false;
  while (true) {
    char c = 0;
    RETURN_IF_ERROR(ReadByte(c));
    if (c == kEndOfInput) return Stopped();
    if (c == '\n' || c == '\r') break;
    if (c == kBackspace || c == kDelete) {
      secret.RemoveLast();
    } else if (c == kEraseLine) {
      secret.Wipe();
      is_too_long = false;
    } else if (!secret.Append(c)) {
      is_too_long = true;
    }
  }
  if (is_too_long) return too_long;
  return secret;
}

bool Terminal::MoreFollows() const {
  pollfd wait = {in_, POLLIN, 0};
  return poll(&wait, 1, kSequenceMilliseconds) == 1 && (wait.revents & POLLIN) != 0;
}

absl::StatusOr<std::string> Terminal::ReadKey() const {
  std::string key(1, '\0');
  RETURN_IF_ERROR(ReadByte(key.front()));
  if (key.front() == kEndOfInput) return Stopped();
  if (key.front() != kEscape) return key;
  while (key.size() < kMaxSequenceBytes && MoreFollows()) {
    char byte = 0;
    RETURN_IF_ERROR(ReadByte(byte));
    key.push_back(byte);
    const bool ends = key.size() > 2 && byte >= 0x40 && byte <= 0x7e;
    if (ends) break;
  }
  return key;
}

void Terminal::Flush() const { tcflush(in_, TCIFLUSH); }

}  // namespace paraphe::agent
