// The program's frame: from its arguments to the end of the session.
#ifndef PARAPHE_CLIENT_AGENT_AGENT_MAIN_H_
#define PARAPHE_CLIENT_AGENT_AGENT_MAIN_H_

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace paraphe::agent {

struct AgentArguments {
  std::string config_file;
  std::string ticket_link;  // empty: asked for at the prompt
  bool unattended = false;
  // The inbox of a signer who has an account.
  bool inbox = false;
  std::string user_name;  // empty: asked for
  std::string server;     // HOST:PORT of the configuration; empty: the only one, or asked for
  // Where an unattended agent saves what is signed, and its receipt (SaveResult in receipt.h).
  std::vector<std::string> save;
};

struct AgentResult {
  absl::Status status;
  bool told = false;  // the signer was told of an error, in the terminal and in the signer's words
};

// Reads the configuration, opens the device, and runs one session with the server that the link
// names, at the terminal of standard input and output. The errors of its parts are passed on.
//
// Errors:
//   USAGE  a person is to be asked, and standard input or output is no terminal, or its character
//          set is not UTF-8; the ticket is not spent
AgentResult RunAgent(const AgentArguments& arguments);

// The same for the inbox: one session after the other, until the signer quits (inbox.h).
//
// Errors:
//   USAGE                    as above
//   AGENT_NOT_PINNED_SERVER  the configuration does not list the server that the arguments name
//
// REQ: CHN-4
AgentResult RunInbox(const AgentArguments& arguments);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_AGENT_MAIN_H_
