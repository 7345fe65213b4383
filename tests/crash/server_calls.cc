#include "tests/crash/server_calls.h"

#include <utility>

#include "absl/time/clock.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"

#include "common/errors.h"
#include "common/grpc/channel.h"
#include "common/grpc/status_seam.h"
#include "paraphe/v1/caller_service.grpc.pb.h"
#include "paraphe/v1/signer_service.grpc.pb.h"
#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

using Caller = v1::CallerService::Stub;
using Signer = v1::SignerService::Stub;

constexpr absl::Duration kDeadline = absl::Seconds(20);

template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Call(Stub& stub,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                           Response*),
                              const Request& request) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kDeadline));
  Response response;
  const absl::Status status = FromGrpcStatus((stub.*method)(&context, request, &response));
  if (!status.ok()) return status;
  return response;
}

enum class Party { kCaller, kSigner };

std::shared_ptr<grpc::ChannelInterface> OpenOrDie(Party party, const std::string& address,
                                                  const std::string& config_file,
                                                  size_t document_bytes) {
  v1::ServerAddress server;
  server.set_address(address);
  server.set_root_certificates_file("ca.pem");
  if (party == Party::kCaller) {
    server.mutable_identity()->set_certificate_file("caller.pem");
    server.mutable_identity()->set_private_key_file("caller.key");
  }
  const auto channel = OpenChannel(server, config_file, MessageBound(document_bytes));
  CheckOrDie(channel.ok(), "opening a channel");
  return channel->grpc();
}

class GrpcCalls final : public ServerCalls {
 public:
  GrpcCalls(const std::string& address, const std::string& config_file, int start,
            size_t document_bytes)
      : start_(start),
        caller_(v1::CallerService::NewStub(
            OpenOrDie(Party::kCaller, address, config_file, document_bytes))),
        signer_(v1::SignerService::NewStub(
            OpenOrDie(Party::kSigner, address, config_file, document_bytes))) {}

  int start() const override { return start_; }

  absl::StatusOr<v1::PrepareResponse> Prepare(const v1::PrepareRequest& request) const override {
    return Call(*caller_, &Caller::Prepare, request);
  }
  absl::StatusOr<v1::FinalizeResponse> Finalize(const v1::FinalizeRequest& request) const override {
    return Call(*caller_, &Caller::Finalize, request);
  }
  absl::StatusOr<v1::CallerAbortResponse> Abort(
      const v1::CallerAbortRequest& request) const override {
    return Call(*caller_, &Caller::Abort, request);
  }
  absl::StatusOr<v1::SessionEvent> Look(const v1::CallerWatchRequest& request) const override;

  absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request) const override {
    return Call(*signer_, &Signer::Present, request);
  }
  absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) const override {
    return Call(*signer_, &Signer::Consent, request);
  }
  absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) const override {
    return Call(*signer_, &Signer::Sign, request);
  }
  absl::StatusOr<v1::SignerExportResponse> Export(
      const v1::SignerExportRequest& request) const override {
    return Call(*signer_, &Signer::Export, request);
  }
  absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(
      const v1::SignerAbortRequest& request) const override {
    return Call(*signer_, &Signer::Abort, request);
  }

 private:
  const int start_;
  const std::unique_ptr<Caller> caller_;
  const std::unique_ptr<Signer> signer_;
};

absl::StatusOr<v1::SessionEvent> GrpcCalls::Look(const v1::CallerWatchRequest& request) const {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kDeadline));
  const auto reader = caller_->Watch(&context, request);
  v1::SessionEvent event;
  const bool seen = reader->Read(&event);
  if (seen) context.TryCancel();
  const grpc::Status end = reader->Finish();
  if (seen) return event;
  if (!end.ok()) return FromGrpcStatus(end);
  return MakeError(v1::INTERNAL, "Watch ended without an event");
}

}  // namespace

std::shared_ptr<const ServerCalls> CallsOverGrpc(const std::string& address,
                                                 const std::string& config_file, int start,
                                                 size_t document_bytes) {
  return std::make_shared<const GrpcCalls>(address, config_file, start, document_bytes);
}

}  // namespace paraphe::test
