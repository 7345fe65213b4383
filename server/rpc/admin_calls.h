// The calls of AdminService in absl::Status terms, as calls.h has those of the others; errors are as admin_service.proto
// lists them. ReadAudit is a stream (audit_stream.h). Thread-safe.
#ifndef PARAPHE_SERVER_RPC_ADMIN_CALLS_H_
#define PARAPHE_SERVER_RPC_ADMIN_CALLS_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/admin_service.pb.h"
#include "server/identity/peer.h"
#include "server/rpc/server_context.h"

namespace paraphe::server {

// Who asks stands in the audit log.
absl::StatusOr<v1::ReloadResponse> Reload(const ServerContext& context, const Peer& peer,
                                          const v1::ReloadRequest& request);

absl::StatusOr<v1::GetInventoryResponse> GetInventory(const ServerContext& context,
                                                      const Peer& peer,
                                                      const v1::GetInventoryRequest& request);

absl::StatusOr<v1::GetIntegrityResponse> GetIntegrity(const ServerContext& context,
                                                      const Peer& peer,
                                                      const v1::GetIntegrityRequest& request);

absl::StatusOr<v1::ListSessionStatesResponse> ListSessionStates(
    const ServerContext& context, const Peer& peer, const v1::ListSessionStatesRequest& request);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_ADMIN_CALLS_H_
