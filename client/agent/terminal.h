// A terminal, or two streams: text out, lines and secrets in.
#ifndef PARAPHE_CLIENT_AGENT_TERMINAL_H_
#define PARAPHE_CLIENT_AGENT_TERMINAL_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include <termios.h>

#include "common/secret_buffer.h"

namespace paraphe::agent {

// `text` with every control character (C0 but LF and TAB, DEL, C1) as a mark "⟦U+001B⟧", and every
// byte that is not UTF-8 (an 8-bit terminal may take it for a control) as "⟦0x9B⟧". All other text
// stays, bidirectional controls too: render/visible.h marks those, and much more, in every text of
// others. This is the second guard, in case the first was forgotten somewhere.
//
// REQ: PRES-6
std::string MarkControls(absl::string_view text);

// Whether programs of this process's locale write UTF-8 (nl_langinfo). A terminal of another
// character set takes bytes of UTF-8 for controls: 0x9B, the second byte of "ě", begins a command.
// Reads the locale of the environment into the process: call it before threads exist.
//
// Errors:
//   USAGE  the locale has another character set; says which, and how to set it
//
// REQ: PRES-6
absl::Status CheckUtf8Locale();

// No echo, no line editing, no suspension of the terminal `fd` while it lives. Keys that were typed
// before are thrown away.
class QuietTerminal {
 public:
  explicit QuietTerminal(int fd);
  ~QuietTerminal();
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

 private:
  int fd_;
  termios before_ = {};
  bool changed_;
};

// The size of a terminal, in characters.
struct TerminalSize {
  size_t columns = 80;
  size_t rows = 24;
};
inline bool operator==(const TerminalSize& a, const TerminalSize& b) {
  return a.columns == b.columns && a.rows == b.rows;
}

// Not thread-safe.
class Terminal {
 public:
  // `interrupts`: a prompt also ends where this descriptor is readable (stop.h); -1 for none. The
  // descriptors stay the caller's.
  Terminal(int in, int out, int interrupts) : in_(in), out_(out), interrupts_(interrupts) {}

  // Whether both ends are terminals.
  bool IsInteractive() const;
  // The size now; 80 by 24 where the terminal does not tell.
  TerminalSize size() const;
  // Where it reads from, for QuietTerminal.
  int in() const { return in_; }

  // Writes `text` with its control characters marked (MarkControls): no byte of a document or of a
  // peer steers the terminal.
  void Write(absl::string_view text) const;
  void WriteLine(absl::string_view text) const;
  // Takes back what stands in the last row: at most `columns` columns, without a line feed.
  void EraseRow(size_t columns) const;

  // Asks with `prompt` for one line, and returns it without its line feed.
  //
  // Errors:
  //   ABORTED_BY_SIGNER  the input ended, an interrupt came, or the line is longer than 4096 bytes
  absl::StatusOr<std::string> ReadLine(absl::string_view prompt);

  // The same without echo, straight into memory that wipes itself: a PIN. What was typed
  // before the prompt is thrown away. Backspace and Ctrl-U work.
  //
  // Errors:
  //   ABORTED_BY_SIGNER    as above
  //   DEVICE_PIN_UNUSABLE  the line is longer than kMaxPinBytes; all of it was read
  //
  // REQ: DEV-3
  absl::StatusOr<SecretBuffer> ReadSecret(absl::string_view prompt);

  // The same for a password.
  //
  // Errors:
  //   ABORTED_BY_SIGNER  as above
  //   USAGE              the line is longer than any password may be; all of it was read
  //
  // REQ: CHN-4
  absl::StatusOr<SecretBuffer> ReadPassword(absl::string_view prompt);

  // One key, while a QuietTerminal lives: a byte, or the whole escape sequence of a key such as an
  // arrow.
  //
  // Errors:
  //   ABORTED_BY_SIGNER  the input ended (Ctrl-D too), or an interrupt came
  absl::StatusOr<std::string> ReadKey() const;

  // Throws away what was typed before the next prompt; a stream is left as it is.
  void Flush() const;

 private:
  // One byte; nothing is read beyond it, so that no secret stays in a buffer.
  absl::Status ReadByte(char& byte) const;
  // `too_long` is what a line of more than `most` bytes is answered.
  absl::StatusOr<SecretBuffer> ReadSecretLine(absl::string_view prompt, size_t most,
                                              const absl::Status& too_long) const;
  absl::StatusOr<SecretBuffer> ReadSecretBytes(size_t most, const absl::Status& too_long) const;
  // Whether a byte follows at once, as in an escape sequence.
  bool MoreFollows() const;

  int in_;
  int out_;
  int interrupts_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_TERMINAL_H_
