// Health checking, for everybody: grpc/health/v1/health.proto. gRPC's own service would bring the threads of its
// callback API.
#ifndef PARAPHE_SERVER_RPC_HEALTH_H_
#define PARAPHE_SERVER_RPC_HEALTH_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "grpc/health/v1/health.pb.h"

#include "server/rpc/received_call.h"

namespace paraphe::server {

using ServingStatus = grpc::health::v1::HealthCheckResponse::ServingStatus;

// Which services serve, by the names of health.proto. Thread-safe.
class Health {
 public:
  // A stream. Both functions may be called from any thread, without a lock held.
  class Watcher {
   public:
    virtual ~Watcher() = default;
    virtual void OnStatus(ServingStatus status) = 0;
    // The server ends; nothing will follow.
    virtual void OnClose() = 0;
  };

  // Tells those who watch.
  void Set(const std::vector<std::string>& services, bool serving);
  // SERVICE_UNKNOWN of one that was never set.
  ServingStatus Get(const std::string& service) const;

  // Tells the watcher now, and of each change until it is removed.
  void Add(const std::string& service, const std::shared_ptr<Watcher>& watcher);
  void Remove(const Watcher* watcher);
  // Ends every stream; those that come later end at once.
  void Close();

 private:
  struct Entry {
    std::string service;
    std::weak_ptr<Watcher> watcher;
  };

  ServingStatus Find(const std::string& service) const ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  std::map<std::string, ServingStatus> services_ ABSL_GUARDED_BY(mutex_);
  std::map<const Watcher*, Entry> watchers_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

// The call, where its method is the health service's; else null, and `arrived` is left. `health` must outlive it.
std::shared_ptr<ReceivedCall> MakeHealthCall(const CallBounds& bounds,
                                             std::unique_ptr<ArrivedCall>& arrived, Health* health);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_HEALTH_H_
