// Sign: the digest goes out to the device, past which there is no way back, and what the device
// said comes in.
#ifndef PARAPHE_SERVER_RPC_SIGN_H_
#define PARAPHE_SERVER_RPC_SIGN_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/signer_service.pb.h"
#include "server/rpc/context.h"

namespace paraphe::server {

// SignerService.Sign, all its steps; errors as signer_service.proto lists them. Thread-safe.
absl::StatusOr<v1::SignResponse> Sign(const ServerContext& context, const v1::SignRequest& request);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_SIGN_H_
