#include "client/agent/grpc_signer_server.h"

#include "absl/time/clock.h"
#include "grpcpp/client_context.h"

#include "common/grpc/channel.h"
#include "common/grpc/status_seam.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

using Stub = v1::SignerService::Stub;

template <typename Request, typename Response>
using Method = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&, Response*);

template <typename Response, typename Request>
absl::StatusOr<Response> CallOnce(Stub& stub, Method<Request, Response> method,
                                  const Request& request, absl::Duration deadline) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + deadline));
  Response response;
  RETURN_IF_ERROR(FromGrpcStatus((stub.*method)(&context, request, &response)));
  return response;
}

}  // namespace

GrpcSignerServer::GrpcSignerServer(const std::shared_ptr<grpc::ChannelInterface>& channel,
                                   absl::Duration deadline)
    : stub_(v1::SignerService::NewStub(channel)), deadline_(deadline) {}

absl::StatusOr<std::unique_ptr<SignerServer>> GrpcSignerServer::Dial(
    const v1::ServerAddress& server, const std::string& config_file, size_t document_bytes,
    absl::Duration deadline) {
  ASSIGN_OR_RETURN(const std::shared_ptr<grpc::Channel> channel,
                   OpenChannel(server, config_file, MessageBound(document_bytes)));
  return std::make_unique<GrpcSignerServer>(channel, deadline);
}

absl::StatusOr<v1::PresentResponse> GrpcSignerServer::Present(const v1::PresentRequest& request) {
  return CallOnce<v1::PresentResponse>(*stub_, &Stub::Present, request, deadline_);
}

absl::StatusOr<v1::ConsentResponse> GrpcSignerServer::Consent(const v1::ConsentRequest& request) {
  return CallOnce<v1::ConsentResponse>(*stub_, &Stub::Consent, request, deadline_);
}

absl::StatusOr<v1::SignResponse> GrpcSignerServer::Sign(const v1::SignRequest& request) {
  return CallOnce<v1::SignResponse>(*stub_, &Stub::Sign, request, deadline_);
}

absl::StatusOr<v1::SignerAbortResponse> GrpcSignerServer::Abort(
    const v1::SignerAbortRequest& request) {
  return CallOnce<v1::SignerAbortResponse>(*stub_, &Stub::Abort, request, deadline_);
}

}  // namespace paraphe::agent
