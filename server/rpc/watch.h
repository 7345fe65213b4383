// Watch, for both services: a stream of a session's states.
#ifndef PARAPHE_SERVER_RPC_WATCH_H_
#define PARAPHE_SERVER_RPC_WATCH_H_

#include <memory>

#include "absl/status/statusor.h"
#include "grpcpp/support/byte_buffer.h"

#include "common/status_macros.h"
#include "server/rpc/received_call.h"
#include "server/rpc/server_context.h"
#include "server/rpc/session_facts.h"
#include "server/rpc/watch_hub.h"
#include "server/rpc/watch_stream.h"
#include "server/rpc/worker_pool.h"

namespace paraphe::server {

// Whoever a request in bytes speaks for. Errors: as ParseMessage.
using RefOfBytes = absl::StatusOr<SessionRef> (*)(grpc::ByteBuffer& bytes, const Peer& peer);

template <typename Request>
absl::StatusOr<SessionRef> RefOfMessage(grpc::ByteBuffer& bytes, const Peer& peer) {
  Request request;
  RETURN_IF_ERROR(ParseMessage(bytes, request));
  return RefOf(request, peer).value_or(SessionRef(SignerRef()));
}

// A stream that begins once its message is there. Context, hub and pool must outlive it.
std::shared_ptr<ReceivedCall> MakeWatch(const CallBounds& bounds,
                                        std::unique_ptr<ArrivedCall> arrived, Peer peer,
                                        const ServerContext& context, WatchHub* hub,
                                        WorkerPool* pool, RefOfBytes ref);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_WATCH_H_
