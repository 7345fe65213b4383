// SignerService on gRPC's callback API. Thin: the calls are in calls.h.
#ifndef PARAPHE_SERVER_RPC_SIGNER_ADAPTER_H_
#define PARAPHE_SERVER_RPC_SIGNER_ADAPTER_H_

#include "paraphe/v1/signer_service.grpc.pb.h"
#include "server/rpc/server_context.h"
#include "server/rpc/watch_hub.h"
#include "server/rpc/worker_pool.h"

namespace paraphe::server {

// Thread-safe. What it is given must outlive it.
class SignerAdapter final : public v1::SignerService::CallbackService {
 public:
  SignerAdapter(const ServerContext& context, WatchHub* hub, WorkerPool* pool)
      : context_(context), hub_(*hub), pool_(*pool) {}

  grpc::ServerUnaryReactor* Present(grpc::CallbackServerContext* call,
                                    const v1::PresentRequest* request,
                                    v1::PresentResponse* response) override;
  grpc::ServerUnaryReactor* Consent(grpc::CallbackServerContext* call,
                                    const v1::ConsentRequest* request,
                                    v1::ConsentResponse* response) override;
  grpc::ServerUnaryReactor* Sign(grpc::CallbackServerContext* call, const v1::SignRequest* request,
                                 v1::SignResponse* response) override;
  grpc::ServerUnaryReactor* Export(grpc::CallbackServerContext* call,
                                   const v1::SignerExportRequest* request,
                                   v1::SignerExportResponse* response) override;
  grpc::ServerUnaryReactor* Abort(grpc::CallbackServerContext* call,
                                  const v1::SignerAbortRequest* request,
                                  v1::SignerAbortResponse* response) override;
  grpc::ServerWriteReactor<v1::SessionEvent>* Watch(grpc::CallbackServerContext* call,
                                                    const v1::SignerWatchRequest* request) override;

 private:
  const ServerContext& context_;
  WatchHub& hub_;
  WorkerPool& pool_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_SIGNER_ADAPTER_H_
