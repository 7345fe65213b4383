// How many lines somebody else may make us log, so that no stranger fills the log at a rate of their
// choice.
#ifndef PARAPHE_COMMON_LOG_BOUND_H_
#define PARAPHE_COMMON_LOG_BOUND_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "common/clock.h"

namespace paraphe {

// Lines in each window of time, which begins with its first line.
struct LogRate {
  absl::Duration window = absl::Seconds(10);
  size_t of_source = 20;  // of one source, such as an address
  size_t of_all = 200;
};

// Thread-safe.
class LogBound {
 public:
  // `what` names the lines, in the plural: "refused calls". `clock` must outlive the object.
  LogBound(const Clock& clock, std::string what, LogRate rate = LogRate());

  // Whether one more line that is due to `source` may be written. Counts it either way.
  bool Admits(const std::string& source);

  // Logs what was left out in the windows that are over, one line "not_logged" for each source that
  // went beyond its own bound, and one for all others. To be called about every second.
  void Report();
  // The same, without waiting for the end of the window: at the end of a program.
  void ReportAll();

 private:
  struct Count {
    size_t written = 0;
    size_t left_out = 0;
  };

  // A clock that was set back ends the window too.
  bool IsWindowOver(absl::Time now) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void EndWindow() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void ReportWhere(bool over_only);

  const Clock& clock_;
  const std::string what_;
  const LogRate rate_;
  absl::Mutex mutex_;
  std::optional<absl::Time> begin_ ABSL_GUARDED_BY(mutex_);       // of the window: its first line
  std::map<std::string, Count> sources_ ABSL_GUARDED_BY(mutex_);  // that wrote in this window
  size_t written_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t left_out_of_others_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<std::string, size_t> unreported_ ABSL_GUARDED_BY(mutex_);  // "": of others
};

}  // namespace paraphe

#endif  // PARAPHE_COMMON_LOG_BOUND_H_
