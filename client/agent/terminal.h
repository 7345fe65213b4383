// A terminal, or two streams: lines out, lines and secrets in.
#ifndef PARAPHE_CLIENT_AGENT_TERMINAL_H_
#define PARAPHE_CLIENT_AGENT_TERMINAL_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/secret_buffer.h"

namespace paraphe::agent {

// Not thread-safe.
class Terminal {
 public:
  struct Size {
    size_t rows;
    size_t columns;
  };

  // `interrupts`: a prompt also ends where this descriptor is readable; -1 for none. The
  // descriptors stay the caller's.
  Terminal(int in, int out, int interrupts) : in_(in), out_(out), interrupts_(interrupts) {}

  // Whether both ends are terminals.
  bool IsInteractive() const;
  // Of the terminal; 24 by 80 where it does not tell.
  Size size() const;

  // Writes `text`. Of control characters it writes line feeds and tabs as they are and every other
  // one as a mark: nothing that a document or a peer sent can steer the terminal, whoever forgot to
  // make it visible before.
  void Write(absl::string_view text) const;
  void WriteLine(absl::string_view text) const;

  // Asks with `prompt` for one line, without its end. ABORTED_BY_SIGNER at the end of input, on an
  // interrupt, and for a line beyond all reason.
  absl::StatusOr<std::string> ReadLine(absl::string_view prompt);

  // The same without echo, straight into memory that wipes itself. What was typed ahead is thrown
  // away. Backspace and Ctrl-U work.
  //
  // REQ: DEV-3
  absl::StatusOr<SecretBuffer> ReadSecret(absl::string_view prompt);

  // Throws away what was typed before it was asked for; a stream is left as it is.
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
