#include "client/agent/link_prompt.h"

#include "common/status_macros.h"

namespace paraphe::agent {

absl::StatusOr<TicketLink> GetLink(const std::string& given, bool unattended, SignerDesk& desk) {
  if (!given.empty()) return ParseTicketLink(given);
  while (true) {
    ASSIGN_OR_RETURN(const std::string line, desk.AskLink());
    absl::StatusOr<TicketLink> link = ParseTicketLink(line);
    if (link.ok() || unattended) return link;
    desk.TellError(link.status());
  }
}

}  // namespace paraphe::agent
