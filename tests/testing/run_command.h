// Programs run from tests: no shell, a bounded time, and everything they said.
#ifndef PARAPHE_TESTS_TESTING_RUN_COMMAND_H_
#define PARAPHE_TESTS_TESTING_RUN_COMMAND_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace paraphe::test {

struct CommandOptions {
  std::string standard_input;                      // fed whole; then end of file
  std::map<std::string, std::string> environment;  // added to ours, replacing names that it holds
  absl::Duration timeout = absl::Seconds(60);      // the program is killed after it
};

struct CommandResult {
  int exit_code = -1;      // -1 where a signal ended it
  int signal = 0;          // the signal that ended it, 0 where none
  bool timed_out = false;  // killed by us
  std::string out;         // standard output
  std::string err;         // standard error
};

// Runs `arguments` ([0] is a path, or a name to look up in PATH) and waits for its end. An error
// only where it cannot be started. Thread-safe.
absl::StatusOr<CommandResult> RunCommand(const std::vector<std::string>& arguments,
                                         const CommandOptions& options = {});

// The path of a program of ours: $PARAPHE_BIN/name, or just `name` where PARAPHE_BIN is not set.
std::string OurProgram(const std::string& name);

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_TESTING_RUN_COMMAND_H_
