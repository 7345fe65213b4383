#include "server/rpc/watch_stream.h"

#include <utility>

#include "common/errors.h"
#include "server/rpc/answer_bytes.h"

namespace paraphe::server {

void WatchStream::OnMessage() {
  const auto stream = std::static_pointer_cast<WatchStream>(self());
  const bool taken = pool_.Submit([stream] {
    const absl::Status started = stream->start_(stream, stream->message(), stream->facts());
    if (!started.ok()) stream->OnClose(started);
  });
  if (!taken) OnClose(Busy());
}

void WatchStream::OnEvent(const v1::SessionEvent& event) {
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

void WatchStream::OnClose(const absl::Status& status) {
  {
    absl::MutexLock lock(&mutex_);
    if (!end_.has_value()) end_ = status;
  }
  Pump();
}

void WatchStream::OnWritten(bool ok) {
  {
    absl::MutexLock lock(&mutex_);
    writing_ = false;
    if (!ok) waiting_.clear();
  }
  if (ok) {
    Pump();
  } else {
    OnCancelled();
  }
}

void WatchStream::OnCancelled() {
  {
    absl::MutexLock lock(&mutex_);
    waiting_.clear();
    end_ = MakeError(v1::DEADLINE, "the watch was cancelled, or its deadline has passed");
  }
  Pump();
}

void WatchStream::Pump() {
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
  if (written.ok()) return Write(current_);
  OnWritten(false);
}

}  // namespace paraphe::server
