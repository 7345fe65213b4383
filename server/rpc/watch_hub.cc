#include "server/rpc/watch_hub.h"

#include <algorithm>
#include <utility>

#include "common/errors.h"
#include "server/rpc/session_status.h"
#include "server/store/store_errors.h"

namespace paraphe::server {
namespace {

absl::Status Stopping() {
  return MakeError(v1::NOT_REACHABLE, "the server is stopping; watch again in a moment");
}

bool IsGone(const std::weak_ptr<Watcher>& watcher) { return watcher.expired(); }

void CloseAll(const std::vector<std::weak_ptr<Watcher>>& watchers, const absl::Status& status) {
  for (const std::weak_ptr<Watcher>& weak : watchers) {
    if (const std::shared_ptr<Watcher> watcher = weak.lock()) watcher->OnClose(status);
  }
}

}  // namespace

void WatchHub::Watchers::ForgetThoseGone() {
  all.erase(std::remove_if(all.begin(), all.end(), IsGone), all.end());
}

absl::Status WatchHub::Add(const std::string& session_id, std::weak_ptr<Watcher> watcher,
                           uint64_t known) {
  absl::MutexLock lock(&mutex_);
  if (closed_) return Stopping();
  Watchers& watchers = sessions_[session_id];
  watchers.ForgetThoseGone();
  if (watchers.all.size() >= kMaxPerSession) {
    return MakeError(v1::OVERLOADED, "too many watch this session already; end one of them");
  }
  // Those before it may not have heard of that version.
  watchers.told = watchers.all.empty() ? known : std::min(watchers.told, known);
  watchers.all.push_back(std::move(watcher));
  return absl::OkStatus();
}

void WatchHub::OnStored(SessionEvent /*event*/, const v1::SessionRecord& record) { Tell(record); }

void WatchHub::Tell(const v1::SessionRecord& record) {
  std::vector<std::weak_ptr<Watcher>> watchers;
  {
    absl::MutexLock lock(&mutex_);
    const auto found = sessions_.find(record.id());
    if (found == sessions_.end()) return;
    watchers = found->second.all;
    found->second.told = std::max(found->second.told, record.version());
    if (EndsWatch(record.state())) sessions_.erase(found);
  }
  const v1::SessionEvent event = EventOf(record);
  for (const std::weak_ptr<Watcher>& weak : watchers) {
    if (const std::shared_ptr<Watcher> watcher = weak.lock()) watcher->OnEvent(event);
  }
}

void WatchHub::TellGone(const std::string& session_id) {
  Watchers watchers;
  {
    absl::MutexLock lock(&mutex_);
    const auto found = sessions_.find(session_id);
    if (found == sessions_.end()) return;
    watchers = std::move(found->second);
    sessions_.erase(found);
  }
  CloseAll(watchers.all, UnknownSession());
}

std::vector<SessionVersion> WatchHub::Watched() {
  std::vector<SessionVersion> watched;
  absl::MutexLock lock(&mutex_);
  for (auto next = sessions_.begin(); next != sessions_.end();) {
    const auto session = next++;
    session->second.ForgetThoseGone();
    if (session->second.all.empty()) {
      sessions_.erase(session);
    } else {
      watched.push_back({session->first, session->second.told});
    }
  }
  return watched;
}

bool WatchHub::Lacks(const SessionVersion& version) const {
  absl::MutexLock lock(&mutex_);
  const auto found = sessions_.find(version.id);
  return found != sessions_.end() && found->second.told < version.version;
}

void WatchHub::Close() {
  std::map<std::string, Watchers> sessions;
  {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
    sessions.swap(sessions_);
  }
  for (const auto& [id, watchers] : sessions) CloseAll(watchers.all, Stopping());
}

v1::SessionEvent EventOf(const v1::SessionRecord& record) {
  v1::SessionEvent event;
  event.set_session_id(record.id());
  event.set_state(record.state());
  event.set_version(record.version());
  event.set_status(StatusOf(record));
  event.set_unattended(record.unattended());
  event.set_reason(ReasonWordsOf(record));
  event.set_refused_openings(record.refused_openings());
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
