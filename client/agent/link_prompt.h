// Where the link of a session comes from: the command line, or the signer. An agent without a link
// connects to nobody.
#ifndef PARAPHE_CLIENT_AGENT_LINK_PROMPT_H_
#define PARAPHE_CLIENT_AGENT_LINK_PROMPT_H_

#include <string>

#include "absl/status/statusor.h"

#include "client/agent/signer_desk.h"
#include "client/agent/ticket_link.h"

namespace paraphe::agent {

// `given`, the link of the command line; where it is empty, the one that `desk` asks for. A person
// who did not copy the whole link is told so and asked again; without one (`unattended`) the first
// answer counts.
//
// Errors:
//   USAGE              it is no link (ParseTicketLink)
//   ABORTED_BY_SIGNER  the signer stopped, or the input ended
absl::StatusOr<TicketLink> GetLink(const std::string& given, bool unattended, SignerDesk& desk);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_LINK_PROMPT_H_
