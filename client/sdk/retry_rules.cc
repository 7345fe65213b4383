#include "client/sdk/retry_rules.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "absl/random/uniform_real_distribution.h"

#include "common/errors.h"

namespace paraphe::client {
namespace {

constexpr RetryRule kRules[] = {
    {CallerCall::kPrepare, "Prepare", 4, "the idempotency key brings the same session back"},
    {CallerCall::kAmend, "Amend", 1,
     "may undo a presentation that began in between: the caller decides"},
    {CallerCall::kWatch, "Watch", 4,
     "only reads; once it has answered, it is resumed until patience ends"},
    {CallerCall::kFinalize, "Finalize", 4, "gives the same bytes each time"},
    {CallerCall::kAbort, "Abort", 4, "an aborted session stays aborted"},
};

constexpr absl::Duration kFirstBackoff = absl::Milliseconds(200);
constexpr absl::Duration kLongestBackoff = absl::Seconds(10);
constexpr int kDoublings = 6;  // 200 ms doubled six times is beyond 10 s

absl::Duration RetryAfter(const absl::Status& status) {
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  if (!detail.has_value() || !detail->has_retry_after()) return absl::ZeroDuration();
  return absl::Seconds(detail->retry_after().seconds()) +
         absl::Nanoseconds(detail->retry_after().nanos());
}

}  // namespace

const RetryRule& RetryRuleOf(CallerCall call) {
  for (const RetryRule& rule : kRules) {
    if (rule.call == call) return rule;
  }
  std::abort();  // every enumerator has its row
}

bool IsTransient(const absl::Status& status) {
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(status);
  return detail.has_value() && detail->recovery() == v1::WAIT;
}

absl::Duration BackoffAfter(int failures, const absl::Status& status, absl::BitGenRef random) {
  const int doublings = std::clamp(failures - 1, 0, kDoublings);
  const absl::Duration whole = std::min(kFirstBackoff * (1 << doublings), kLongestBackoff);
  const double part = absl::uniform_real_distribution<double>(0.5, 1.0)(random);
  return std::max(whole * part, RetryAfter(status));
}

}  // namespace paraphe::client
