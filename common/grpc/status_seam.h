// The one place where absl::Status becomes grpc::Status and back. No other file builds a
// grpc::Status that is an error, or looks into one.
//
// The ErrorDetail of common/errors.h travels inside google.rpc.Status in the trailer
// grpc-status-details-bin, as every gRPC implementation expects it.
#ifndef PARAPHE_COMMON_GRPC_STATUS_SEAM_H_
#define PARAPHE_COMMON_GRPC_STATUS_SEAM_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/status.h"

namespace paraphe {

// Longest message that crosses the wire, in bytes. gRPC drops a call whose trailers are beyond 8
// KiB, and a message is sent twice, once percent-encoded: a longer one is cut at a character and
// ends in "...".
inline constexpr size_t kMaxStatusMessageBytes = 1024;

// For the server's answer. OK gives OK. A status without ErrorDetail is a defect or came out of a
// library: it is logged with its message and leaves as reason INTERNAL without it. Every refusal is
// logged once, here: `call` (a name such as "Prepare") and the reason, never the message; INTERNAL
// and DATA_LOSS as errors, the rest at level info. Thread-safe.
grpc::Status ToGrpcStatus(absl::string_view call, const absl::Status& status);

// For the client. The payload is the server's ErrorDetail. Where the server sent none (gRPC itself
// failed, a proxy answered, the bytes do not parse, the code inside is another one) the reason
// follows from the code: UNAVAILABLE NOT_REACHABLE, DEADLINE_EXCEEDED DEADLINE, RESOURCE_EXHAUSTED
// TOO_LARGE, PERMISSION_DENIED and UNAUTHENTICATED NOT_ALLOWED, any other INTERNAL. The message is
// a peer's: control characters in it are replaced and it is cut, so that it may go to a terminal.
// Thread-safe.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_GRPC_STATUS_SEAM_H_
