#include "server/periodic.h"

#include <utility>

namespace paraphe::server {

Periodic::Periodic(absl::Duration period, std::function<void()> work)
    : period_(period), work_(std::move(work)), thread_([this] { Run(); }) {}

Periodic::~Periodic() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_one();
  thread_.join();
}

void Periodic::Run() {
  const auto period = absl::ToChronoNanoseconds(period_);
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, period, [this] { return stopping_; })) {
    lock.unlock();
    work_();
    lock.lock();
  }
}

}  // namespace paraphe::server
