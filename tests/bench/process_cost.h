// What processes have taken of the machine so far, as the kernel counts it.
#ifndef PARAPHE_TESTS_BENCH_PROCESS_COST_H_
#define PARAPHE_TESTS_BENCH_PROCESS_COST_H_

#include <cstdint>
#include <functional>
#include <vector>

#include <sys/types.h>

namespace paraphe::bench {

// Seconds of CPU, of all threads, those that have ended included. Dies where there is no such process.
double CpuSeconds(pid_t process);
// The same of this process.
double OwnCpuSeconds();

// Memory in bytes. Dies where the kernel does not say.
struct ProcessMemory {
  uint64_t resident = 0;      // now
  uint64_t resident_own = 0;  // of it what no file backs
  uint64_t peak = 0;          // the most that was ever resident
};
ProcessMemory MemoryOf(pid_t process);

// Seconds of CPU that `work` takes of this thread: once, or on the average of as many times as take `least`
// seconds.
double CpuOf(const std::function<void()>& work, double least = 0);

// Calls each of `measures` in turn, `rounds` times, so that noise hits all alike; the median of what each
// returned.
std::vector<double> MediansInTurn(int rounds, const std::vector<std::function<double()>>& measures);

double MedianOf(std::vector<double> values);
// The value that `share` (0 to 1) of the values do not exceed.
double QuantileOf(std::vector<double> values, double share);

}  // namespace paraphe::bench

#endif  // PARAPHE_TESTS_BENCH_PROCESS_COST_H_
