#include "client/agent/stop.h"

#include <utility>

#include <sys/socket.h>
#include <unistd.h>

namespace paraphe::agent {

Stop::Stop() {
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends_) != 0) {
    ends_[0] = ends_[1] = -1;
  }
}

Stop::~Stop() {
  for (const int end : ends_) {
    if (end >= 0) close(end);
  }
}

void Stop::Ask(absl::Status why) {
  const absl::MutexLock lock(&mutex_);
  if (++times_ > 1) return;
  why_ = std::move(why);
  // The end of a stream can be read again and again.
  if (ends_[1] >= 0) shutdown(ends_[1], SHUT_RDWR);
}

absl::Status Stop::why() const {
  const absl::MutexLock lock(&mutex_);
  return why_;
}

int Stop::times() const {
  const absl::MutexLock lock(&mutex_);
  return times_;
}

void Stop::Enter(Stage stage) {
  const absl::MutexLock lock(&mutex_);
  stage_ = stage;
}

bool Stop::CallEnds() const { return times_ > static_cast<int>(stage_); }

bool Stop::EndsCall() const {
  const absl::MutexLock lock(&mutex_);
  return CallEnds();
}

bool Stop::Hurries() const {
  const absl::MutexLock lock(&mutex_);
  return stage_ == Stage::kGivingUp && times_ > 0;
}

void Stop::Pause(absl::Duration duration) const {
  const absl::MutexLock lock(&mutex_);
  mutex_.AwaitWithTimeout(absl::Condition(this, &Stop::CallEnds), duration);
}

}  // namespace paraphe::agent
