// The calls of both services as a client makes them, in two ways.
#ifndef PARAPHE_TESTS_SERVER_TESTING_WORLD_CALLS_H_
#define PARAPHE_TESTS_SERVER_TESTING_WORLD_CALLS_H_

#include <memory>

#include "absl/status/statusor.h"

#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/signer_service.pb.h"
#include "server/rpc/server_context.h"

namespace grpc {
class Channel;
}  // namespace grpc

namespace paraphe::test {

// Thread-safe.
class WorldCalls {
 public:
  virtual ~WorldCalls() = default;
  virtual absl::StatusOr<v1::PrepareResponse> Prepare(const v1::PrepareRequest& request) = 0;
  virtual absl::StatusOr<v1::FinalizeResponse> Finalize(const v1::FinalizeRequest& request) = 0;
  virtual absl::StatusOr<v1::CallerAbortResponse> Abort(const v1::CallerAbortRequest& request) = 0;
  virtual absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request) = 0;
  virtual absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) = 0;
  virtual absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) = 0;
  virtual absl::StatusOr<v1::SignerExportResponse> Export(
      const v1::SignerExportRequest& request) = 0;
  virtual absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(
      const v1::SignerAbortRequest& request) = 0;
};

// Over gRPC, each with a deadline of a minute, which no call comes near.
std::unique_ptr<WorldCalls> CallsOver(const std::shared_ptr<grpc::Channel>& channel);

// As functions, without gRPC. The context must outlive it.
std::unique_ptr<WorldCalls> CallsOf(const server::ServerContext& context);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_SERVER_TESTING_WORLD_CALLS_H_
