// The server as the inbox sees it: the calls of signers who have an account, without their transport.
#ifndef PARAPHE_CLIENT_AGENT_INBOX_SERVER_H_
#define PARAPHE_CLIENT_AGENT_INBOX_SERVER_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/signer_service.pb.h"

namespace paraphe::agent {

// As SignerServer (signer_server.h): one function for each call, with the errors of signer_service.proto and of the transport.
// Requests hold secrets: who made one wipes it.
class InboxServer {
 public:
  virtual ~InboxServer() = default;
  virtual absl::StatusOr<v1::LoginResponse> Login(const v1::LoginRequest& request) = 0;
  virtual absl::StatusOr<v1::LogoutResponse> Logout(const v1::LogoutRequest& request) = 0;
  virtual absl::StatusOr<v1::ChangePasswordResponse> ChangePassword(
      const v1::ChangePasswordRequest& request) = 0;
  virtual absl::StatusOr<v1::ListSessionsResponse> ListSessions(
      const v1::ListSessionsRequest& request) = 0;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_INBOX_SERVER_H_
