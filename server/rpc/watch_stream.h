// One Watch stream: no thread waits for it.
#ifndef PARAPHE_SERVER_RPC_WATCH_STREAM_H_
#define PARAPHE_SERVER_RPC_WATCH_STREAM_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/support/byte_buffer.h"

#include "paraphe/v1/session.pb.h"
#include "server/rpc/received_call.h"
#include "server/rpc/watch_hub.h"
#include "server/rpc/worker_pool.h"

namespace paraphe::server {

// Events are sent in the order of their versions, each version once; where a client reads more slowly
// than the session moves, the oldest that wait are left out. Ends after an event for which
// EndsWatch(), when closed, or when the client is gone. Thread-safe.
class WatchStream final : public ReceivedCall, public Watcher {
 public:
  // Begins the stream once its message is there; runs in the pool. An error ends the stream.
  using Start = std::function<absl::Status(const std::shared_ptr<WatchStream>& stream,
                                           grpc::ByteBuffer& message, CallFacts& facts)>;

  WatchStream(const CallBounds& bounds, std::unique_ptr<ArrivedCall> arrived, Peer peer,
              WorkerPool* pool, Start start)
      : ReceivedCall(bounds, std::move(arrived), std::move(peer)),
        pool_(*pool),
        start_(std::move(start)) {}

  void OnEvent(const v1::SessionEvent& event) override;
  void OnClose(const absl::Status& status) override;

 private:
  static constexpr size_t kMaxWaiting = 64;

  void OnMessage() override;
  void End(const absl::Status& status) override { OnClose(status); }
  void OnWritten(bool ok) override;
  void OnCancelled() override;

  // Starts the next operation, unless one is running: the one place that does.
  void Pump();

  WorkerPool& pool_;
  const Start start_;
  absl::Mutex mutex_;
  std::deque<v1::SessionEvent> waiting_ ABSL_GUARDED_BY(mutex_);
  uint64_t last_version_ ABSL_GUARDED_BY(mutex_) = 0;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);  // set: nothing is accepted any more

  grpc::ByteBuffer current_;  // belongs to the write that is running
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_WATCH_STREAM_H_
