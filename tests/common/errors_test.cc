#include "common/errors.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "common/status_macros.h"

namespace paraphe {
namespace {

// Every reason but the one that is never sent.
std::vector<v1::ErrorReason> AllReasons() {
  std::vector<v1::ErrorReason> reasons;
  for (int value = v1::ErrorReason_MIN + 1; value <= v1::ErrorReason_MAX; ++value) {
    if (v1::ErrorReason_IsValid(value)) reasons.push_back(static_cast<v1::ErrorReason>(value));
  }
  return reasons;
}

TEST(ErrorsTest, EveryReasonHasACodeARecoveryAndAnExitCode) {
  for (const v1::ErrorReason reason : AllReasons()) {
    SCOPED_TRACE(v1::ErrorReason_Name(reason));
    const absl::Status status = MakeError(reason, "words");
    EXPECT_EQ(status.code(), CodeOf(reason));
    EXPECT_NE(status.code(), absl::StatusCode::kOk);
    EXPECT_EQ(ReasonOf(status), reason);
    EXPECT_EQ(GetErrorDetail(status)->recovery(), RecoveryOf(reason));
    EXPECT_NE(RecoveryOf(reason), v1::RECOVERY_CLASS_UNSPECIFIED);
    EXPECT_GE(ExitCodeOf(status), 1);
    EXPECT_LE(ExitCodeOf(status), 7);
  }
}

TEST(ErrorsDeathTest, AnErrorIsNeverAnonymous) {
  EXPECT_DEATH(static_cast<void>(MakeError(v1::ERROR_REASON_UNSPECIFIED, "")), "");
  EXPECT_DEATH(static_cast<void>(MakeError(static_cast<v1::ErrorReason>(9999), "")), "");
}

TEST(ErrorsTest, PositionTravelsInThePayload) {
  v1::SourcePosition position;
  position.set_byte_offset(88);
  position.set_line(3);
  position.set_column(14);
  const absl::Status status = MakeErrorAt(v1::DOCUMENT_NOT_CANONICAL, position, "words");
  EXPECT_EQ(GetErrorDetail(status)->position().byte_offset(), 88u);
  EXPECT_EQ(GetErrorDetail(status)->reason(), v1::DOCUMENT_NOT_CANONICAL);
}

TEST(ErrorsTest, ExitCodesAreThoseOfTheCommandLines) {
  EXPECT_EQ(ExitCodeOf(absl::OkStatus()), 0);
  EXPECT_EQ(ExitCodeOf(absl::UnknownError("a library's")), 1);
  EXPECT_EQ(ExitCodeOf(MakeError(v1::USAGE, "")), 2);
  EXPECT_EQ(ExitCodeOf(MakeError(v1::DOCUMENT_NOT_CANONICAL, "")), 3);
  EXPECT_EQ(ExitCodeOf(MakeError(v1::SESSION_EXPIRED, "")), 4);
  EXPECT_EQ(ExitCodeOf(MakeError(v1::DEVICE_PIN_WRONG, "")), 5);
  EXPECT_EQ(ExitCodeOf(MakeError(v1::NOT_REACHABLE, "")), 6);
}

TEST(ErrorsTest, StatusWithoutPayloadIsInternal) {
  EXPECT_EQ(ReasonOf(absl::UnknownError("")), v1::INTERNAL);
  EXPECT_EQ(ReasonOf(absl::OkStatus()), v1::ERROR_REASON_UNSPECIFIED);
  EXPECT_FALSE(GetErrorDetail(absl::UnknownError("")).has_value());
}

TEST(ErrorsTest, AnnotateKeepsThePayload) {
  const absl::Status status = Annotate(MakeError(v1::TOO_LARGE, "words"), "file.xml");
  EXPECT_EQ(status.message(), "file.xml: words");
  EXPECT_EQ(ReasonOf(status), v1::TOO_LARGE);
  EXPECT_TRUE(Annotate(absl::OkStatus(), "file.xml").ok());
}

absl::StatusOr<int> Half(int number) {
  if (number % 2 != 0) return MakeError(v1::MALFORMED_REQUEST, "odd");
  return number / 2;
}

absl::Status Quarter(int number, int* quarter) {
  ASSIGN_OR_RETURN(const int half, Half(number));
  RETURN_IF_ERROR(Half(half).status());
  ASSIGN_OR_RETURN(*quarter, Half(half));
  return absl::OkStatus();
}

TEST(StatusMacrosTest, PassErrorsOnAndValuesThrough) {
  int quarter = 0;
  EXPECT_TRUE(Quarter(12, &quarter).ok());
  EXPECT_EQ(quarter, 3);
  EXPECT_EQ(Quarter(7, &quarter).message(), "odd");
  EXPECT_EQ(Quarter(6, &quarter).message(), "odd");
}

}  // namespace
}  // namespace paraphe
