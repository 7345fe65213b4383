// A paraphed that is killed and started again on the same store, and its clients' way to it. It
// listens on another free port each time.
#ifndef PARAPHE_TESTS_CRASH_KILLED_SERVER_H_
#define PARAPHE_TESTS_CRASH_KILLED_SERVER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include <sys/types.h>

#include "tests/crash/server_calls.h"
#include "tests/flow/running_program.h"
#include "tests/testing/run_command.h"
#include "tests/testing/temp_dir.h"

namespace paraphe::test {

// Start, Kill, KillWhileStarting, AwaitAnswer and Ask: from one thread. Await and Answered: from any.
class KilledServer final : public ServerInTrouble {
 public:
  // `store` is the `store { … }` of its configuration, and whatever else there shall be. What is added to
  // its environment is for its own process, not for Ask.
  explicit KilledServer(const std::string& store,
                        std::map<std::string, std::string> environment = {});
  ~KilledServer() override;

  const TempDir& dir() const { return dir_; }
  int starts() const;
  // Of the running process.
  pid_t pid() const { return program_->pid(); }
  // Waits until it says so; false where it ends first, or does not for a minute.
  bool WaitFor(absl::string_view text) { return program_->WaitFor(text); }

  // INTERNAL, with what it said, where it does not listen.
  absl::Status Start();
  // SIGKILL; returns once it is gone.
  void Kill();
  // The same some time after a start, whether it listens by then or not.
  void KillWhileStarting(absl::Duration after);

  // `paraphed WORDS --config …`, for subcommands that look at the store.
  CommandResult Ask(std::vector<std::string> words) const;

  // Waits until this start has answered a request, and not longer than that.
  void AwaitAnswer(absl::Duration longest);

  void Answered(int start) override;
  // Null after GiveUp.
  std::shared_ptr<const ServerCalls> Await(int after, absl::Duration soon) override;
  // There will be no further start.
  void GiveUp();

 private:
  void WriteFiles(const std::string& store);
  std::vector<std::string> Command() const;

  TempDir dir_;
  const std::map<std::string, std::string> environment_;
  std::unique_ptr<RunningProgram> program_;
  mutable absl::Mutex mutex_;
  int starts_ ABSL_GUARDED_BY(mutex_) = 0;
  int answered_ ABSL_GUARDED_BY(mutex_) = 0;  // the last start that answered
  bool given_up_ ABSL_GUARDED_BY(mutex_) = false;
  std::shared_ptr<const ServerCalls> calls_ ABSL_GUARDED_BY(mutex_);  // null while it is down
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CRASH_KILLED_SERVER_H_
