// Answers that are kept back for a while: refusals of logins (CHN-4). No thread waits for each of them.
#ifndef PARAPHE_SERVER_RPC_DELAYED_ANSWERS_H_
#define PARAPHE_SERVER_RPC_DELAYED_ANSWERS_H_

#include <cstddef>
#include <functional>
#include <map>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace paraphe::server {

// Thread-safe.
class DelayedAnswers {
 public:
  using Answer = std::function<void()>;

  // Of more than `most` at once, those that come beyond are given without a delay.
  explicit DelayedAnswers(size_t most) : most_(most), thread_([this] { Work(); }) {}
  // Gives what still waits, at once.
  ~DelayedAnswers();
  DelayedAnswers(const DelayedAnswers&) = delete;
  DelayedAnswers& operator=(const DelayedAnswers&) = delete;

  // Gives the answer after `delay`, on a thread of the object's; where that is not longer than 0, here.
  void Give(absl::Duration delay, Answer answer);

 private:
  void Work();

  const size_t most_;
  absl::Mutex mutex_;
  absl::CondVar changed_;
  std::multimap<absl::Time, Answer> waiting_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_DELAYED_ANSWERS_H_
