// The server as the agent sees it: SignerService without its transport, so that the flow knows no
// gRPC.
#ifndef PARAPHE_CLIENT_AGENT_SIGNER_SERVER_H_
#define PARAPHE_CLIENT_AGENT_SIGNER_SERVER_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::agent {

// One call each; signer_service.proto says what they do. Errors carry an ErrorDetail; NOT_REACHABLE
// and DEADLINE leave open whether the server acted. Nothing that comes back is trusted.
class SignerServer {
 public:
  virtual ~SignerServer() = default;
  virtual absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request) = 0;
  virtual absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) = 0;
  virtual absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) = 0;
  virtual absl::StatusOr<v1::SignerAbortResponse> Abort(const v1::SignerAbortRequest& request) = 0;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SIGNER_SERVER_H_
