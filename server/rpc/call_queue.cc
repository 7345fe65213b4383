#include "server/rpc/call_queue.h"

#include <utility>

#include "server/rpc/generic_call.h"

namespace paraphe::server {
namespace {

// Calls that gRPC has room for before their heads are looked at.
constexpr int kAwaited = 16;

}  // namespace

// A call that is waited for.
class CallQueue::Arrival final : public QueueEvent {
 public:
  explicit Arrival(CallQueue* queue) : queue_(*queue) {
    call_->counted = queue_.count_.Add();
    call_->context.AsyncNotifyWhenDone(&call_->end);
    queue_.service_.RequestCall(&call_->context, &call_->stream, queue_.queue_.get(),
                                queue_.queue_.get(), this);
  }

  // Not ok: the server was shut down, and no call comes.
  void Happen(bool ok) override {
    const std::unique_ptr<Arrival> own(this);
    if (!ok) return;
    queue_.Await();
    queue_.router_.Begin(std::move(call_));
  }

 private:
  CallQueue& queue_;
  std::unique_ptr<ArrivedCall> call_ = std::make_unique<ArrivedCall>();
};

std::shared_ptr<void> CallQueue::Count::Add() {
  const std::lock_guard lock(mutex_);
  ++calls_;
  return {nullptr, [this](void*) {
            const std::lock_guard end(mutex_);
            if (--calls_ == 0) none_.notify_all();
          }};
}

void CallQueue::Count::AwaitNone() {
  std::unique_lock lock(mutex_);
  none_.wait(lock, [this] { return calls_ == 0; });
}

CallQueue::CallQueue(grpc::ServerBuilder& builder, grpc::AsyncGenericService* service,
                     const CallRouter* router)
    : router_(*router), service_(*service), queue_(builder.AddCompletionQueue()) {}

CallQueue::~CallQueue() {
  queue_->Shutdown();
  if (thread_.joinable()) {
    thread_.join();
  } else {
    Work();
  }
}

void CallQueue::Begin() {
  for (int i = 0; i < kAwaited; ++i) Await();
  thread_ = std::thread([this] { Work(); });
}

void CallQueue::End() { count_.AwaitNone(); }

void CallQueue::Await() { std::make_unique<Arrival>(this).release(); }

void CallQueue::Work() {
  void* event = nullptr;
  bool ok = false;
  while (queue_->Next(&event, &ok)) static_cast<QueueEvent*>(event)->Happen(ok);
}

}  // namespace paraphe::server
