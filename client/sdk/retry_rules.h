// Which call is repeated after which failure, and how long is waited in between: data, in one
// place.
//
// REQ: SES-5
#ifndef PARAPHE_CLIENT_SDK_RETRY_RULES_H_
#define PARAPHE_CLIENT_SDK_RETRY_RULES_H_

#include "absl/random/bit_gen_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace paraphe::client {

enum class CallerCall { kPrepare, kAmend, kWatch, kFinalize, kAbort };

struct RetryRule {
  CallerCall call;
  absl::string_view name;
  int attempts;           // at most, the first one included; 1: never repeated
  absl::string_view why;  // why repeating is safe, or is not
};

const RetryRule& RetryRuleOf(CallerCall call);

// Whether the same request may be accepted later: the server says so (recovery class WAIT), or was
// not reachable.
bool IsTransient(const absl::Status& status);

// How long to wait after the `failures`-th failure in a row (1-based): twice as long each time,
// from 200 ms to 10 s, of which a random part between half and the whole; never shorter than the
// server's retry_after.
absl::Duration BackoffAfter(int failures, const absl::Status& status, absl::BitGenRef random);

}  // namespace paraphe::client

#endif  // PARAPHE_CLIENT_SDK_RETRY_RULES_H_
