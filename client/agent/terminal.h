// A terminal, or two streams: text out, lines and secrets in.
#ifndef PARAPHE_CLIENT_AGENT_TERMINAL_H_
#define PARAPHE_CLIENT_AGENT_TERMINAL_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/secret_buffer.h"

namespace paraphe::agent {

// `text` with every control character (C0 but LF and TAB, DEL, C1) as a mark "⟦U+001B⟧", and every
// byte that is not UTF-8 (an 8-bit terminal may take it for a control) as "⟦0x9B⟧". All other text
// stays, bidirectional controls too: render/visible.h marks those, and much more, in every text of
// others. This is the second guard, in case the first was forgotten somewhere.
//
// REQ: PRES-6
std::string MarkControls(absl::string_view text);

// Not thread-safe.
class Terminal {
 public:
  // `interrupts`: a prompt also ends where this descriptor is readable; -1 for none. The
  // descriptors stay the caller's.
  Terminal(int in, int out, int interrupts) : in_(in), out_(out), interrupts_(interrupts) {}

  // Whether both ends are terminals.
  bool IsInteractive() const;
  // The width of the terminal; 80 where it does not tell.
  size_t columns() const;
  // The two ends.
  int in() const { return in_; }
  int out() const { return out_; }

  // Writes `text` with its control characters marked (MarkControls): no byte of a document or of a
  // peer steers the terminal.
  void Write(absl::string_view text) const;
  void WriteLine(absl::string_view text) const;

  // Asks with `prompt` for one line, and returns it without its line feed.
  //
  // Errors:
  //   ABORTED_BY_SIGNER  the input ended, an interrupt came, or the line is longer than 4096 bytes
  absl::StatusOr<std::string> ReadLine(absl::string_view prompt);

  // The same without echo, straight into memory that wipes itself: a PIN. What was typed
  // before the prompt is thrown away. Backspace and Ctrl-U work.
  //
  // REQ: DEV-3
  absl::StatusOr<SecretBuffer> ReadSecret(absl::string_view prompt);

  // Throws away what was typed before the next prompt; a stream is left as it is.
  void Flush() const;
  // Forgets interrupts that came while another program had the terminal.
  void ForgetInterrupts() const;

 private:
  // One byte; nothing is read beyond it, so that no secret stays in a buffer.
  absl::Status ReadByte(char& byte) const;
  absl::StatusOr<SecretBuffer> ReadSecretBytes() const;

  int in_;
  int out_;
  int interrupts_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_TERMINAL_H_
