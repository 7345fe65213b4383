// Operations that start again when somebody else moved the session meanwhile.
#ifndef PARAPHE_SERVER_SESSION_RETRY_H_
#define PARAPHE_SERVER_SESSION_RETRY_H_

#include "common/errors.h"

namespace paraphe::server {

// Each lost compare-and-set means that another call got on with the session, so few are enough.
inline constexpr int kAttempts = 8;

// What `once`, which returns an absl::StatusOr, answers; called again while that is
// SESSION_CONFLICT, at most kAttempts times in all.
template <typename Once>
auto RetryOnConflict(Once once) {
  for (int attempt = 1;; ++attempt) {
    auto result = once();
    if (attempt == kAttempts || ReasonOf(result.status()) != v1::SESSION_CONFLICT) return result;
  }
}

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_RETRY_H_
