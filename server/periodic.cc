#include "server/periodic.h"

#include <utility>

namespace paraphe::server {

Periodic::Periodic(absl::Duration period, std::function<void()> work)
    : period_(period), work_(std::move(work)), thread_([this] { Run(); }) {}

Periodic::~Periodic() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  stop_.Signal();
  thread_.join();
}

void Periodic::Run() {
  absl::MutexLock lock(&mutex_);
  while (!stopping_) {
    const bool elapsed = stop_.WaitWithTimeout(&mutex_, period_);
    if (stopping_ || !elapsed) continue;
    mutex_.Unlock();
    work_();
    mutex_.Lock();
  }
}

}  // namespace paraphe::server
