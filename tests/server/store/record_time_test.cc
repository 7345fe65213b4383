#include "server/store/record_time.h"

#include "gtest/gtest.h"

namespace paraphe::server {
namespace {

// Proves: SES-4
TEST(RecordTimeTest, TimesComeBackToTheNanosecond) {
  for (const absl::Time time :
       {absl::FromUnixNanos(0), absl::FromUnixNanos(1), absl::FromUnixNanos(-1),
        absl::FromUnixNanos(1'999'999'999), absl::FromUnixNanos(-1'000'000'001),
        absl::FromUnixSeconds(4'102'444'800)}) {
    EXPECT_EQ(FromTimestamp(ToTimestamp(time)), time);
    EXPECT_GE(ToTimestamp(time).nanos(), 0);
  }
}

TEST(RecordTimeTest, NoDeadlineIsTheInfiniteFuture) {
  v1::SessionRecord record;
  EXPECT_EQ(DeadlineOf(record), absl::InfiniteFuture());
  SetDeadline(absl::FromUnixSeconds(7), record);
  EXPECT_EQ(DeadlineOf(record), absl::FromUnixSeconds(7));
  SetDeadline(absl::InfiniteFuture(), record);
  EXPECT_FALSE(record.has_deadline());
}

}  // namespace
}  // namespace paraphe::server
