// Watch, for both services: a stream of a session's states.
#ifndef PARAPHE_SERVER_RPC_WATCH_H_
#define PARAPHE_SERVER_RPC_WATCH_H_

#include "grpcpp/support/server_callback.h"

#include "paraphe/v1/session.pb.h"
#include "server/rpc/watch_hub.h"
#include "server/rpc/worker_pool.h"
#include "server/session/session_machine.h"

namespace paraphe::server {

// Begins a stream for whoever `ref` is. The machine, the hub and the pool must outlive the stream.
// Thread-safe.
grpc::ServerWriteReactor<v1::SessionEvent>* AnswerWatch(WorkerPool& pool, SessionMachine& machine,
                                                        WatchHub& hub, SessionRef ref);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_WATCH_H_
