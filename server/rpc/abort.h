// Abort: the caller or the signer ends the session, and everything of it is rolled back (SES-2).
#ifndef PARAPHE_SERVER_RPC_ABORT_H_
#define PARAPHE_SERVER_RPC_ABORT_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/signer_service.pb.h"
#include "server/rpc/context.h"

namespace paraphe::server {

// CallerService.Abort and SignerService.Abort; errors as the services list them. Thread-safe.
absl::StatusOr<v1::CallerAbortResponse> AbortByCaller(const ServerContext& context,
                                                      const v1::CallerAbortRequest& request);
absl::StatusOr<v1::SignerAbortResponse> AbortBySigner(const ServerContext& context,
                                                      const v1::SignerAbortRequest& request);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_ABORT_H_
