// The judgement of what Prepare brings: everything that can be known before a signer looks at it.
#ifndef PARAPHE_SERVER_RPC_PREPARATION_H_
#define PARAPHE_SERVER_RPC_PREPARATION_H_

#include <string>

#include "absl/status/statusor.h"

#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/policy.pb.h"
#include "server/catalogue.h"
#include "server/config.h"
#include "server/session/session_service.h"

namespace paraphe::server {

// Judges the request for a session with this document under this policy: intake (DOC-1 to DOC-7), a
// table that shows it whole (PRES-3, PRES-4), attributes that the policy allows (ATT-3, ATT-4), an
// imposed certificate that can be read (CERT-4). The result lacks the document. Thread-safe.
absl::StatusOr<Preparation> JudgePreparation(const ServerSettings& settings,
                                             const Catalogue& catalogue, const v1::Policy& policy,
                                             const v1::PrepareRequest& request,
                                             const std::string& document);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_PREPARATION_H_
