// Ctrl-C, SIGTERM and SIGHUP as something that a prompt can wait for.
//
//   const Interrupts interrupts;
//   Terminal terminal(STDIN_FILENO, STDOUT_FILENO, interrupts.fd());
#ifndef PARAPHE_CLIENT_AGENT_INTERRUPTS_H_
#define PARAPHE_CLIENT_AGENT_INTERRUPTS_H_

namespace paraphe::agent {

// While it lives, these signals do not end the program but make fd() readable: the prompt that
// waits, or the next one, answers ABORTED_BY_SIGNER. After the release there are no prompts: nothing
// can be stopped any more (SES-3). Only one may exist in a process.
class Interrupts {
 public:
  Interrupts();
  ~Interrupts();
  Interrupts(const Interrupts&) = delete;
  Interrupts& operator=(const Interrupts&) = delete;

  // -1 where the system had no pipe to give: signals are then ignored.
  int fd() const;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_INTERRUPTS_H_
