// The log of authentication failures: one line each, whatever their number, in a form that fail2ban
// reads (deploy/fail2ban).
//
// REQ: CHN-3
#ifndef PARAPHE_SERVER_IDENTITY_AUTH_FAILURES_H_
#define PARAPHE_SERVER_IDENTITY_AUTH_FAILURES_H_

#include <string>

#include "absl/strings/string_view.h"

namespace paraphe::server {

struct AuthFailure {
  absl::string_view peer;  // as gRPC writes it: "ipv4:192.0.2.7:40312", "ipv6:[2001:db8::7]:40312"
  std::string claimed;  // who it says that it is: a certificate's name, an account; never a secret
  absl::string_view reason;  // one word: "login", "locked", "ticket", "expired", "wrong_role" ...
  absl::string_view call;    // a name such as "Login"
};

// Writes, as a warning, the line
//
//     auth_failed address=192.0.2.7 reason=login call=Login claimed=alice
//
// Nothing in `claimed`, which is a stranger's, can end the line or begin another field: it stands last,
// cut to 128 bytes, and what is not printable ASCII, or is a quote, a backslash or a percent sign, stands
// as %XX. "-" for an address that is none, and for a claim that is empty. Thread-safe.
void LogAuthFailure(const AuthFailure& failure);

// The address of a peer as gRPC writes it, without port and zone; of an IPv6 address that maps an IPv4
// one, the latter. "-" where it is no IP address.
std::string AddressOfPeer(absl::string_view peer);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_AUTH_FAILURES_H_
