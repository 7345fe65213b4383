#include "tests/testing/fake_clock.h"

#include "gtest/gtest.h"

namespace paraphe::test {
namespace {

TEST(FakeClockTest, StandsStillUntilMoved) {
  FakeClock clock;
  EXPECT_EQ(clock.Now(), DefaultNow());
  EXPECT_EQ(clock.Now(), DefaultNow());
  clock.Advance(absl::Seconds(90));
  EXPECT_EQ(clock.Now(), DefaultNow() + absl::Seconds(90));
  clock.Set(absl::UnixEpoch());
  EXPECT_EQ(clock.Now(), absl::UnixEpoch());
}

TEST(FakeClockTest, DefaultIsTheDocumentedInstant) {
  EXPECT_EQ(absl::FormatTime(DefaultNow(), absl::UTCTimeZone()), "2026-11-22T10:00:00+00:00");
}

}  // namespace
}  // namespace paraphe::test
