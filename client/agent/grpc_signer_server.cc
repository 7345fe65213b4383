#include "client/agent/grpc_signer_server.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/support/async_unary_call.h"

#include "client/agent/server_pins.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

using Stub = v1::SignerService::Stub;

template <typename Request, typename Response>
using Method = std::unique_ptr<grpc::ClientAsyncResponseReader<Response>> (Stub::*)(
    grpc::ClientContext*, const Request&, grpc::CompletionQueue*);

// Of a call of a session that the signer stopped.
constexpr absl::Duration kHurried = absl::Seconds(5);
// How soon a call hears that it must end.
constexpr absl::Duration kListening = absl::Milliseconds(50);

// What a call goes over.
struct Line {
  const ServerChannel& channel;
  Stub& stub;
};

std::chrono::system_clock::time_point In(absl::Duration duration) {
  return absl::ToChronoTime(absl::Now() + duration);
}

// On a queue that the caller's thread attends to: gRPC's API of callbacks would start two threads for it.
template <typename Response, typename Request>
absl::StatusOr<Response> CallOnce(const Line& line, Method<Request, Response> method,
                                  const Request& request, absl::Duration deadline,
                                  const Stop& stop) {
  grpc::ClientContext context;
  if (stop.Hurries()) deadline = std::min(deadline, kHurried);
  context.set_deadline(In(deadline));
  Response response;
  grpc::Status status;
  grpc::CompletionQueue queue;
  const auto call = (line.stub.*method)(&context, request, &queue);
  call->Finish(&response, &status, &response);
  void* tag = nullptr;
  bool done = false;
  while (queue.AsyncNext(&tag, &done, In(kListening)) == grpc::CompletionQueue::TIMEOUT) {
    if (!stop.EndsCall()) continue;
    context.TryCancel();
    queue.Next(&tag, &done);
    if (!status.ok()) return MakeError(v1::DEADLINE, "stopped before the server answered");
  }
  RETURN_IF_ERROR(line.channel.Outcome(status));
  return response;
}

// How long after a broken stream the next is asked for.
constexpr absl::Duration kFollowAgain = absl::Seconds(5);

class GrpcWatch final : public SignerServer::Watch {
 public:
  GrpcWatch(v1::SignerService::Stub& stub, v1::SignerWatchRequest request,
            std::function<void(const v1::SessionEvent&)> on_event)
      : stub_(stub), request_(std::move(request)), on_event_(std::move(on_event)) {
    thread_ = std::thread([this] {
      while (!ended_.HasBeenNotified()) {
        ReadAll();
        ended_.WaitForNotificationWithTimeout(kFollowAgain);
      }
    });
  }
  ~GrpcWatch() override {
    ended_.Notify();
    {
      const absl::MutexLock lock(&mutex_);
      if (context_ != nullptr) context_->TryCancel();
    }
    thread_.join();
  }

 private:
  void ReadAll() {
    grpc::ClientContext context;
    Set(&context);
    if (ended_.HasBeenNotified()) context.TryCancel();
    const auto reader = stub_.Watch(&context, request_);
    v1::SessionEvent event;
    while (reader->Read(&event)) on_event_(event);
    static_cast<void>(reader->Finish());
    Set(nullptr);
  }
  void Set(grpc::ClientContext* context) {
    const absl::MutexLock lock(&mutex_);
    context_ = context;
  }

  v1::SignerService::Stub& stub_;
  const v1::SignerWatchRequest request_;
  const std::function<void(const v1::SessionEvent&)> on_event_;
  absl::Notification ended_;
  absl::Mutex mutex_;
  grpc::ClientContext* context_ ABSL_GUARDED_BY(mutex_) = nullptr;  // of the stream that is read
  std::thread thread_;
};

}  // namespace

GrpcSignerServer::GrpcSignerServer(const ServerChannel& channel, absl::Duration deadline,
                                   const Stop& stop)
    : channel_(channel),
      stub_(v1::SignerService::NewStub(channel.grpc())),
      deadline_(deadline),
      stop_(stop) {}

absl::StatusOr<std::unique_ptr<GrpcSignerServer>> GrpcSignerServer::Dial(
    const v1::ServerAddress& server, const std::string& config_file, size_t document_bytes,
    absl::Duration deadline, const Stop& stop) {
  ASSIGN_OR_RETURN(const v1::ServerAddress pinned, PinnedServer(server, config_file));
  ASSIGN_OR_RETURN(const ServerChannel channel,
                   OpenChannel(pinned, config_file, MessageBound(document_bytes)));
  return std::make_unique<GrpcSignerServer>(channel, deadline, stop);
}

absl::StatusOr<v1::PresentResponse> GrpcSignerServer::Present(const v1::PresentRequest& request,
                                                              int patience) {
  return CallOnce<v1::PresentResponse>({channel_, *stub_}, &Stub::AsyncPresent, request,
                                       deadline_ * patience, stop_);
}

absl::StatusOr<v1::ConsentResponse> GrpcSignerServer::Consent(const v1::ConsentRequest& request) {
  return CallOnce<v1::ConsentResponse>({channel_, *stub_}, &Stub::AsyncConsent, request, deadline_,
                                       stop_);
}

absl::StatusOr<v1::SignResponse> GrpcSignerServer::Sign(const v1::SignRequest& request) {
  return CallOnce<v1::SignResponse>({channel_, *stub_}, &Stub::AsyncSign, request, deadline_,
                                    stop_);
}

absl::StatusOr<v1::SignerAbortResponse> GrpcSignerServer::Abort(
    const v1::SignerAbortRequest& request) {
  return CallOnce<v1::SignerAbortResponse>({channel_, *stub_}, &Stub::AsyncAbort, request,
                                           deadline_, stop_);
}

absl::StatusOr<v1::SignerExportResponse> GrpcSignerServer::Export(
    const v1::SignerExportRequest& request, int patience) {
  return CallOnce<v1::SignerExportResponse>({channel_, *stub_}, &Stub::AsyncExport, request,
                                            deadline_ * patience, stop_);
}

absl::StatusOr<v1::LoginResponse> GrpcSignerServer::Login(const v1::LoginRequest& request) {
  return CallOnce<v1::LoginResponse>({channel_, *stub_}, &Stub::AsyncLogin, request, deadline_,
                                     stop_);
}

absl::StatusOr<v1::LogoutResponse> GrpcSignerServer::Logout(const v1::LogoutRequest& request) {
  return CallOnce<v1::LogoutResponse>({channel_, *stub_}, &Stub::AsyncLogout, request, deadline_,
                                      stop_);
}

absl::StatusOr<v1::ChangePasswordResponse> GrpcSignerServer::ChangePassword(
    const v1::ChangePasswordRequest& request) {
  return CallOnce<v1::ChangePasswordResponse>({channel_, *stub_}, &Stub::AsyncChangePassword,
                                              request, deadline_, stop_);
}

absl::StatusOr<v1::ListSessionsResponse> GrpcSignerServer::ListSessions(
    const v1::ListSessionsRequest& request) {
  return CallOnce<v1::ListSessionsResponse>({channel_, *stub_}, &Stub::AsyncListSessions, request,
                                            deadline_, stop_);
}

std::unique_ptr<SignerServer::Watch> GrpcSignerServer::Follow(
    const v1::SignerWatchRequest& request, std::function<void(const v1::SessionEvent&)> on_event) {
  return std::make_unique<GrpcWatch>(*stub_, request, std::move(on_event));
}

}  // namespace paraphe::agent
