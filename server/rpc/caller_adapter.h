// CallerService on gRPC's callback API. Thin: the calls are in calls.h.
#ifndef PARAPHE_SERVER_RPC_CALLER_ADAPTER_H_
#define PARAPHE_SERVER_RPC_CALLER_ADAPTER_H_

#include "paraphe/v1/caller_service.grpc.pb.h"
#include "server/rpc/server_context.h"
#include "server/rpc/watch_hub.h"
#include "server/rpc/worker_pool.h"

namespace paraphe::server {

// Thread-safe. What it is given must outlive it.
class CallerAdapter final : public v1::CallerService::CallbackService {
 public:
  CallerAdapter(const ServerContext& context, WatchHub* hub, WorkerPool* pool)
      : context_(context), hub_(*hub), pool_(*pool) {}

  grpc::ServerUnaryReactor* Prepare(grpc::CallbackServerContext* call,
                                    const v1::PrepareRequest* request,
                                    v1::PrepareResponse* response) override;
  grpc::ServerUnaryReactor* Finalize(grpc::CallbackServerContext* call,
                                     const v1::FinalizeRequest* request,
                                     v1::FinalizeResponse* response) override;
  grpc::ServerUnaryReactor* Abort(grpc::CallbackServerContext* call,
                                  const v1::CallerAbortRequest* request,
                                  v1::CallerAbortResponse* response) override;
  grpc::ServerWriteReactor<v1::SessionEvent>* Watch(grpc::CallbackServerContext* call,
                                                    const v1::CallerWatchRequest* request) override;

 private:
  const ServerContext& context_;
  WatchHub& hub_;
  WorkerPool& pool_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_CALLER_ADAPTER_H_
