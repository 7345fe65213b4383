// Prepare: a document comes in, is judged whole, and a session is opened or amended. Nothing of a
// request that is refused is kept.
#ifndef PARAPHE_SERVER_RPC_PREPARE_H_
#define PARAPHE_SERVER_RPC_PREPARE_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/caller_service.pb.h"
#include "server/rpc/context.h"

namespace paraphe::server {

// CallerService.Prepare; errors as caller_service.proto lists them. The request is taken by value:
// its document moves into the session. Thread-safe.
absl::StatusOr<v1::PrepareResponse> Prepare(const ServerContext& context,
                                            v1::PrepareRequest request);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_PREPARE_H_
