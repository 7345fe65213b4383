// How many sessions are open on this server, against its bound: one caller must not fill the memory
// of all.
#ifndef PARAPHE_SERVER_OPEN_SESSIONS_H_
#define PARAPHE_SERVER_OPEN_SESSIONS_H_

#include <cstddef>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"

#include "server/session/session_listener.h"

namespace paraphe::server {

// Thread-safe. Calls that arrive together may each find the last place free: the bound may be
// exceeded by as many as run at once, never by more.
//
// REQ: SES-7
class OpenSessions final : public SessionListener {
 public:
  explicit OpenSessions(size_t most) : most_(most) {}

  // OVERLOADED, with a time to wait, where the bound is reached.
  absl::Status CheckRoom() const;
  size_t count() const;

  void OnStored(SessionEvent event, const v1::SessionRecord& record) override;

 private:
  const size_t most_;
  mutable absl::Mutex mutex_;
  absl::flat_hash_set<std::string> ids_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_OPEN_SESSIONS_H_
