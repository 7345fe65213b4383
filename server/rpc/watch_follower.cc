#include "server/rpc/watch_follower.h"

#include <algorithm>
#include <utility>

#include "absl/time/clock.h"

#include "common/errors.h"

namespace paraphe::server {
namespace {

// Sessions that the store is asked for at once.
constexpr size_t kBatch = 1000;

}  // namespace

WatchFollower::WatchFollower(const SessionStore* store, WatchHub* hub, absl::Duration period)
    : store_(*store),
      hub_(*hub),
      period_(period),
      thread_([this] { Run(); }),
      following_(store_.Follow([this](const SessionVersion& changed) { OnChange(changed); })) {}

WatchFollower::~WatchFollower() {
  following_.reset();
  {
    absl::MutexLock lock(&mutex_);
    ending_ = true;
    changed_.Signal();
  }
  thread_.join();
}

void WatchFollower::OnChange(const SessionVersion& changed) {
  if (!hub_.Lacks(changed)) return;
  absl::MutexLock lock(&mutex_);
  told_.insert(changed.id);
  changed_.Signal();
}

void WatchFollower::Run() {
  absl::Time next = absl::Now() + period_;
  while (true) {
    for (const std::string& id : TakeTold(next)) LookAt(id);
    {
      absl::MutexLock lock(&mutex_);
      if (ending_) return;
    }
    if (absl::Now() < next) continue;
    LookAtAll();
    next = absl::Now() + period_;
  }
}

std::set<std::string> WatchFollower::TakeTold(absl::Time latest) {
  absl::MutexLock lock(&mutex_);
  while (told_.empty() && !ending_ && !changed_.WaitWithDeadline(&mutex_, latest)) continue;
  return std::exchange(told_, {});
}

void WatchFollower::LookAtAll() {
  const std::vector<SessionVersion> watched = hub_.Watched();
  for (size_t begin = 0; begin < watched.size(); begin += kBatch) {
    const size_t end = std::min(begin + kBatch, watched.size());
    LookAtSome({watched.begin() + static_cast<ptrdiff_t>(begin),
                watched.begin() + static_cast<ptrdiff_t>(end)});
  }
}

void WatchFollower::LookAtSome(const std::vector<SessionVersion>& watched) {
  std::set<std::string> gone;
  for (const SessionVersion& session : watched) gone.insert(session.id);
  const auto versions = store_.LoadVersions({gone.begin(), gone.end()});
  if (!versions.ok()) return;  // the store said why; the next look may do better
  for (const SessionVersion& version : *versions) {
    gone.erase(version.id);
    if (hub_.Lacks(version)) LookAt(version.id);
  }
  for (const std::string& id : gone) hub_.TellGone(id);
}

void WatchFollower::LookAt(const std::string& id) {
  const absl::StatusOr<v1::SessionRecord> record = store_.Load(SessionId{id});
  if (record.ok()) return hub_.Tell(*record);
  if (ReasonOf(record.status()) == v1::SESSION_UNKNOWN) hub_.TellGone(id);
}

}  // namespace paraphe::server
