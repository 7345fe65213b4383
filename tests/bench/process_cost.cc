#include "tests/bench/process_cost.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <fstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "tests/testing/or_die.h"

namespace paraphe::bench {
namespace {

using ::paraphe::test::CheckOrDie;

double SecondsOf(clockid_t clock) {
  timespec time = {};
  CheckOrDie(clock_gettime(clock, &time) == 0, "reading the clock of a process");
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace

double CpuSeconds(pid_t process) {
  clockid_t clock = 0;
  CheckOrDie(clock_getcpuclockid(process, &clock) == 0, "finding the clock of a process");
  return SecondsOf(clock);
}

double OwnCpuSeconds() { return SecondsOf(CLOCK_PROCESS_CPUTIME_ID); }

ProcessMemory MemoryOf(pid_t process) {
  ProcessMemory memory;
  std::ifstream status(absl::StrCat("/proc/", process, "/status"));
  for (std::string line; std::getline(status, line);) {
    const std::vector<std::string> words =
        absl::StrSplit(line, absl::ByAnyChar(": \t"), absl::SkipEmpty());
    uint64_t kibibytes = 0;
    if (words.size() != 3 || !absl::SimpleAtoi(words[1], &kibibytes)) continue;
    if (words[0] == "VmRSS") memory.resident = kibibytes << 10;
    if (words[0] == "RssAnon") memory.resident_own = kibibytes << 10;
    if (words[0] == "VmHWM") memory.peak = kibibytes << 10;
  }
  CheckOrDie(memory.resident != 0 && memory.peak != 0, "reading the memory of a process");
  return memory;
}

double CpuOf(const std::function<void()>& work, double least) {
  const double begin = SecondsOf(CLOCK_THREAD_CPUTIME_ID);
  double taken = 0;
  int times = 0;
  do {
    work();
    ++times;
    taken = SecondsOf(CLOCK_THREAD_CPUTIME_ID) - begin;
  } while (taken < least);
  return taken / times;
}

std::vector<double> MediansInTurn(int rounds,
                                  const std::vector<std::function<double()>>& measures) {
  std::vector<std::vector<double>> values(measures.size());
  for (int round = 0; round < rounds; ++round) {
    for (size_t i = 0; i < measures.size(); ++i) values[i].push_back(measures[i]());
  }
  std::vector<double> medians;
  for (std::vector<double>& each : values) medians.push_back(MedianOf(std::move(each)));
  return medians;
}

double MedianOf(std::vector<double> values) {
  CheckOrDie(!values.empty(), "the median of nothing");
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double QuantileOf(std::vector<double> values, double share) {
  CheckOrDie(!values.empty(), "a quantile of nothing");
  std::sort(values.begin(), values.end());
  const double rank = std::ceil(share * static_cast<double>(values.size()));
  return values[std::max<size_t>(static_cast<size_t>(rank), 1) - 1];
}

}  // namespace paraphe::bench
