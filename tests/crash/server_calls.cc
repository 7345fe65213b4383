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
constexpr size_t kDocumentBytes = size_t{1} << 20;

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

std::shared_ptr<grpc::Channel> OpenOrDie(const std::string& address,
                                         const std::string& config_file) {
  v1::ServerAddress server;
  server.set_address(address);
  server.set_root_certificates_file("ca.pem");
  auto channel = OpenChannel(server, config_file, MessageBound(kDocumentBytes));
  CheckOrDie(channel.ok(), "opening a channel");
  return *std::move(channel);
}

}  // namespace

struct ServerCalls::Stubs {
  explicit Stubs(const std::shared_ptr<grpc::Channel>& channel)
      : caller(v1::CallerService::NewStub(channel)), signer(v1::SignerService::NewStub(channel)) {}
  std::unique_ptr<Caller> caller;
  std::unique_ptr<Signer> signer;
};

ServerCalls::ServerCalls(const std::string& address, const std::string& config_file, int start)
    : start_(start), stubs_(std::make_unique<Stubs>(OpenOrDie(address, config_file))) {}
ServerCalls::~ServerCalls() = default;

absl::StatusOr<v1::PrepareResponse> ServerCalls::Prepare(const v1::PrepareRequest& request) const {
  return Call(*stubs_->caller, &Caller::Prepare, request);
}

absl::StatusOr<v1::FinalizeResponse> ServerCalls::Finalize(
    const v1::FinalizeRequest& request) const {
  return Call(*stubs_->caller, &Caller::Finalize, request);
}

absl::StatusOr<v1::CallerAbortResponse> ServerCalls::Abort(
    const v1::CallerAbortRequest& request) const {
  return Call(*stubs_->caller, &Caller::Abort, request);
}

absl::StatusOr<v1::SessionEvent> ServerCalls::Look(const v1::CallerWatchRequest& request) const {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + kDeadline));
  const auto reader = stubs_->caller->Watch(&context, request);
  v1::SessionEvent event;
  const bool seen = reader->Read(&event);
  if (seen) context.TryCancel();
  const grpc::Status end = reader->Finish();
  if (seen) return event;
  if (!end.ok()) return FromGrpcStatus(end);
  return MakeError(v1::INTERNAL, "Watch ended without an event");
}

absl::StatusOr<v1::PresentResponse> ServerCalls::Present(const v1::PresentRequest& request) const {
  return Call(*stubs_->signer, &Signer::Present, request);
}

absl::StatusOr<v1::ConsentResponse> ServerCalls::Consent(const v1::ConsentRequest& request) const {
  return Call(*stubs_->signer, &Signer::Consent, request);
}

absl::StatusOr<v1::SignResponse> ServerCalls::Sign(const v1::SignRequest& request) const {
  return Call(*stubs_->signer, &Signer::Sign, request);
}

absl::StatusOr<v1::SignerExportResponse> ServerCalls::Export(
    const v1::SignerExportRequest& request) const {
  return Call(*stubs_->signer, &Signer::Export, request);
}

absl::StatusOr<v1::SignerAbortResponse> ServerCalls::AbortBySigner(
    const v1::SignerAbortRequest& request) const {
  return Call(*stubs_->signer, &Signer::Abort, request);
}

}  // namespace paraphe::test
