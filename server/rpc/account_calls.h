// The calls of AdminService about accounts (CHN-4), in absl::Status terms; as calls.h. Errors are as admin_service.proto
// lists them. Thread-safe.
#ifndef PARAPHE_SERVER_RPC_ACCOUNT_CALLS_H_
#define PARAPHE_SERVER_RPC_ACCOUNT_CALLS_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/admin_service.pb.h"
#include "server/identity/peer.h"
#include "server/rpc/server_context.h"

namespace paraphe::server {

// The administrator is the peer's.
absl::StatusOr<v1::CreateAccountResponse> CreateAccount(const ServerContext& context,
                                                        const Peer& peer,
                                                        const v1::CreateAccountRequest& request);
absl::StatusOr<v1::ResetPasswordResponse> ResetPassword(const ServerContext& context,
                                                        const Peer& peer,
                                                        const v1::ResetPasswordRequest& request);
absl::StatusOr<v1::LockAccountResponse> LockAccount(const ServerContext& context, const Peer& peer,
                                                    const v1::LockAccountRequest& request);
absl::StatusOr<v1::RemoveAccountResponse> RemoveAccount(const ServerContext& context,
                                                        const Peer& peer,
                                                        const v1::RemoveAccountRequest& request);
absl::StatusOr<v1::ListAccountsResponse> ListAccounts(const ServerContext& context,
                                                      const Peer& peer,
                                                      const v1::ListAccountsRequest& request);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_ACCOUNT_CALLS_H_
