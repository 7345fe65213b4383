#include "server/rpc/generic_call.h"

#include <utility>

namespace paraphe::server {

void ArrivedCall::End::Happen(bool /*ok*/) { call->Ended(); }

void GenericCall::Event::Happen(bool ok) {
  (call_.*then_)(ok);
  call_.Drop();
}

GenericCall::GenericCall(std::unique_ptr<ArrivedCall> arrived) : arrived_(std::move(arrived)) {
  arrived_->end.call = this;
}

void GenericCall::Read(grpc::ByteBuffer* message) {
  ++awaited_;
  arrived_->stream.Read(message, &read_);
}

void GenericCall::Write(const grpc::ByteBuffer& message) {
  ++awaited_;
  arrived_->stream.Write(message, &written_);
}

void GenericCall::WriteAndFinish(const grpc::ByteBuffer& message) {
  arrived_->stream.WriteAndFinish(message, grpc::WriteOptions(), grpc::Status::OK, &finished_);
}

void GenericCall::Finish(const grpc::Status& status) {
  arrived_->stream.Finish(status, &finished_);
}

void GenericCall::Ended() {
  if (arrived_->context.IsCancelled()) {
    cancelled_ = true;
    OnCancelled();
  }
  Drop();
}

void GenericCall::Drop() {
  if (--awaited_ > 0) return;
  const std::shared_ptr<GenericCall> last = std::move(self_);
}

}  // namespace paraphe::server
