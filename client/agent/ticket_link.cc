#include "client/agent/ticket_link.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

constexpr absl::string_view kScheme = "paraphe://";
constexpr size_t kTicketChars = 43;  // 256 bits in base64url without padding, RFC 4648 §5
constexpr size_t kMaxHostChars = 253;
constexpr uint32_t kMaxPort = 65535;

absl::Status BadLink(absl::string_view why) {
  return MakeError(v1::USAGE, absl::StrCat("ticket link: ", why,
                                           "; expected paraphe://HOST:PORT/TICKET, copied whole"));
}

bool IsTicketChar(unsigned char c) { return absl::ascii_isalnum(c) || c == '-' || c == '_'; }

bool IsNameChar(unsigned char c) { return absl::ascii_isalnum(c) || c == '-' || c == '.'; }

bool IsAddressChar(unsigned char c) { return absl::ascii_isxdigit(c) || c == ':' || c == '.'; }

// A name, an IPv4 address, or an IPv6 address in brackets.
bool IsHost(absl::string_view host) {
  if (host.empty() || host.size() > kMaxHostChars) return false;
  if (absl::ConsumePrefix(&host, "[")) {
    return absl::ConsumeSuffix(&host, "]") && !host.empty() &&
           std::all_of(host.begin(), host.end(), IsAddressChar);
  }
  return std::all_of(host.begin(), host.end(), IsNameChar);
}

bool IsPort(absl::string_view port) {
  uint32_t number = 0;
  return !port.empty() && port.front() != '0' &&
         std::all_of(port.begin(), port.end(), absl::ascii_isdigit) &&
         absl::SimpleAtoi(port, &number) && number <= kMaxPort;
}

bool IsAddress(absl::string_view address) {
  const size_t colon = address.rfind(':');
  return colon != absl::string_view::npos && IsHost(address.substr(0, colon)) &&
         IsPort(address.substr(colon + 1));
}

}  // namespace

absl::StatusOr<TicketLink> ParseTicketLink(absl::string_view link) {
  absl::string_view rest = absl::StripAsciiWhitespace(link);
  if (!absl::ConsumePrefix(&rest, kScheme)) return BadLink("it does not begin with paraphe://");
  const size_t slash = rest.find('/');
  if (slash == absl::string_view::npos) return BadLink("it has no ticket");
  const absl::string_view ticket = rest.substr(slash + 1);
  if (!IsAddress(rest.substr(0, slash))) return BadLink("it does not name HOST:PORT");
  if (ticket.size() != kTicketChars || !std::all_of(ticket.begin(), ticket.end(), IsTicketChar)) {
    return BadLink("its ticket is not one");
  }
  return TicketLink{absl::AsciiStrToLower(rest.substr(0, slash)), std::string(ticket)};
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
