#include "tests/testing/matchers.h"

#include "gtest/gtest.h"

namespace paraphe::test {
namespace {

using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(MatchersTest, IsOkTellsGoodFromBad) {
  EXPECT_THAT(absl::OkStatus(), IsOk());
  EXPECT_THAT(absl::StatusOr<int>(1), IsOk());
  EXPECT_THAT(absl::NotFoundError("x"), Not(IsOk()));
}

TEST(MatchersTest, IsOkAndHoldsLooksAtTheValue) {
  EXPECT_THAT(absl::StatusOr<int>(7), IsOkAndHolds(Eq(7)));
  EXPECT_THAT(absl::StatusOr<int>(7), Not(IsOkAndHolds(Eq(8))));
  EXPECT_THAT(absl::StatusOr<int>(absl::NotFoundError("x")), Not(IsOkAndHolds(Eq(7))));
}

TEST(MatchersTest, StatusIsLooksAtCodeAndMessage) {
  const absl::Status status = absl::NotFoundError("no such door");
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound, HasSubstr("door")));
  EXPECT_THAT(status, Not(StatusIs(absl::StatusCode::kInternal)));
  EXPECT_THAT(status, Not(StatusIs(absl::StatusCode::kNotFound, HasSubstr("window"))));
}

TEST(MatchersTest, HasReasonLooksAtThePayload) {
  const absl::Status status = MakeError(v1::POLICY_UNKNOWN, "no policy");
  EXPECT_THAT(status, HasReason(v1::POLICY_UNKNOWN));
  EXPECT_THAT(status, HasReason(v1::POLICY_UNKNOWN, HasSubstr("policy")));
  EXPECT_THAT(status, Not(HasReason(v1::POLICY_INVALID)));
  EXPECT_THAT(status, Not(HasReason(v1::POLICY_UNKNOWN, HasSubstr("table"))));
}

TEST(MatchersTest, AnErrorWithoutPayloadHasNoReason) {
  EXPECT_THAT(absl::InternalError("x"), Not(HasReason(v1::INTERNAL)));
  EXPECT_THAT(absl::OkStatus(), Not(HasReason(v1::INTERNAL)));
}

}  // namespace
}  // namespace paraphe::test
