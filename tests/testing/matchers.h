// Matchers for absl::Status and absl::StatusOr<T>, and for the reasons of Paraphe's errors. Debian
// 12's Abseil has no status_matchers.h yet; IsOk, IsOkAndHolds and StatusIs are shaped like its
// own.
//
//   EXPECT_THAT(Check(bytes), IsOk());
//   EXPECT_THAT(Parse(text), IsOkAndHolds(Eq(7)));
//   EXPECT_THAT(Parse(""), HasReason(v1::DOCUMENT_EMPTY));
//   EXPECT_THAT(Parse("<"), HasReason(v1::DOCUMENT_NOT_WELL_FORMED, HasSubstr("1:2")));
#ifndef PARAPHE_TESTS_TESTING_MATCHERS_H_
#define PARAPHE_TESTS_TESTING_MATCHERS_H_

#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"

#include "common/errors.h"

namespace paraphe::test {

inline const absl::Status& GetStatus(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& GetStatus(const absl::StatusOr<T>& status_or) {
  return status_or.status();
}

MATCHER(IsOk, negation ? "is not OK" : "is OK") {
  if (GetStatus(arg).ok()) return true;
  *result_listener << "whose status is " << GetStatus(arg).ToString();
  return false;
}

// An OK absl::StatusOr whose value matches `value_matcher`.
MATCHER_P(IsOkAndHolds, value_matcher, "is OK and holds a matching value") {
  if (!arg.ok()) {
    *result_listener << "whose status is " << arg.status().ToString();
    return false;
  }
  return ::testing::ExplainMatchResult(value_matcher, *arg, result_listener);
}

MATCHER_P2(StatusIs, code, message_matcher, "has the status code and a matching message") {
  const absl::Status& status = GetStatus(arg);
  *result_listener << "whose status is " << status.ToString();
  return status.code() == code &&
         ::testing::ExplainMatchResult(message_matcher, std::string(status.message()),
                                       result_listener);
}
template <typename Code>
auto StatusIs(Code code) {
  return StatusIs(code, ::testing::_);
}

// An error that carries this v1::ErrorReason, and the code that errors.h fixes for it.
MATCHER_P2(HasReason, reason, message_matcher, "carries reason " + v1::ErrorReason_Name(reason)) {
  const absl::Status& status = GetStatus(arg);
  *result_listener << "whose status is " << status.ToString() << " with reason "
                   << v1::ErrorReason_Name(ReasonOf(status));
  return !status.ok() && GetErrorDetail(status).has_value() && ReasonOf(status) == reason &&
         status.code() == CodeOf(reason) &&
         ::testing::ExplainMatchResult(message_matcher, std::string(status.message()),
                                       result_listener);
}
inline auto HasReason(v1::ErrorReason reason) { return HasReason(reason, ::testing::_); }

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_MATCHERS_H_
