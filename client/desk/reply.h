// An answer that one thread waits for and another gives: the signer's, which the window gives.
//
//   Reply<size_t> reply;
//   Post([reply] { reply.Give(3); });                  // a copy is the same reply
//   absl::StatusOr<size_t> answer = reply.Wait(stop);
#ifndef PARAPHE_CLIENT_DESK_REPLY_H_
#define PARAPHE_CLIENT_DESK_REPLY_H_

#include <memory>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "client/agent/stop.h"

namespace paraphe::desk {

// Thread-safe. Copies share one answer.
template <typename Answer>
class Reply {
 public:
  Reply() : state_(std::make_shared<State>()) {}

  // The first answer counts; nobody hears one that is given after the wait ended.
  void Give(Answer answer) const {
    const absl::MutexLock lock(&state_->mutex);
    if (!state_->answer.has_value()) state_->answer = std::move(answer);
  }

  // Waits for the answer, or until `stop` is asked: the result is then what it was asked with, also
  // where an answer came at the same moment. To be called once.
  absl::StatusOr<Answer> Wait(const agent::Stop& stop) const {
    while (true) {
      if (absl::Status why = stop.why(); !why.ok()) return why;
      const absl::MutexLock lock(&state_->mutex);
      if (state_->mutex.AwaitWithTimeout(absl::Condition(state_.get(), &State::HasAnswer),
                                         kListening)) {
        return *std::exchange(state_->answer, std::nullopt);
      }
    }
  }

 private:
  // How soon a wait hears of a stop.
  static constexpr absl::Duration kListening = absl::Milliseconds(50);

  struct State {
    bool HasAnswer() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex) { return answer.has_value(); }
    absl::Mutex mutex;
    std::optional<Answer> answer ABSL_GUARDED_BY(mutex);
  };
  std::shared_ptr<State> state_;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_REPLY_H_
