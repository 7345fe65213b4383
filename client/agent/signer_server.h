// The server as the agent sees it: SignerService without its transport, so that the flow knows no
// gRPC.
#ifndef PARAPHE_CLIENT_AGENT_SIGNER_SERVER_H_
#define PARAPHE_CLIENT_AGENT_SIGNER_SERVER_H_

#include <functional>
#include <memory>

#include "absl/status/statusor.h"

#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::agent {

// One function for each call; signer_service.proto says what they do, and lists the errors of the
// server. Nothing that comes back is trusted. Each waits as long as its deadline and the signer
// (stop.h) allow.
//
// Errors:
//   NOT_REACHABLE  there was no answer; the server may have acted
//   DEADLINE       there was no answer in time, or before the signer stopped; the server may have
//                  acted
//   TOO_LARGE      the answer is larger than this program accepts
class SignerServer {
 public:
  // What follows a session as long as it lives.
  class Watch {
   public:
    virtual ~Watch() = default;
  };

  virtual ~SignerServer() = default;
  // Waits `patience` times the usual deadline: an answer with a document is as large as that.
  virtual absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request,
                                                      int patience) = 0;
  virtual absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) = 0;
  virtual absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) = 0;
  virtual absl::StatusOr<v1::SignerAbortResponse> Abort(const v1::SignerAbortRequest& request) = 0;
  // As Present.
  virtual absl::StatusOr<v1::SignerExportResponse> Export(const v1::SignerExportRequest& request,
                                                          int patience) = 0;

  // Hands every change of the session's state to `on_event`, on another thread, until the result
  // goes. A connection that breaks is made again; where none can be made, nothing is heard.
  virtual std::unique_ptr<Watch> Follow(const v1::SignerWatchRequest& request,
                                        std::function<void(const v1::SessionEvent&)> on_event) = 0;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SIGNER_SERVER_H_
