#include "server/rpc/delayed_answers.h"

#include <utility>

#include "absl/time/clock.h"

namespace paraphe::server {

DelayedAnswers::~DelayedAnswers() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  changed_.SignalAll();
  thread_.join();
}

void DelayedAnswers::Give(absl::Duration delay, Answer answer) {
  if (delay > absl::ZeroDuration()) {
    absl::MutexLock lock(&mutex_);
    if (waiting_.size() < most_ && !stopping_) {
      waiting_.emplace(absl::Now() + delay, std::move(answer));
      changed_.SignalAll();
      return;
    }
  }
  answer();
}

void DelayedAnswers::Work() {
  while (true) {
    Answer answer;
    {
      absl::MutexLock lock(&mutex_);
      while (!stopping_ && (waiting_.empty() || waiting_.begin()->first > absl::Now())) {
        const absl::Time next = waiting_.empty() ? absl::InfiniteFuture() : waiting_.begin()->first;
        changed_.WaitWithDeadline(&mutex_, next);
      }
      if (waiting_.empty()) return;
      answer = std::move(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
    }
    answer();
  }
}

}  // namespace paraphe::server
