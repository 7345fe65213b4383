#include "tests/bench/measured_program.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace paraphe::bench {
namespace {

using ::testing::HasSubstr;

TEST(MeasuredProgramTest, WhatAProgramsChildrenTakeCounts) {
  const auto idle = RunMeasured({"sh", "-c", "true"});
  const auto busy =
      RunMeasured({"sh", "-c", "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'; true"});
  ASSERT_TRUE(idle.ok()) << idle.status();
  ASSERT_TRUE(busy.ok()) << busy.status();
  EXPECT_GT(busy->cpu, 10 * idle->cpu);
}

TEST(MeasuredProgramTest, ThePeakIsNotOurs) {
  const std::string large(size_t{128} << 20, 'x');
  const auto cost = RunMeasured({"true"});
  ASSERT_TRUE(cost.ok()) << cost.status();
  EXPECT_EQ(large.back(), 'x');
  EXPECT_GT(cost->peak, 100 << 10);
  EXPECT_LT(cost->peak, 64 << 20);
}

TEST(MeasuredProgramTest, WhatFailsIsNoMeasurement) {
  EXPECT_THAT(std::string(RunMeasured({"sh", "-c", "echo why >&2; exit 3"}).status().message()),
              HasSubstr("exit status 3\nwhy"));
  EXPECT_FALSE(RunMeasured({"/no/such/program"}).ok());
  EXPECT_FALSE(RunMeasured({"sh", "-c", "kill -9 $$"}).ok());
}

}  // namespace
}  // namespace paraphe::bench
