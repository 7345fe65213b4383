// Prepare, before its document is read: what a message says of itself at its head, and whether there is room for the
// session that it would open. So a full server is asked again and again at little cost.
#ifndef PARAPHE_SERVER_RPC_ADMISSION_H_
#define PARAPHE_SERVER_RPC_ADMISSION_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "grpcpp/support/byte_buffer.h"

#include "common/grpc/status_seam.h"
#include "server/identity/peer.h"
#include "server/rpc/server_context.h"
#include "server/rpc/worker_pool.h"

namespace paraphe::server {

// Of a PrepareRequest.
struct PrepareHead {
  std::string session_id;
  std::string application;
  std::string idempotency_key;
  uint64_t document_bytes = 0;
};

// Passes over everything else: what it costs does not depend on the document. Nothing where the bytes are no such
// message, or an unusual one; then they must be parsed to say what is wrong with them. The bytes stay as they are.
std::optional<PrepareHead> ReadPrepareHead(grpc::ByteBuffer& bytes);

// OK where there may be room for the session, or where the request repeats one that was answered (SES-5). Whether it
// does get room is known when it is stored. Of an amendment only the document's size is looked at.
// Errors:
//   OVERLOADED         a quota is used up
//   TOO_LARGE          the document is beyond its bound, or more than all sessions of the application may hold
//   STORE_UNAVAILABLE  nobody knows
//
// REQ: SES-7
absl::Status Admit(const ServerContext& context, const PrepareHead& head);

// The class of a Prepare, and its answer, for call_router.cc.
TaskClass ClassOfPrepare(grpc::ByteBuffer& request);
absl::Status AnswerPrepare(const ServerContext& context, const Peer& peer,
                           grpc::ByteBuffer& request, grpc::ByteBuffer& response, CallFacts& facts);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_ADMISSION_H_
