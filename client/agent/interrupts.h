// Ctrl-C, SIGTERM and SIGHUP as something that a prompt can wait for.
#ifndef PARAPHE_CLIENT_AGENT_INTERRUPTS_H_
#define PARAPHE_CLIENT_AGENT_INTERRUPTS_H_

namespace paraphe::agent {

// While it lives, these signals do not end the program but make fd() readable: a prompt that waits
// for input answers ABORTED_BY_SIGNER then. Between prompts they wait; after the release nobody
// asks any more, and nothing can be stopped (SES-3). One at a time in a process.
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
