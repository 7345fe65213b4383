#include "client/sdk/grpc_transport.h"

#include <set>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/client_context.h"

#include "common/grpc/channel.h"
#include "common/status_macros.h"
#include "paraphe/v1/caller_service.grpc.pb.h"

namespace paraphe::client {
namespace {

using Stub = v1::CallerService::Stub;

// The contexts of the streams that are being read, so that another thread can end them.
class RunningStreams {
 public:
  void Add(grpc::ClientContext* context) {
    absl::MutexLock lock(&mutex_);
    running_.insert(context);
    if (stopped_) context->TryCancel();
  }
  void Remove(grpc::ClientContext* context) {
    absl::MutexLock lock(&mutex_);
    running_.erase(context);
  }
  void Stop() {
    absl::MutexLock lock(&mutex_);
    stopped_ = true;
    for (grpc::ClientContext* context : running_) context->TryCancel();
  }

 private:
  absl::Mutex mutex_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  std::set<grpc::ClientContext*> running_ ABSL_GUARDED_BY(mutex_);
};

// One unary call with its deadline.
template <typename Request, typename Response>
absl::Status CallOnce(const ServerChannel& channel, Stub& stub,
                      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                      const Request& request, absl::Time deadline, Response* response) {
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(deadline));
  return channel.Outcome((stub.*method)(&context, request, response));
}

class GrpcTransport final : public CallerTransport {
 public:
  explicit GrpcTransport(const ServerChannel& channel)
      : channel_(channel), stub_(v1::CallerService::NewStub(channel.grpc())) {}

  absl::Status Prepare(const v1::PrepareRequest& request, absl::Time deadline,
                       v1::PrepareResponse* response) override {
    return CallOnce(channel_, *stub_, &Stub::Prepare, request, deadline, response);
  }
  absl::Status Finalize(const v1::FinalizeRequest& request, absl::Time deadline,
                        v1::FinalizeResponse* response) override {
    return CallOnce(channel_, *stub_, &Stub::Finalize, request, deadline, response);
  }
  absl::Status Abort(const v1::CallerAbortRequest& request, absl::Time deadline,
                     v1::CallerAbortResponse* response) override {
    return CallOnce(channel_, *stub_, &Stub::Abort, request, deadline, response);
  }
  absl::Status Watch(const v1::CallerWatchRequest& request, absl::Time deadline,
                     absl::FunctionRef<void(const v1::SessionEvent&)> on_event) override {
    grpc::ClientContext context;
    if (deadline != absl::InfiniteFuture()) context.set_deadline(absl::ToChronoTime(deadline));
    const auto reader = stub_->Watch(&context, request);
    streams_.Add(&context);
    v1::SessionEvent event;
    while (reader->Read(&event)) on_event(event);
    streams_.Remove(&context);
    return channel_.Outcome(reader->Finish());
  }
  void StopWatching() override { streams_.Stop(); }

 private:
  const ServerChannel channel_;
  const std::unique_ptr<Stub> stub_;
  RunningStreams streams_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<CallerTransport>> OpenGrpcTransport(const v1::ServerAddress& server,
                                                                   const std::string& base_file,
                                                                   size_t document_bytes) {
  ASSIGN_OR_RETURN(const ServerChannel channel,
                   OpenChannel(server, base_file, MessageBound(document_bytes)));
  return std::make_unique<GrpcTransport>(channel);
}

}  // namespace paraphe::client
