#include "absl/time/clock.h"
#include "grpcpp/channel.h"

#include "common/grpc/status_seam.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "paraphe/v1/signer_service.grpc.pb.h"
#include "tests/server/testing/world_calls.h"

namespace paraphe::test {
namespace {

using Caller = v1::CallerService::Stub;
using Signer = v1::SignerService::Stub;

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Call(Stub& stub,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                           Response*),
                              const Request& request) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Minutes(1)));
  Response response;
  const absl::Status status = FromGrpcStatus((stub.*method)(&context, request, &response));
  if (!status.ok()) return status;
  return response;
}

class GrpcCalls final : public WorldCalls {
 public:
  explicit GrpcCalls(const std::shared_ptr<grpc::Channel>& channel)
      : caller_(v1::CallerService::NewStub(channel)),
        signer_(v1::SignerService::NewStub(channel)) {}

  absl::StatusOr<v1::PrepareResponse> Prepare(const v1::PrepareRequest& request) override {
    return Call(*caller_, &Caller::Prepare, request);
  }
  absl::StatusOr<v1::FinalizeResponse> Finalize(const v1::FinalizeRequest& request) override {
    return Call(*caller_, &Caller::Finalize, request);
  }
  absl::StatusOr<v1::CallerAbortResponse> Abort(const v1::CallerAbortRequest& request) override {
    return Call(*caller_, &Caller::Abort, request);
  }
  absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request) override {
    return Call(*signer_, &Signer::Present, request);
  }
  absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) override {
    return Call(*signer_, &Signer::Consent, request);
  }
  absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) override {
    return Call(*signer_, &Signer::Sign, request);
  }
  absl::StatusOr<v1::SignerExportResponse> Export(const v1::SignerExportRequest& request) override {
    return Call(*signer_, &Signer::Export, request);
  }
  absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(
      const v1::SignerAbortRequest& request) override {
    return Call(*signer_, &Signer::Abort, request);
  }

 private:
  std::unique_ptr<Caller> caller_;
  std::unique_ptr<Signer> signer_;
};

}  // namespace

std::unique_ptr<WorldCalls> CallsOver(const std::shared_ptr<grpc::Channel>& channel) {
  return std::make_unique<GrpcCalls>(channel);
}

}  // namespace paraphe::test
