#include "server/identity/auth_failures.h"

#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include <arpa/inet.h>
#include <netinet/in.h>

#include "common/log.h"

namespace paraphe::server {
namespace {

constexpr size_t kMaxClaimedBytes = 128;

std::string Harmless(absl::string_view claimed) {
  std::string text;
  for (const char c : claimed.substr(0, kMaxClaimedBytes)) {
    const bool plain = c >= 0x20 && c < 0x7F && c != '"' && c != '\\' && c != '%';
    if (plain) {
      text.push_back(c);
    } else {
      absl::StrAppendFormat(&text, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return text.empty() ? "-" : text;
}

std::string TextOf(int family, const void* address) {
  char text[INET6_ADDRSTRLEN] = "";
  return inet_ntop(family, address, text, sizeof(text)) == nullptr ? "-" : text;
}

}  // namespace

std::string AddressOfPeer(absl::string_view peer) {
  std::string host(peer.substr(peer.find(':') + 1));
  host = host.substr(0, host.rfind(':'));
  host = absl::StrReplaceAll(host, {{"%5B", ""}, {"%5D", ""}, {"[", ""}, {"]", ""}});
  host = host.substr(0, host.find('%'));  // the zone
  in_addr four = {};
  if (inet_pton(AF_INET, host.c_str(), &four) == 1) return TextOf(AF_INET, &four);
  in6_addr six = {};
  if (inet_pton(AF_INET6, host.c_str(), &six) != 1) return "-";
  return IN6_IS_ADDR_V4MAPPED(&six) ? TextOf(AF_INET, &six.s6_addr[12]) : TextOf(AF_INET6, &six);
}

void LogAuthFailure(const AuthFailure& failure) {
  Log(LogLevel::kWarning, "auth_failed",
      {{"address", AddressOfPeer(failure.peer)},
       {"reason", std::string(failure.reason)},
       {"call", std::string(failure.call)},
       {"claimed", Harmless(failure.claimed)}});
}

}  // namespace paraphe::server
