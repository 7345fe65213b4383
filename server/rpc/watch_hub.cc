#include "server/rpc/watch_hub.h"

#include <algorithm>
#include <utility>

#include "common/errors.h"
#include "server/rpc/session_status.h"

namespace paraphe::server {
namespace {

absl::Status Stopping() {
  return MakeError(v1::NOT_REACHABLE, "the server is stopping; watch again in a moment");
}

bool IsGone(const std::weak_ptr<Watcher>& watcher) { return watcher.expired(); }

}  // namespace

absl::Status WatchHub::Add(const std::string& session_id, std::weak_ptr<Watcher> watcher) {
  absl::MutexLock lock(&mutex_);
  if (closed_) return Stopping();
  Watchers& watchers = sessions_[session_id];
  watchers.erase(std::remove_if(watchers.begin(), watchers.end(), IsGone), watchers.end());
  if (watchers.size() >= kMaxPerSession) {
    return MakeError(v1::OVERLOADED, "too many watch this session already; end one of them");
  }
  watchers.push_back(std::move(watcher));
  return absl::OkStatus();
}

void WatchHub::OnStored(SessionEvent /*event*/, const v1::SessionRecord& record) {
  Watchers watchers;
  {
    absl::MutexLock lock(&mutex_);
    const auto found = sessions_.find(record.id());
    if (found == sessions_.end()) return;
    watchers = found->second;
    if (EndsWatch(record.state())) sessions_.erase(found);
  }
  const v1::SessionEvent event = EventOf(record);
  for (const std::weak_ptr<Watcher>& weak : watchers) {
    if (const std::shared_ptr<Watcher> watcher = weak.lock()) watcher->OnEvent(event);
  }
}

void WatchHub::Close() {
  std::map<std::string, Watchers> sessions;
  {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
    sessions.swap(sessions_);
  }
  for (const auto& [id, watchers] : sessions) {
    for (const std::weak_ptr<Watcher>& weak : watchers) {
      if (const std::shared_ptr<Watcher> watcher = weak.lock()) watcher->OnClose(Stopping());
    }
  }
}

v1::SessionEvent EventOf(const v1::SessionRecord& record) {
  v1::SessionEvent event;
  event.set_session_id(record.id());
  event.set_state(record.state());
  event.set_version(record.version());
  event.set_status(StatusOf(record));
  event.set_unattended(record.unattended());
  event.set_reason(ReasonWordsOf(record));
  if (record.has_deadline()) *event.mutable_expires_at() = record.deadline();
  return event;
}

bool EndsWatch(v1::SessionState state) {
  switch (state) {
    case v1::SIGNED:
    case v1::FINALIZED:
    case v1::ABORTED:
    case v1::EXPIRED:
    case v1::FAILED:
      return true;
    default:
      return false;
  }
}

}  // namespace paraphe::server
