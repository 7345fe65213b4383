// A call as it comes in: its head first, its one message as bytes when that is complete. So a message that is too large, or is none, is refused in our words, and is counted
// while it is on its way.
#ifndef PARAPHE_SERVER_RPC_RECEIVED_CALL_H_
#define PARAPHE_SERVER_RPC_RECEIVED_CALL_H_

#include <atomic>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message_lite.h"
#include "grpcpp/support/byte_buffer.h"

#include "common/grpc/status_seam.h"
#include "common/log_bound.h"
#include "server/identity/peer.h"
#include "server/rpc/generic_call.h"
#include "server/rpc/receipts.h"

namespace paraphe::server {

// What all calls together may take. What it points to outlives the calls.
struct CallBounds {
  Receipts* receipts = nullptr;
  LogBound* refusals = nullptr;  // lines of the log
  size_t message_bytes = 0;      // the largest message
};

class ReceivedCall : public GenericCall, public Awaiting {
 public:
  // Begins to wait for the message, or ends the call with OVERLOADED. Call once, after making it.
  static void Begin(const std::shared_ptr<ReceivedCall>& call);

  void GiveUp() final;

  // Whose call it is.
  const Peer& peer() const { return peer_; }

 protected:
  ReceivedCall(const CallBounds& bounds, std::unique_ptr<ArrivedCall> arrived, Peer peer);

  // The message is there. Called once, unless End is called before.
  virtual void OnMessage() = 0;
  // The call is to end with `status`, which is not OK.
  virtual void End(const absl::Status& status) = 0;

  grpc::ByteBuffer& message() { return message_; }
  CallFacts& facts() { return facts_; }
  // What ends the call of that name with `status`; logs it where it is a refusal.
  grpc::Status ToEnd(absl::string_view name, const absl::Status& status) const {
    return ToGrpcStatus(name, status, facts_, bounds_.refusals);
  }

 private:
  void OnRead(bool ok) final;

  const CallBounds bounds_;
  const Peer peer_;
  grpc::ByteBuffer message_;
  CallFacts facts_;
  std::atomic<bool> over_ = false;  // the receipt: either way
};

// OVERLOADED, with a time to wait: too much waits for its turn.
absl::Status Busy();

// MALFORMED_REQUEST where the bytes are no such message.
absl::Status ParseMessage(grpc::ByteBuffer& bytes, google::protobuf::MessageLite& message);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_RECEIVED_CALL_H_
