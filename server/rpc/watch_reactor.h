// One Watch stream as gRPC's callback API wants it: no thread waits.
#ifndef PARAPHE_SERVER_RPC_WATCH_REACTOR_H_
#define PARAPHE_SERVER_RPC_WATCH_REACTOR_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/support/server_callback.h"

#include "paraphe/v1/session.pb.h"
#include "server/rpc/watch_hub.h"

namespace paraphe::server {

// Keeps itself alive until gRPC is done with it. Events are sent in the order of their versions,
// each version once; where a client reads more slowly than the session moves, the oldest that wait
// are left out. Ends after an event for which EndsWatch(), when closed, or when the client is gone.
// Thread-safe.
class WatchReactor final : public grpc::ServerWriteReactor<v1::SessionEvent>, public Watcher {
  struct Passkey {};

 public:
  static std::shared_ptr<WatchReactor> Create();
  explicit WatchReactor(Passkey) {}

  void OnEvent(const v1::SessionEvent& event) override;
  void OnClose(const absl::Status& status) override;

 private:
  static constexpr size_t kMaxWaiting = 64;

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  // Starts the next operation, unless one is running: the one place that does. gRPC may call
  // OnWriteDone inside StartWrite, so no lock is held then.
  void Pump();

  absl::Mutex mutex_;
  std::deque<v1::SessionEvent> waiting_ ABSL_GUARDED_BY(mutex_);
  uint64_t last_version_ ABSL_GUARDED_BY(mutex_) = 0;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);  // set: nothing is accepted any more

  v1::SessionEvent current_;  // belongs to the write that is running
  std::shared_ptr<WatchReactor> self_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_WATCH_REACTOR_H_
