#include "client/agent/ticket_link.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "common/value_rules.h"

namespace paraphe::agent {
namespace {

constexpr absl::string_view kScheme = "paraphe://";

absl::Status BadLink(absl::string_view why) {
  return MakeError(v1::USAGE, absl::StrCat("ticket link: ", why,
                                           "; expected paraphe://HOST:PORT/TICKET, copied whole"));
}

bool IsTicketChar(unsigned char c) { return absl::ascii_isalnum(c) || c == '-' || c == '_'; }

}  // namespace

absl::StatusOr<TicketLink> ParseTicketLink(absl::string_view link) {
  absl::string_view rest = absl::StripAsciiWhitespace(link);
  if (!absl::ConsumePrefix(&rest, kScheme)) return BadLink("it does not begin with paraphe://");
  const size_t slash = rest.find('/');
  if (slash == absl::string_view::npos) return BadLink("it has no ticket");
  const absl::string_view ticket = rest.substr(slash + 1);
  const absl::string_view address = rest.substr(0, slash);
  if (address.empty() || !FaultOfHostPort(address).empty())
    return BadLink("it does not name HOST:PORT");
  if (ticket.size() != kSecretCharacters ||
      !std::all_of(ticket.begin(), ticket.end(), IsTicketChar)) {
    return BadLink("its ticket is not one");
  }
  return TicketLink{absl::AsciiStrToLower(address), std::string(ticket)};
}

absl::StatusOr<v1::ServerAddress> FindServer(const v1::AgentConfig& config,
                                             const TicketLink& link) {
  for (const v1::ServerAddress& server : config.servers()) {
    if (absl::AsciiStrToLower(server.address()) == link.address) return server;
  }
  return MakeError(
      v1::AGENT_NOT_PINNED_SERVER,
      absl::StrCat("the link names the server ", link.address,
                   ", which the configuration does not list; do not use the link unless your "
                   "administrator adds that server"));
}

}  // namespace paraphe::agent
