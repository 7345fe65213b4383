// The link that the caller hands to the signer: paraphe://HOST:PORT/TICKET.
#ifndef PARAPHE_CLIENT_AGENT_TICKET_LINK_H_
#define PARAPHE_CLIENT_AGENT_TICKET_LINK_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/config.pb.h"

namespace paraphe::agent {

struct TicketLink {
  std::string address;  // HOST:PORT, the host in lower case; IPv6 in brackets
  std::string ticket;   // 256 bits in base64url. A secret: never printed or logged
};

// Reads a link. Blanks around it are left out. The message of an error never quotes the link.
//
// Errors:
//   USAGE  it is no link, or not a whole one
absl::StatusOr<TicketLink> ParseTicketLink(absl::string_view link);

// The server of the configuration that the link names. An agent connects to no other.
//
// Errors:
//   AGENT_NOT_PINNED_SERVER  the configuration does not name it
//
// REQ: PRES-8, CHN-2
absl::StatusOr<v1::ServerAddress> FindServer(const v1::AgentConfig& config, const TicketLink& link);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_TICKET_LINK_H_
