// Consent: the signer's deliberate acts, and what was on the screen.
#ifndef PARAPHE_SERVER_RPC_CONSENT_H_
#define PARAPHE_SERVER_RPC_CONSENT_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/signer_service.pb.h"
#include "server/rpc/context.h"

namespace paraphe::server {

// SignerService.Consent; errors as signer_service.proto lists them. Thread-safe.
absl::StatusOr<v1::ConsentResponse> Consent(const ServerContext& context,
                                            const v1::ConsentRequest& request);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_CONSENT_H_
