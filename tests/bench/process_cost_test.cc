#include "tests/bench/process_cost.h"

#include <string>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <unistd.h>

namespace paraphe::bench {
namespace {

using ::testing::ElementsAre;

void Burn(double seconds) {
  const double begin = OwnCpuSeconds();
  while (OwnCpuSeconds() - begin < seconds) continue;
}

TEST(ProcessCostTest, CpuOfThreadsThatHaveEndedCounts) {
  const double before = CpuSeconds(getpid());
  std::thread([] { Burn(0.02); }).join();
  EXPECT_GE(CpuSeconds(getpid()) - before, 0.02);
}

TEST(ProcessCostTest, CpuOfWorkIsItsAverage) {
  int times = 0;
  const double each = CpuOf(
      [&] {
        ++times;
        Burn(0.002);
      },
      0.01);
  EXPECT_GE(times, 2);
  EXPECT_GE(each, 0.001);
}

TEST(ProcessCostTest, WorkIsDoneOnceWhereNothingMoreIsAsked) {
  int times = 0;
  CpuOf([&] { ++times; });
  EXPECT_EQ(times, 1);
}

TEST(ProcessCostTest, MemoryThatIsTouchedIsSeen) {
  const ProcessMemory before = MemoryOf(getpid());
  constexpr size_t kBytes = size_t{64} << 20;
  {
    const std::string touched(kBytes, 'x');
    EXPECT_GE(MemoryOf(getpid()).resident_own, before.resident_own + kBytes / 2);
    EXPECT_EQ(touched.back(), 'x');
  }
  const ProcessMemory after = MemoryOf(getpid());
  EXPECT_GE(after.peak, before.resident + kBytes / 2);
  // AddressSanitizer keeps what was freed for a while.
  if (!PARAPHE_SANITIZED) {
    EXPECT_LT(after.resident, before.resident + kBytes / 2);
  }
}

TEST(ProcessCostTest, MeasuresAreTakenInTurn) {
  std::string order;
  const std::vector<double> medians = MediansInTurn(3, {[&] {
                                                          order += 'a';
                                                          return static_cast<double>(order.size());
                                                        },
                                                        [&] {
                                                          order += 'b';
                                                          return 7.0;
                                                        }});
  EXPECT_EQ(order, "ababab");
  EXPECT_THAT(medians, ElementsAre(3, 7));
}

TEST(ProcessCostTest, MedianAndQuantileTakeNoNoticeOfTheOrder) {
  EXPECT_EQ(MedianOf({9, 1, 5}), 5);
  EXPECT_EQ(MedianOf({4, 1, 2, 3}), 2.5);
  std::vector<double> hundred;
  for (int i = 100; i >= 1; --i) hundred.push_back(i);
  EXPECT_EQ(QuantileOf(hundred, 0.99), 99);
  EXPECT_EQ(QuantileOf(hundred, 1), 100);
  EXPECT_EQ(QuantileOf({5}, 0.5), 5);
}

}  // namespace
}  // namespace paraphe::bench
