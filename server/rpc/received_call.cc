#include "server/rpc/received_call.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/support/proto_buffer_reader.h"

#include "common/errors.h"
#include "server/store/store_errors.h"

namespace paraphe::server {
namespace {

constexpr absl::Duration kBusyFor = absl::Seconds(5);

absl::Status Missing() {
  return MakeError(v1::MALFORMED_REQUEST, "the call ended before its message was complete");
}

}  // namespace

ReceivedCall::ReceivedCall(const CallBounds& bounds, std::unique_ptr<ArrivedCall> arrived,
                           Peer peer)
    : GenericCall(std::move(arrived)), bounds_(bounds), peer_(std::move(peer)) {
  facts_.peer = peer_.address;
}

void ReceivedCall::Begin(const std::shared_ptr<ReceivedCall>& call) {
  Keep(call);
  if (!call->bounds_.receipts->Add(call, call->facts_.peer, absl::Now())) {
    call->over_ = true;
    call->End(Overload(kBusyFor, "too many messages are on their way; try again later"));
    return;
  }
  call->Read(&call->message_);
}

void ReceivedCall::GiveUp() {
  if (over_.exchange(true)) return;
  bounds_.receipts->Remove(this);
  End(MakeError(v1::DEADLINE, "the message did not arrive in time; try again"));
}

void ReceivedCall::OnRead(bool ok) {
  if (over_.exchange(true)) return;
  bounds_.receipts->Remove(this);
  if (!ok) return End(Missing());
  if (message_.Length() > bounds_.message_bytes) {
    message_.Clear();
    return End(
        MakeError(v1::TOO_LARGE,
                  absl::StrCat("the message has more than ", bounds_.message_bytes,
                               " bytes: the largest document that this server takes, and 8 MiB")));
  }
  OnMessage();
}

absl::Status Busy() { return Overload(kBusyFor, "the server is busy; try again later"); }

absl::Status ParseMessage(grpc::ByteBuffer& bytes, google::protobuf::MessageLite& message) {
  bool parsed = false;
  if (bytes.Valid()) {
    grpc::ProtoBufferReader reader(&bytes);
    parsed = message.ParseFromZeroCopyStream(&reader) && reader.status().ok();
  }
  bytes.Clear();
  if (parsed) return absl::OkStatus();
  return MakeError(v1::MALFORMED_REQUEST,
                   "the message is not one of this call: it does not parse, or a text in it is not "
                   "UTF-8");
}

}  // namespace paraphe::server
