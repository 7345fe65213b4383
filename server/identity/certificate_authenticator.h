// Knows peers by their client certificates, as the configuration in force says, and logs each that it
// does not admit.
//
// REQ: ROLE-1, CHN-3
#ifndef PARAPHE_SERVER_IDENTITY_CERTIFICATE_AUTHENTICATOR_H_
#define PARAPHE_SERVER_IDENTITY_CERTIFICATE_AUTHENTICATOR_H_

#include <functional>
#include <memory>
#include <utility>

#include "common/clock.h"
#include "server/identity/authenticator.h"
#include "server/identity/client_identities.h"

namespace paraphe::server {

// Thread-safe.
class CertificateAuthenticator final : public Authenticator {
 public:
  // `current` gives the identities in force; it is called at each call, from any thread. `clock` must
  // outlive the object.
  using Current = std::function<std::shared_ptr<const ClientIdentities>()>;
  CertificateAuthenticator(Current current, const Clock& clock)
      : current_(std::move(current)), clock_(clock) {}

  // A certificate that makes nobody of its bearer does not harm a signer's calls, but a revoked one
  // does. Each refusal is one line of the log (auth_failures.h).
  absl::StatusOr<Peer> Admit(Role role, absl::string_view call, absl::string_view address,
                             absl::string_view certificate_pem) const override;

 private:
  const Current current_;
  const Clock& clock_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_IDENTITY_CERTIFICATE_AUTHENTICATOR_H_
