// The wish that a session end before its time: the signer's (Ctrl-C, a signal), or the server's,
// where the session has ended there.
#ifndef PARAPHE_CLIENT_AGENT_STOP_H_
#define PARAPHE_CLIENT_AGENT_STOP_H_

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace paraphe::agent {

// How often it must be asked for before something that is waited for ends. The first asking ends
// every prompt, whatever the stage.
enum class Stage {
  kOpen,      // everything can be taken back: the first ends a call to the server
  kReleased,  // nothing can: the first is heard when it is too late, the second ends a call
  kGivingUp,  // the server is being told, which takes seconds: the third ends a call
};

// Thread-safe.
class Stop {
 public:
  Stop();
  ~Stop();
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;

  // Asks for it, once more. `why` is what the session ends with: ABORTED_BY_SIGNER, or what the
  // server says of the session. The first counts.
  void Ask(absl::Status why);

  // OK as long as nobody asked.
  absl::Status why() const;
  int times() const;

  // Readable from the first asking on, and for ever: nobody can read it empty. For poll. -1 where
  // the system had no sockets to give: prompts are then not ended.
  int fd() const { return ends_[0]; }

  void Enter(Stage stage);

  // Whether a call to the server, or the wait before another, must end now.
  bool EndsCall() const;
  // Whether the session is given up because of a stop: the server is then told once, in seconds.
  bool Hurries() const;
  // Whether a call to the device must end: on the second asking. The first lets it finish, so that
  // the device can be closed properly.
  bool EndsDevice() const { return times() >= 2; }

  // Sleeps so long, or until EndsCall.
  void Pause(absl::Duration duration) const;

 private:
  bool CallEnds() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  int ends_[2] = {-1, -1};
  mutable absl::Mutex mutex_;
  absl::Status why_ ABSL_GUARDED_BY(mutex_);
  int times_ ABSL_GUARDED_BY(mutex_) = 0;
  Stage stage_ ABSL_GUARDED_BY(mutex_) = Stage::kOpen;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_STOP_H_
