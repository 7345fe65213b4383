// Present: what is to be shown goes out, the device's certificates are judged, and once one is
// chosen exactly what will be signed is fixed.
#ifndef PARAPHE_SERVER_RPC_PRESENT_H_
#define PARAPHE_SERVER_RPC_PRESENT_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/signer_service.pb.h"
#include "server/rpc/context.h"

namespace paraphe::server {

// SignerService.Present; errors as signer_service.proto lists them. Thread-safe.
absl::StatusOr<v1::PresentResponse> Present(const ServerContext& context,
                                            const v1::PresentRequest& request);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_PRESENT_H_
