#include "server/rpc/watch_reactor.h"

#include <utility>

#include "common/errors.h"

namespace paraphe::server {

void WatchReactor::OnMessage() {
  const auto reactor = std::static_pointer_cast<WatchReactor>(self());
  const bool taken = pool_.Submit([reactor] {
    const absl::Status started = reactor->start_(reactor, reactor->message(), reactor->facts());
    if (!started.ok()) reactor->OnClose(started);
  });
  if (!taken) OnClose(Busy());
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

void WatchReactor::Pump() {
  v1::SessionEvent event;
  std::optional<absl::Status> finish;
  {
    absl::MutexLock lock(&mutex_);
    if (writing_ || finished_) return;
    if (!waiting_.empty()) {
      event = std::move(waiting_.front());
      waiting_.pop_front();
      writing_ = true;
    } else if (end_.has_value()) {
      finish = end_;
      finished_ = true;
    } else {
      return;
    }
  }
  if (finish.has_value()) return Finish(ToEnd("Watch", *finish));
  current_.Clear();
  const absl::Status written = SerializeMessage(event, current_);
  if (written.ok()) return StartWrite(&current_);
  OnWriteDone(false);
}

}  // namespace paraphe::server
