// Finalize: the caller takes the signed document, or learns how the session ended.
#ifndef PARAPHE_SERVER_RPC_FINALIZE_H_
#define PARAPHE_SERVER_RPC_FINALIZE_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/caller_service.pb.h"
#include "server/rpc/context.h"

namespace paraphe::server {

// CallerService.Finalize; errors as caller_service.proto lists them. Thread-safe.
absl::StatusOr<v1::FinalizeResponse> Finalize(const ServerContext& context,
                                              const v1::FinalizeRequest& request);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_FINALIZE_H_
