#include "server/rpc/watch_reactor.h"

#include <utility>

#include "common/errors.h"
#include "common/grpc/status_seam.h"

namespace paraphe::server {

std::shared_ptr<WatchReactor> WatchReactor::Create() {
  auto reactor = std::make_shared<WatchReactor>(Passkey{});
  reactor->self_ = reactor;
  return reactor;
}

void WatchReactor::OnEvent(const v1::SessionEvent& event) {
  {
    absl::MutexLock lock(&mutex_);
    if (end_.has_value() || event.version() <= last_version_) return;
    last_version_ = event.version();
    if (waiting_.size() >= kMaxWaiting) waiting_.pop_front();
    waiting_.push_back(event);
    if (EndsWatch(event.state())) end_ = absl::OkStatus();
  }
  Pump();
}

void WatchReactor::OnClose(const absl::Status& status) {
  {
    absl::MutexLock lock(&mutex_);
    if (!end_.has_value()) end_ = status;
  }
  Pump();
}

void WatchReactor::OnWriteDone(bool ok) {
  {
    absl::MutexLock lock(&mutex_);
    writing_ = false;
    if (!ok) waiting_.clear();
  }
  if (ok) {
    Pump();
  } else {
    OnCancel();
  }
}

void WatchReactor::OnCancel() {
  {
    absl::MutexLock lock(&mutex_);
    waiting_.clear();
    end_ = MakeError(v1::DEADLINE, "the watch was cancelled, or its deadline has passed");
  }
  Pump();
}

void WatchReactor::OnDone() { self_.reset(); }

void WatchReactor::Pump() {
  std::optional<absl::Status> finish;
  {
    absl::MutexLock lock(&mutex_);
    if (writing_ || finished_) return;
    if (!waiting_.empty()) {
      current_ = std::move(waiting_.front());
      waiting_.pop_front();
      writing_ = true;
    } else if (end_.has_value()) {
      finish = end_;
      finished_ = true;
    } else {
      return;
    }
  }
  if (finish.has_value()) {
    Finish(ToGrpcStatus("Watch", *finish));
  } else {
    StartWrite(&current_);
  }
}

}  // namespace paraphe::server
