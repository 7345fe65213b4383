// Which policy a new session is under (POL-2, POL-3, POL-5).
#ifndef PARAPHE_SERVER_RPC_POLICY_CHOICE_H_
#define PARAPHE_SERVER_RPC_POLICY_CHOICE_H_

#include "absl/status/statusor.h"

#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/policy.pb.h"
#include "server/catalogue.h"

namespace paraphe::server {

// The policy of a request for a new session, complete and independent of any file: defaults are
// filled in, and where it names no CA those of the server stand in it (POL-5, POL-7). NOT_ALLOWED
// for an application that is not listed, or a policy that it may not name; POLICY_UNKNOWN;
// POLICY_INLINE_NOT_GRANTED; POLICY_INVALID. Thread-safe.
absl::StatusOr<v1::Policy> ChoosePolicy(const Catalogue& catalogue,
                                        const v1::PrepareRequest& request);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_POLICY_CHOICE_H_
