// Who watches which session on this server. Streams cost no thread: a change is pushed to them.
#ifndef PARAPHE_SERVER_RPC_WATCH_HUB_H_
#define PARAPHE_SERVER_RPC_WATCH_HUB_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "paraphe/v1/session.pb.h"
#include "server/session/session_listener.h"
#include "server/store/session_store.h"

namespace paraphe::server {

// One stream. Both functions are called without a lock held, from any thread, and must not block.
class Watcher {
 public:
  virtual ~Watcher() = default;
  // A state of the session. May come late, repeated or in the wrong order: the version tells.
  virtual void OnEvent(const v1::SessionEvent& event) = 0;
  // Nothing will follow; the stream is to end with `status`.
  virtual void OnClose(const absl::Status& status) = 0;
};

// Thread-safe. Watchers are not kept alive by the hub.
class WatchHub final : public SessionListener {
 public:
  // Streams that one session may have at once.
  static constexpr size_t kMaxPerSession = 16;

  // `known`: the version that the watcher is told without the hub.
  // OVERLOADED where the session has too many already; NOT_REACHABLE once closed.
  absl::Status Add(const std::string& session_id, std::weak_ptr<Watcher> watcher,
                   uint64_t known = 0);

  // Tells the session's watchers.
  void OnStored(SessionEvent event, const v1::SessionRecord& record) override;
  void Tell(const v1::SessionRecord& record);
  // The session is no longer there: ends its streams with SESSION_UNKNOWN.
  void TellGone(const std::string& session_id);

  // The sessions that somebody watches, each with the version that was told last.
  std::vector<SessionVersion> Watched();
  // Whether somebody watches the session who was told of an earlier version only.
  bool Lacks(const SessionVersion& version) const;

  // The server is stopping: ends every stream with NOT_REACHABLE, and refuses new ones.
  void Close();

 private:
  struct Watchers {
    std::vector<std::weak_ptr<Watcher>> all;
    uint64_t told = 0;  // a version
    void ForgetThoseGone();
  };

  mutable absl::Mutex mutex_;
  std::map<std::string, Watchers> sessions_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
};

// The event that a stored session amounts to.
v1::SessionEvent EventOf(const v1::SessionRecord& record);

// Whether nothing more than this is sent: a terminal state, or SIGNED.
bool EndsWatch(v1::SessionState state);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_RPC_WATCH_HUB_H_
