// Who a peer is, told from its channel: the seam between gRPC, which knows a certificate, and the
// configuration, which knows whose it is.
#ifndef PARAPHE_SERVER_IDENTITY_AUTHENTICATOR_H_
#define PARAPHE_SERVER_IDENTITY_AUTHENTICATOR_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "server/identity/peer.h"
#include "server/identity/roles.h"

namespace paraphe::server {

// Thread-safe.
class Authenticator {
 public:
  virtual ~Authenticator() = default;

  // Who makes the call of that name, which is for `role`, from `address` with this client certificate.
  // PEM: the certificate, and behind it what the client sent to lead to a CA; empty where none came.
  // A refusal is logged here.
  // Errors:
  //   NOT_IDENTIFIED, NOT_ALLOWED  as CheckRole; NOT_IDENTIFIED for a revoked certificate, too
  virtual absl::StatusOr<Peer> Admit(Role role, absl::string_view call, absl::string_view address,
                                     absl::string_view certificate_pem) const = 0;
};

// Takes everybody for whoever may make the call, and for every one of the applications. For servers
// without a network, in tests.
class TrustingAuthenticator final : public Authenticator {
 public:
  explicit TrustingAuthenticator(std::vector<std::string> applications)
      : applications_(std::move(applications)) {}

  absl::StatusOr<Peer> Admit(Role role, absl::string_view /*call*/, absl::string_view address,
                             absl::string_view /*certificate_pem*/) const override {
    Peer peer;
    peer.address = std::string(address);
    if (role == Role::kCaller) peer.applications = applications_;
    if (role == Role::kAdministrator) peer.administrator = "anybody";
    return peer;
  }

 private:
  const std::vector<std::string> applications_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_AUTHENTICATOR_H_
