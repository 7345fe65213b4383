// A terminal that a test sits at.
#ifndef PARAPHE_TESTS_CLIENT_TESTING_PTY_H_
#define PARAPHE_TESTS_CLIENT_TESTING_PTY_H_

#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::test {

// The program under test has slave_fd() as its terminal; the test reads what appears and types. The
// terminal is of the simplest kind (TERM=dumb), so that no program sends escape sequences to it. The
// process gives its own controlling terminal up. Dies where the system has no pseudo-terminal. One
// thread may use it while another uses slave_fd().
class Pty {
 public:
  Pty();
  ~Pty();
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;

  int slave_fd() const { return slave_; }

  // The size of the window; 24 rows of 80 columns at first.
  void Resize(unsigned short rows, unsigned short columns);

  // Reads until `text` appears after what earlier calls waited for; false after 20 seconds, or
  // where nobody writes any more.
  bool WaitFor(absl::string_view text);
  void Type(absl::string_view text);
  // Closes the program's end once the program is done with it, and reads what is left.
  void Drain();

  // The signer's end goes away: every read of the program ends.
  void HangUp();

  // Everything that appeared so far, with the terminal's CR LF as LF.
  std::string Screen() const;

 private:
  bool ReadSome(int timeout_milliseconds);

  int master_ = -1;
  int slave_ = -1;
  std::string seen_;
  size_t waited_for_ = 0;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_PTY_H_
