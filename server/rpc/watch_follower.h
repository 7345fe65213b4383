// Watchers hear of what another server changed, and of a change whose acknowledgement was lost, which tells
// nobody by itself.
#ifndef PARAPHE_SERVER_RPC_WATCH_FOLLOWER_H_
#define PARAPHE_SERVER_RPC_WATCH_FOLLOWER_H_

#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "server/rpc/watch_hub.h"
#include "server/store/session_store.h"

namespace paraphe::server {

// A thread that loads a watched session when the store tells of a change of it, and that asks each `period`
// of real time whether a watched session has another version than was told: a change that the store did not
// tell of is late by no more. Sessions that nobody watches cost nothing.
class WatchFollower {
 public:
  static constexpr absl::Duration kPeriod = absl::Milliseconds(500);

  // Both must outlive it.
  WatchFollower(const SessionStore* store, WatchHub* hub, absl::Duration period = kPeriod);
  // Waits for the store where it is asked.
  ~WatchFollower();
  WatchFollower(const WatchFollower&) = delete;
  WatchFollower& operator=(const WatchFollower&) = delete;

 private:
  void OnChange(const SessionVersion& changed);
  void Run();
  // What was told since the last call; waits for it until `latest`, or the end.
  std::set<std::string> TakeTold(absl::Time latest);
  void LookAtAll();
  void LookAtSome(const std::vector<SessionVersion>& watched);
  void LookAt(const std::string& id);

  const SessionStore& store_;
  WatchHub& hub_;
  const absl::Duration period_;
  absl::Mutex mutex_;
  absl::CondVar changed_;
  std::set<std::string> told_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
  std::unique_ptr<Following> following_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_WATCH_FOLLOWER_H_
