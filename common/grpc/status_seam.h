// The one place where absl::Status becomes grpc::Status and back. No other file builds a
// grpc::Status that is an error, or looks into one.
//
// The ErrorDetail of common/errors.h travels inside google.rpc.Status in the trailer
// grpc-status-details-bin, as every gRPC implementation expects it.
#ifndef PARAPHE_COMMON_GRPC_STATUS_SEAM_H_
#define PARAPHE_COMMON_GRPC_STATUS_SEAM_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/status.h"

#include "common/log_bound.h"

namespace paraphe {

// Longest message that crosses the wire, in bytes. gRPC drops a call whose trailers are beyond 8
// KiB, and a message is sent twice, once percent-encoded: a longer one is cut at a character and
// ends in "...".
inline constexpr size_t kMaxStatusMessageBytes = 1024;

// Whose call it is, for the log; empty where that is not known.
struct CallFacts {
  std::string peer;         // address and port, as gRPC writes them
  std::string application;  // a configured name
  std::string session;      // an id
};

// For the server's answer. OK gives OK. A status without ErrorDetail is a defect or came out of a
// library: it is logged with its message and leaves as reason INTERNAL without it. Every refusal is
// logged once, here: `call` (a name such as "Prepare"), whose it is, the reason, and the message
// where it is ours alone: without what it quotes, and not at all where it speaks of a document or
// of attributes. INTERNAL is logged as an error, the rest at level info: it is the peer's. With
// `bound`, only as often as it admits for the peer's address. Thread-safe.
grpc::Status ToGrpcStatus(absl::string_view call, const absl::Status& status,
                          const CallFacts& facts = CallFacts(), LogBound* bound = nullptr);

// The same of a refusal, with an ErrorDetail, that was logged where it was made.
grpc::Status ToLoggedGrpcStatus(const absl::Status& status);

// The server's answer to a call of a method that it does not have, logged as a refusal, within
// `bound` too. Clients of optional services look for its code, UNIMPLEMENTED.
grpc::Status UnknownMethod(const CallFacts& facts, LogBound* bound);

// The answer of the standard health check for a service that the server does not have: its clients look for the code,
// NOT_FOUND. Not logged.
grpc::Status UnknownService();

// For the client. The payload is the server's ErrorDetail. Where the server sent none (gRPC itself
// failed, a proxy answered, the bytes do not parse, the code inside is another one) the reason
// follows from the code: UNAVAILABLE NOT_REACHABLE, DEADLINE_EXCEEDED DEADLINE, RESOURCE_EXHAUSTED
// TOO_LARGE, PERMISSION_DENIED and UNAUTHENTICATED NOT_ALLOWED, any other INTERNAL. The message is
// a peer's: control characters in it are replaced and it is cut, so that it may go to a terminal.
// Thread-safe.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_GRPC_STATUS_SEAM_H_
