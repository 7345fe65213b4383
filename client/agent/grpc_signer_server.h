// SignerServer and InboxServer over gRPC: the only file pair of the agent that knows gRPC.
#ifndef PARAPHE_CLIENT_AGENT_GRPC_SIGNER_SERVER_H_
#define PARAPHE_CLIENT_AGENT_GRPC_SIGNER_SERVER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/time/time.h"

#include "client/agent/inbox_server.h"
#include "client/agent/signer_server.h"
#include "client/agent/stop.h"
#include "common/grpc/channel.h"
#include "paraphe/v1/config.pb.h"
#include "paraphe/v1/signer_service.grpc.pb.h"

namespace paraphe::agent {

// Thread-safe.
class GrpcSignerServer final : public SignerServer, public InboxServer {
 public:
  // Every call is given `deadline`, and ends where `stop` ends calls; `stop` must outlive it.
  GrpcSignerServer(const ServerChannel& channel, absl::Duration deadline, const Stop& stop);

  // To `server`, over TLS, for documents of at most `document_bytes`. `config_file` is the file that
  // names `server`. The connection is made by the first call, and to a server whose key is pinned
  // alone. The errors are those of PinnedServer and OpenChannel.
  static absl::StatusOr<std::unique_ptr<GrpcSignerServer>> Dial(const v1::ServerAddress& server,
                                                                const std::string& config_file,
                                                                size_t document_bytes,
                                                                absl::Duration deadline,
                                                                const Stop& stop);

  absl::StatusOr<v1::PresentResponse> Present(const v1::PresentRequest& request,
                                              int patience) override;
  absl::StatusOr<v1::ConsentResponse> Consent(const v1::ConsentRequest& request) override;
  absl::StatusOr<v1::SignResponse> Sign(const v1::SignRequest& request) override;
  absl::StatusOr<v1::SignerAbortResponse> Abort(const v1::SignerAbortRequest& request) override;
  absl::StatusOr<v1::SignerExportResponse> Export(const v1::SignerExportRequest& request,
                                                  int patience) override;
  absl::StatusOr<v1::LoginResponse> Login(const v1::LoginRequest& request) override;
  absl::StatusOr<v1::LogoutResponse> Logout(const v1::LogoutRequest& request) override;
  absl::StatusOr<v1::ChangePasswordResponse> ChangePassword(
      const v1::ChangePasswordRequest& request) override;
  absl::StatusOr<v1::ListSessionsResponse> ListSessions(
      const v1::ListSessionsRequest& request) override;
  std::unique_ptr<Watch> Follow(const v1::SignerWatchRequest& request,
                                std::function<void(const v1::SessionEvent&)> on_event) override;

 private:
  ServerChannel channel_;
  std::unique_ptr<v1::SignerService::Stub> stub_;
  absl::Duration deadline_;
  const Stop& stop_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_GRPC_SIGNER_SERVER_H_
