#include "common/log_bound.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/testing/fake_clock.h"

namespace paraphe {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr LogRate kRate = {absl::Seconds(10), 3, 8};

// Proves: DOC-6
class LogBoundTest : public ::testing::Test {
 protected:
  // How many of `lines` are written.
  size_t Admitted(const std::string& source, size_t lines) {
    size_t admitted = 0;
    for (size_t i = 0; i < lines; ++i) admitted += bound_.Admits(source) ? 1 : 0;
    return admitted;
  }
  std::string Reported() {
    testing::internal::CaptureStderr();
    bound_.Report();
    return testing::internal::GetCapturedStderr();
  }

  test::FakeClock clock_;
  LogBound bound_{clock_, "refused calls", kRate};
};

TEST_F(LogBoundTest, OneSourceHasItsLinesAndTheRestAreCounted) {
  EXPECT_EQ(Admitted("192.0.2.1", 100), 3u);
  EXPECT_EQ(Admitted("192.0.2.2", 2), 2u);
  EXPECT_EQ(Reported(), "") << "before the window is over";
  clock_.Advance(absl::Seconds(10));
  EXPECT_THAT(Reported(), AllOf(HasSubstr("warning not_logged source=192.0.2.1 count=97"),
                                HasSubstr("\"97 more refused calls of 192.0.2.1 were not logged\""),
                                Not(HasSubstr("192.0.2.2"))));
  EXPECT_EQ(Reported(), "") << "once";
}

TEST_F(LogBoundTest, AWindowThatIsOverLeavesRoom) {
  EXPECT_EQ(Admitted("192.0.2.1", 4), 3u);
  clock_.Advance(absl::Seconds(10) - absl::Nanoseconds(1));
  EXPECT_EQ(Admitted("192.0.2.1", 1), 0u);
  clock_.Advance(absl::Nanoseconds(1));
  EXPECT_EQ(Admitted("192.0.2.1", 1), 1u);
  EXPECT_THAT(Reported(), HasSubstr("count=2"));
}

TEST_F(LogBoundTest, ManySourcesTogetherAreBounded) {
  EXPECT_EQ(Admitted("192.0.2.1", 5), 3u);
  size_t admitted = 0;
  for (int i = 0; i < 1000; ++i) admitted += Admitted("2001:db8::" + std::to_string(i), 1);
  EXPECT_EQ(admitted, 5u);
  clock_.Advance(absl::Seconds(10));
  EXPECT_THAT(Reported(), AllOf(HasSubstr("source=192.0.2.1 count=2"),
                                HasSubstr("\"995 more refused calls of others were not logged\"")));
}

TEST_F(LogBoundTest, WithinTheBoundNothingIsReported) {
  EXPECT_EQ(Admitted("192.0.2.1", 3), 3u);
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(Reported(), "");
}

TEST_F(LogBoundTest, AClockSetBackEndsTheWindow) {
  EXPECT_EQ(Admitted("192.0.2.1", 4), 3u);
  clock_.Advance(-absl::Hours(1));
  EXPECT_EQ(Admitted("192.0.2.1", 4), 3u);
}

TEST_F(LogBoundTest, TheEndOfAProgramDoesNotWait) {
  EXPECT_EQ(Admitted("192.0.2.1", 4), 3u);
  testing::internal::CaptureStderr();
  bound_.ReportAll();
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("count=1"));
}

}  // namespace
}  // namespace paraphe
