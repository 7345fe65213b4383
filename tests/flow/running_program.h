// A program that runs beside the test: what it said so far, signals to it, its end.
#ifndef PARAPHE_TESTS_FLOW_RUNNING_PROGRAM_H_
#define PARAPHE_TESTS_FLOW_RUNNING_PROGRAM_H_

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include <sys/types.h>

#include "tests/testing/run_command.h"

namespace paraphe::test {

// Killed and waited for on destruction. Every wait is bounded: a minute, then the test fails. Not
// thread-safe.
class RunningProgram {
 public:
  // Starts `arguments` ([0] is a path) with additions to our environment; standard input is empty.
  // Dies where that fails.
  explicit RunningProgram(std::vector<std::string> arguments,
                          const std::map<std::string, std::string>& environment = {});
  ~RunningProgram();
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  // Waits until `text` stands in what the program said to either stream. False where the program
  // ended first.
  bool WaitFor(absl::string_view text);

  // Standard output so far.
  std::string Said();

  void Signal(int number) const;

  // Of the running process, for what the kernel tells of it.
  pid_t pid() const { return pid_; }

  // Waits for the end and returns everything. Call once.
  CommandResult Finish();

 private:
  struct Stream {
    int fd = -1;
    std::string text;
    bool ended = false;
    std::thread reader;
  };
  void Read(Stream& stream);
  void Reap(CommandResult* result);

  absl::Mutex mutex_;
  Stream out_;  // text and ended under mutex_
  Stream err_;  // the same
  pid_t pid_ = -1;
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_FLOW_RUNNING_PROGRAM_H_
