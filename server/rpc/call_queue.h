// Where calls of a gRPC server come in: a completion queue with a thread that moves bytes and never works on a call.
// gRPC's callback API changes threads several times for each call (docs/adr/2026-11-28-calls-on-completion-queues.md).
#ifndef PARAPHE_SERVER_RPC_CALL_QUEUE_H_
#define PARAPHE_SERVER_RPC_CALL_QUEUE_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/server_builder.h"

#include "server/rpc/call_router.h"

namespace paraphe::server {

// Not thread-safe.
class CallQueue {
 public:
  // Takes part in the server that `builder` builds with `service`. What it is given must outlive it, the builder not.
  CallQueue(grpc::ServerBuilder& builder, grpc::AsyncGenericService* service,
            const CallRouter* router);
  // After End(), or where no server was built.
  ~CallQueue();
  CallQueue(const CallQueue&) = delete;
  CallQueue& operator=(const CallQueue&) = delete;

  // Calls come in from here on. The server must have been built.
  void Begin();
  // Waits until the last call has let go. The server must have been shut down.
  void End();

 private:
  class Arrival;
  // How many calls there are, those that are waited for included.
  class Count {
   public:
    std::shared_ptr<void> Add();
    void AwaitNone();

   private:
    std::mutex mutex_;  // not Abseil's: see server/periodic.h
    std::condition_variable none_;
    int calls_ = 0;
  };

  void Await();
  void Work();

  const CallRouter& router_;
  grpc::AsyncGenericService& service_;
  const std::unique_ptr<grpc::ServerCompletionQueue> queue_;
  Count count_;
  std::thread thread_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_CALL_QUEUE_H_
