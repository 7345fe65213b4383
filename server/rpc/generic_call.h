// One call of any method, in bytes, on a completion queue: what is done to it, and what comes of that.
#ifndef PARAPHE_SERVER_RPC_GENERIC_CALL_H_
#define PARAPHE_SERVER_RPC_GENERIC_CALL_H_

#include <atomic>
#include <memory>
#include <utility>

#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/status.h"

namespace paraphe::server {

// What a completion queue's tags point to.
class QueueEvent {
 public:
  virtual ~QueueEvent() = default;
  // `ok` as grpc::CompletionQueue::Next says. May delete the event.
  virtual void Happen(bool ok) = 0;
};

class GenericCall;

// The head of a call, as the queue takes it in (call_queue.h).
struct ArrivedCall {
  // The call is over, or cancelled.
  class End final : public QueueEvent {
   public:
    void Happen(bool ok) override;
    GenericCall* call = nullptr;
  };

  std::shared_ptr<void> counted;  // the queue's; goes last
  grpc::GenericServerContext context;
  grpc::GenericServerAsyncReaderWriter stream{&context};
  End end;
};

// The functions named On... run on the queue's thread, and must not block. At most one read and one write run at a
// time; Finish or WriteAndFinish is called once, whatever happens, from any thread, and nothing of the call may be
// used after it. Keeps itself alive until all of it is over.
class GenericCall {
 public:
  virtual ~GenericCall() = default;
  GenericCall(const GenericCall&) = delete;
  GenericCall& operator=(const GenericCall&) = delete;

 protected:
  explicit GenericCall(std::unique_ptr<ArrivedCall> arrived);
  // To be called once, after making it.
  static void Keep(const std::shared_ptr<GenericCall>& call) { call->self_ = call; }

  // Each ends with the event of its name. The bytes must stay until then.
  void Read(grpc::ByteBuffer* message);
  void Write(const grpc::ByteBuffer& message);
  void WriteAndFinish(const grpc::ByteBuffer& message);
  void Finish(const grpc::Status& status);

  virtual void OnRead(bool /*ok*/) {}
  virtual void OnWritten(bool /*ok*/) {}
  // The client is gone, or its deadline has passed.
  virtual void OnCancelled() {}

  // For other threads that use it. Not after the call has ended.
  const std::shared_ptr<GenericCall>& self() const { return self_; }
  grpc::GenericServerContext& context() { return arrived_->context; }
  bool is_cancelled() const { return cancelled_; }

 private:
  friend class ArrivedCall::End;

  class Event final : public QueueEvent {
   public:
    Event(GenericCall* call, void (GenericCall::*then)(bool ok)) : call_(*call), then_(then) {}
    void Happen(bool ok) override;

   private:
    GenericCall& call_;
    void (GenericCall::*const then_)(bool ok);
  };

  void Finished(bool /*ok*/) {}
  void Ended();
  // One event less is waited for.
  void Drop();

  const std::unique_ptr<ArrivedCall> arrived_;
  Event read_{this, &GenericCall::OnRead};
  Event written_{this, &GenericCall::OnWritten};
  Event finished_{this, &GenericCall::Finished};
  // The end of the call and that of its finish, which come for each, and what runs.
  std::atomic<int> awaited_ = 2;
  std::atomic<bool> cancelled_ = false;
  std::shared_ptr<GenericCall> self_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_GENERIC_CALL_H_
