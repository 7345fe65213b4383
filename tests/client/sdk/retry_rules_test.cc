#include "client/sdk/retry_rules.h"

#include "absl/random/random.h"
#include "gtest/gtest.h"

#include "common/errors.h"
#include "tests/testing/matchers.h"

namespace paraphe::client {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;

// Proves: SES-5
TEST(RetryRulesTest, OnlyAmendIsNeverRepeated) {
  EXPECT_EQ(RetryRuleOf(CallerCall::kAmend).attempts, 1);
  for (const CallerCall call :
       {CallerCall::kPrepare, CallerCall::kWatch, CallerCall::kFinalize, CallerCall::kAbort}) {
    EXPECT_GT(RetryRuleOf(call).attempts, 1) << RetryRuleOf(call).name.data();
    EXPECT_EQ(RetryRuleOf(call).call, call);
  }
}

TEST(RetryRulesTest, OnlyWhatMayPassIsTransient) {
  EXPECT_TRUE(IsTransient(MakeError(v1::NOT_REACHABLE, "x")));
  EXPECT_TRUE(IsTransient(MakeError(v1::STORE_UNAVAILABLE, "x")));
  EXPECT_TRUE(IsTransient(MakeError(v1::OVERLOADED, "x")));
  EXPECT_FALSE(IsTransient(MakeError(v1::DEADLINE, "x")));
  EXPECT_FALSE(IsTransient(MakeError(v1::DOCUMENT_NOT_CANONICAL, "x")));
  EXPECT_FALSE(IsTransient(MakeError(v1::INTERNAL, "x")));
  EXPECT_FALSE(IsTransient(absl::UnavailableError("no detail: not from our transport")));
  EXPECT_FALSE(IsTransient(absl::OkStatus()));
}

TEST(RetryRulesTest, BackoffDoublesWithinBounds) {
  absl::BitGen random;
  const absl::Status status = MakeError(v1::NOT_REACHABLE, "x");
  struct {
    int failures;
    absl::Duration whole;
  } const rows[] = {{1, absl::Milliseconds(200)},  {2, absl::Milliseconds(400)},
                    {4, absl::Milliseconds(1600)}, {6, absl::Milliseconds(6400)},
                    {7, absl::Seconds(10)},        {1000, absl::Seconds(10)}};
  for (const auto& row : rows) {
    for (int i = 0; i < 100; ++i) {
      EXPECT_THAT(BackoffAfter(row.failures, status, random),
                  AllOf(Ge(row.whole / 2), Le(row.whole)));
    }
  }
}

TEST(RetryRulesTest, TheServersWishIsALowerBound) {
  absl::BitGen random;
  absl::Status status = MakeError(v1::OVERLOADED, "x");
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.mutable_retry_after()->set_seconds(42);
  SetErrorDetail(detail, status);
  EXPECT_EQ(BackoffAfter(1, status, random), absl::Seconds(42));
}

}  // namespace
}  // namespace paraphe::client
