// One attempt at each call of CallerService, without gRPC in sight. The real one is
// OpenGrpcTransport; tests of the client's logic have their own.
#ifndef PARAPHE_CLIENT_SDK_CALLER_TRANSPORT_H_
#define PARAPHE_CLIENT_SDK_CALLER_TRANSPORT_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"

#include "paraphe/v1/caller_service.pb.h"

namespace paraphe::client {

// Thread-safe. Every error carries an ErrorDetail.
class CallerTransport {
 public:
  virtual ~CallerTransport() = default;

  virtual absl::Status Prepare(const v1::PrepareRequest& request, absl::Time deadline,
                               v1::PrepareResponse* response) = 0;
  virtual absl::Status Finalize(const v1::FinalizeRequest& request, absl::Time deadline,
                                v1::FinalizeResponse* response) = 0;
  virtual absl::Status Abort(const v1::CallerAbortRequest& request, absl::Time deadline,
                             v1::CallerAbortResponse* response) = 0;
  // Calls `on_event` for each event on the calling thread. OK when the server ends the stream.
  virtual absl::Status Watch(const v1::CallerWatchRequest& request, absl::Time deadline,
                             absl::FunctionRef<void(const v1::SessionEvent&)> on_event) = 0;
  // Ends every Watch, running or to come, with some error. From any thread.
  virtual void StopWatching() = 0;
};

}  // namespace paraphe::client

#endif  // PARAPHE_CLIENT_SDK_CALLER_TRANSPORT_H_
