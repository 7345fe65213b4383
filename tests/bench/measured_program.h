// What a program takes as a whole process, from its start to its end.
//
//   ASSIGN_OR_RETURN(const ProgramCost cost, RunMeasured({"xmllint", "--exc-c14n", file}));
#ifndef PARAPHE_TESTS_BENCH_MEASURED_PROGRAM_H_
#define PARAPHE_TESTS_BENCH_MEASURED_PROGRAM_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace paraphe::bench {

struct ProgramCost {
  double cpu = 0;   // seconds, of it and of all the processes that it started and waited for
  double peak = 0;  // bytes resident; of the largest of these processes
};

// Runs `arguments` ([0] is a path, or a name to look up in PATH) and waits for its end; what it says is
// thrown away where it succeeds. An error, with what it said, where it did not start or its exit status
// was not 0. Thread-safe.
absl::StatusOr<ProgramCost> RunMeasured(const std::vector<std::string>& arguments);

}  // namespace paraphe::bench

#endif  // PARAPHE_TESTS_BENCH_MEASURED_PROGRAM_H_
