// The program's frame: from arguments to exit code.
#ifndef PARAPHE_CLIENT_AGENT_AGENT_MAIN_H_
#define PARAPHE_CLIENT_AGENT_AGENT_MAIN_H_

#include <string>

#include "absl/status/status.h"

namespace paraphe::agent {

struct AgentArguments {
  std::string config_file;
  std::string ticket_link;  // empty: asked for at the prompt
  bool unattended = false;
};

// Reads the configuration, dials the server that the link names, opens the device, and runs one
// session between standard input and output. The errors of its parts; USAGE where a person is
// wanted and standard input or output is no terminal.
absl::Status RunAgent(const AgentArguments& arguments);

// No core dump and no debugger of the same user may see the PIN.
void ForbidDumps();

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_AGENT_MAIN_H_
