#include "client/sdk/admin_client.h"

#include <utility>

#include "absl/time/clock.h"
#include "grpcpp/client_context.h"

#include "common/errors.h"
#include "common/grpc/channel.h"
#include "common/status_macros.h"
#include "paraphe/v1/admin_service.grpc.pb.h"

namespace paraphe::client {
namespace {

using Stub = v1::AdminService::Stub;

// Answers hold no documents.
constexpr size_t kMessageBytes = size_t{16} << 20;

class GrpcAdminClient final : public AdminClient {
 public:
  GrpcAdminClient(const ServerChannel& channel, std::string address, absl::Duration deadline)
      : channel_(channel),
        stub_(v1::AdminService::NewStub(channel.grpc())),
        address_(std::move(address)),
        deadline_(deadline) {}

  absl::StatusOr<v1::ReloadResponse> Reload(const v1::ReloadRequest& request) override {
    return Call(&Stub::Reload, request);
  }
  absl::StatusOr<v1::GetInventoryResponse> GetInventory() override {
    return Call(&Stub::GetInventory, v1::GetInventoryRequest());
  }
  absl::StatusOr<v1::GetIntegrityResponse> GetIntegrity() override {
    return Call(&Stub::GetIntegrity, v1::GetIntegrityRequest());
  }
  absl::StatusOr<v1::ListSessionStatesResponse> ListSessionStates(
      const v1::ListSessionStatesRequest& request) override {
    return Call(&Stub::ListSessionStates, request);
  }
  absl::StatusOr<v1::CreateAccountResponse> CreateAccount(
      const v1::CreateAccountRequest& request) override {
    return Call(&Stub::CreateAccount, request);
  }
  absl::StatusOr<v1::ResetPasswordResponse> ResetPassword(
      const v1::ResetPasswordRequest& request) override {
    return Call(&Stub::ResetPassword, request);
  }
  absl::StatusOr<v1::LockAccountResponse> LockAccount(
      const v1::LockAccountRequest& request) override {
    return Call(&Stub::LockAccount, request);
  }
  absl::StatusOr<v1::RemoveAccountResponse> RemoveAccount(
      const v1::RemoveAccountRequest& request) override {
    return Call(&Stub::RemoveAccount, request);
  }
  absl::StatusOr<v1::ListAccountsResponse> ListAccounts(
      const v1::ListAccountsRequest& request) override {
    return Call(&Stub::ListAccounts, request);
  }

  absl::Status ReadAudit(const v1::ReadAuditRequest& request,
                         absl::FunctionRef<absl::Status(const v1::AuditEntry&)> take) override {
    grpc::ClientContext context;
    const auto reader = stub_->ReadAudit(&context, request);
    absl::Status taken;
    for (v1::ReadAuditResponse response; taken.ok() && reader->Read(&response);) {
      taken = take(response.entry());
    }
    if (!taken.ok()) context.TryCancel();
    const absl::Status ended = AtServer(channel_.Outcome(reader->Finish()));
    return taken.ok() ? ended : taken;
  }

 private:
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + deadline_));
    Response response;
    RETURN_IF_ERROR(
        AtServer(channel_.Outcome((stub_.get()->*method)(&context, request, &response))));
    return response;
  }
  absl::Status AtServer(const absl::Status& status) const {
    const v1::ErrorReason reason = ReasonOf(status);
    if (reason != v1::NOT_REACHABLE && reason != v1::DEADLINE) return status;
    return Annotate(status, address_);
  }

  const ServerChannel channel_;
  const std::unique_ptr<Stub> stub_;
  const std::string address_;
  const absl::Duration deadline_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<AdminClient>> AdminClient::Open(const v1::ServerAddress& server,
                                                               const std::string& base_file,
                                                               absl::Duration deadline) {
  ASSIGN_OR_RETURN(const ServerChannel channel, OpenChannel(server, base_file, kMessageBytes));
  return std::make_unique<GrpcAdminClient>(channel, server.address(), deadline);
}

}  // namespace paraphe::client
