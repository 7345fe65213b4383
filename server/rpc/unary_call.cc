#include "server/rpc/unary_call.h"

#include <algorithm>

#include "absl/time/clock.h"

#include "common/errors.h"
#include "server/identity/logins.h"

namespace paraphe::server {
namespace {

// The longest that a call may wait for its turn, where the client sets no earlier deadline.
constexpr absl::Duration kLongestWait = absl::Seconds(60);

}  // namespace

void UnaryCall::OnMessage() {
  const absl::Time latest =
      std::min(absl::FromChrono(context().deadline()), absl::Now() + kLongestWait);
  const auto answer = [this, latest] {
    const absl::Status status = Answer(latest);
    if (!status.ok()) {
      return delayed_.Give(DelayOf(status), [own = self(), this, status] { End(status); });
    }
    WriteAndFinish(response_);
  };
  const size_t bytes = message().Length();
  if (!pool_.Submit(answer, bytes, class_of_(message()))) End(Busy());
}

// Where nobody waits for the answer any more, the work is not done.
absl::Status UnaryCall::Answer(absl::Time latest) {
  if (is_cancelled() || absl::Now() > latest) {
    return MakeError(v1::DEADLINE, "the deadline passed before the server came to it; try again");
  }
  return answer_(server_, peer(), message(), response_, facts());
}

// REQ: CHN-4
absl::Duration UnaryCall::DelayOf(const absl::Status& refusal) const {
  if (ReasonOf(refusal) != v1::LOGIN_REFUSED || server_.logins == nullptr) {
    return absl::ZeroDuration();
  }
  return server_.logins->DelayFor(peer().address);
}

void UnaryCall::End(const absl::Status& status) {
  message().Clear();
  Finish(ToEnd(name_, status));
}

}  // namespace paraphe::server
