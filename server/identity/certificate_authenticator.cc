#include "server/identity/certificate_authenticator.h"

#include <string>

#include "common/errors.h"
#include "server/identity/auth_failures.h"

namespace paraphe::server {
namespace {

// What the bearer of a certificate is told of it. "" for what CheckRole says better.
absl::string_view FaultOf(Standing standing) {
  switch (standing) {
    case Standing::kMalformed:
      return "the client certificate is none that this server reads";
    case Standing::kUnknown:
      return "the server's configuration does not list this client certificate";
    case Standing::kWrongCa:
      return "the client certificate leads to no CA of the server's client_ca_files";
    case Standing::kWeak:
      return "a key of the client certificate, or of its path, is too short";
    case Standing::kExpired:
      return "the client certificate, or a CA of its path, has expired";
    case Standing::kNotYetValid:
      return "the client certificate, or a CA of its path, is not yet valid";
    case Standing::kRevoked:
      return "the client certificate is revoked";
    case Standing::kAmbiguous:
      return "the client certificate is that of several parties";
    case Standing::kNone:
    case Standing::kKnown:
      return "";
  }
  return "";
}

// REQ: ROLE-1
absl::Status CheckStanding(Role role, Standing standing, const Peer& peer) {
  const absl::string_view fault = FaultOf(standing);
  const bool harmless = role == Role::kSigner && standing != Standing::kRevoked;
  if (!fault.empty() && !harmless) {
    return MakeError(v1::NOT_IDENTIFIED,
                     std::string(fault) + "; show another, or ask the server's operator");
  }
  return CheckRole(role, peer);
}

}  // namespace

absl::StatusOr<Peer> CertificateAuthenticator::Admit(Role role, absl::string_view call,
                                                     absl::string_view address,
                                                     absl::string_view certificate_pem) const {
  const std::shared_ptr<const ClientJudgement> judgement =
      current_()->Judge(certificate_pem, clock_.Now());
  const bool known = judgement->standing == Standing::kKnown;
  Peer peer;
  peer.address = std::string(address);
  if (known) {
    peer.applications = judgement->applications;
    peer.administrator = judgement->administrator;
  }
  absl::Status status = CheckStanding(role, judgement->standing, peer);
  if (status.ok()) return peer;
  LogAuthFailure(
      {address, judgement->claimed, known ? "wrong_role" : WordOf(judgement->standing), call});
  return status;
}

}  // namespace paraphe::server
