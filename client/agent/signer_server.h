// The server as the agent sees it: SignerService without its transport, so that the flow knows no
// gRPC.
#ifndef PARAPHE_CLIENT_AGENT_SIGNER_SERVER_H_
#define PARAPHE_CLIENT_AGENT_SIGNER_SERVER_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::agent {

// One function for each call; signer_service.proto says what they do, and lists the errors of the
// server. Nothing that comes back is trusted.
//
// Errors:
//   NOT_REACHABLE  there was no answer; the server may have acted
//   DEADLINE       there was no answer in time; the server may have acted
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
