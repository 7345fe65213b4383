// The calls of the health service. They wait for nothing, and are answered where they come in.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/rpc/answer_bytes.h"
#include "server/rpc/health.h"

namespace paraphe::server {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

constexpr size_t kMostNameBytes = 200;

absl::StatusOr<std::string> ServiceOf(grpc::ByteBuffer& message) {
  HealthCheckRequest request;
  RETURN_IF_ERROR(ParseMessage(message, request));
  if (request.service().size() <= kMostNameBytes) return request.service();
  return MakeError(v1::MALFORMED_REQUEST, "`service` has more than 200 bytes");
}

absl::Status WriteStatus(ServingStatus status, grpc::ByteBuffer& bytes) {
  HealthCheckResponse response;
  response.set_status(status);
  bytes.Clear();
  return SerializeMessage(response, bytes);
}

class HealthCheck final : public ReceivedCall {
 public:
  HealthCheck(const CallBounds& bounds, std::unique_ptr<ArrivedCall> arrived, Peer peer,
              const Health& health)
      : ReceivedCall(bounds, std::move(arrived), std::move(peer)), health_(health) {}

 private:
  void OnMessage() override {
    const absl::StatusOr<std::string> service = ServiceOf(message());
    if (!service.ok()) return End(service.status());
    const ServingStatus status = health_.Get(*service);
    if (status == HealthCheckResponse::SERVICE_UNKNOWN) return Finish(UnknownService());
    const absl::Status written = WriteStatus(status, answer_);
    if (!written.ok()) return End(written);
    WriteAndFinish(answer_);
  }
  void End(const absl::Status& status) override { Finish(ToEnd("Check", status)); }

  const Health& health_;
  grpc::ByteBuffer answer_;
};

// The last status counts: where a client reads more slowly than they change, earlier ones are left out.
class HealthWatch final : public ReceivedCall, public Health::Watcher {
 public:
  HealthWatch(const CallBounds& bounds, std::unique_ptr<ArrivedCall> arrived, Peer peer,
              Health* health)
      : ReceivedCall(bounds, std::move(arrived), std::move(peer)), health_(*health) {}
  ~HealthWatch() override { health_.Remove(this); }

  void OnStatus(ServingStatus status) override {
    {
      absl::MutexLock lock(&mutex_);
      if (status == told_) return;
      next_ = told_ = status;
    }
    Pump();
  }
  void OnClose() override { End(MakeError(v1::NOT_REACHABLE, "the server is stopping")); }

 private:
  void OnMessage() override {
    const absl::StatusOr<std::string> service = ServiceOf(message());
    if (!service.ok()) return End(service.status());
    health_.Add(*service, std::static_pointer_cast<HealthWatch>(self()));
  }
  void OnWritten(bool ok) override {
    {
      absl::MutexLock lock(&mutex_);
      writing_ = false;
    }
    if (ok) {
      Pump();
    } else {
      OnCancelled();
    }
  }
  void OnCancelled() override { End(MakeError(v1::DEADLINE, "the watch was cancelled")); }
  void End(const absl::Status& status) override {
    {
      absl::MutexLock lock(&mutex_);
      if (!end_.has_value()) end_ = status;
    }
    Pump();
  }

  // Starts the next operation, unless one is running: the one place that does.
  void Pump() {
    std::optional<ServingStatus> next;
    std::optional<absl::Status> end;
    {
      absl::MutexLock lock(&mutex_);
      if (writing_ || finished_) return;
      if (next_.has_value()) {
        next = std::exchange(next_, std::nullopt);
        writing_ = true;
      } else if (end_.has_value()) {
        end = end_;
        finished_ = true;
      } else {
        return;
      }
    }
    if (end.has_value()) return Finish(ToLoggedGrpcStatus(*end));
    if (WriteStatus(*next, current_).ok()) return Write(current_);
    OnWritten(false);
  }

  Health& health_;
  absl::Mutex mutex_;
  std::optional<ServingStatus> told_ ABSL_GUARDED_BY(mutex_);
  std::optional<ServingStatus> next_ ABSL_GUARDED_BY(mutex_);  // to be written
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::ByteBuffer current_;  // belongs to the write that is running
};

}  // namespace

std::shared_ptr<ReceivedCall> MakeHealthCall(const CallBounds& bounds,
                                             std::unique_ptr<ArrivedCall>& arrived,
                                             Health* health) {
  const std::string& method = arrived->context.method();
  Peer peer;
  peer.address = arrived->context.peer();
  if (method == "/grpc.health.v1.Health/Check") {
    return std::make_shared<HealthCheck>(bounds, std::move(arrived), std::move(peer), *health);
  }
  if (method == "/grpc.health.v1.Health/Watch") {
    return std::make_shared<HealthWatch>(bounds, std::move(arrived), std::move(peer), health);
  }
  return nullptr;
}

}  // namespace paraphe::server
