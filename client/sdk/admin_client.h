// The administrator's end of AdminService: one attempt at each call. Its header has no gRPC in it.
//
// REQ: ROLE-1
#ifndef PARAPHE_CLIENT_SDK_ADMIN_CLIENT_H_
#define PARAPHE_CLIENT_SDK_ADMIN_CLIENT_H_

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "paraphe/v1/admin_service.pb.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::client {

// Thread-safe. Errors are those of admin_service.proto, and those of the connection, which name the server.
class AdminClient {
 public:
  // File names of `server` are relative to `base_file`. Each call takes at most `deadline`; ReadAudit any time. Nothing is dialled yet. Errors: those of OpenChannel (common/grpc/channel.h).
  static absl::StatusOr<std::unique_ptr<AdminClient>> Open(const v1::ServerAddress& server,
                                                           const std::string& base_file,
                                                           absl::Duration deadline);
  virtual ~AdminClient() = default;

  virtual absl::StatusOr<v1::ReloadResponse> Reload(const v1::ReloadRequest& request) = 0;
  virtual absl::StatusOr<v1::GetInventoryResponse> GetInventory() = 0;
  virtual absl::StatusOr<v1::GetIntegrityResponse> GetIntegrity() = 0;
  virtual absl::StatusOr<v1::ListSessionStatesResponse> ListSessionStates(
      const v1::ListSessionStatesRequest& request) = 0;
  // Gives each entry to `take`, on the calling thread, whose error ends it.
  virtual absl::Status ReadAudit(const v1::ReadAuditRequest& request,
                                 absl::FunctionRef<absl::Status(const v1::AuditEntry&)> take) = 0;

  virtual absl::StatusOr<v1::CreateAccountResponse> CreateAccount(
      const v1::CreateAccountRequest& request) = 0;
  virtual absl::StatusOr<v1::ResetPasswordResponse> ResetPassword(
      const v1::ResetPasswordRequest& request) = 0;
  virtual absl::StatusOr<v1::LockAccountResponse> LockAccount(
      const v1::LockAccountRequest& request) = 0;
  virtual absl::StatusOr<v1::RemoveAccountResponse> RemoveAccount(
      const v1::RemoveAccountRequest& request) = 0;
  virtual absl::StatusOr<v1::ListAccountsResponse> ListAccounts(
      const v1::ListAccountsRequest& request) = 0;
};

}  // namespace paraphe::client

#endif  // PARAPHE_CLIENT_SDK_ADMIN_CLIENT_H_
