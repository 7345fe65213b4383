#include "server/open_sessions.h"

#include "absl/strings/str_cat.h"

#include "server/store/store_errors.h"

namespace paraphe::server {
namespace {

constexpr absl::Duration kRetryAfter = absl::Seconds(30);

}  // namespace

absl::Status OpenSessions::CheckRoom() const {
  if (count() < most_) return absl::OkStatus();
  return Overload(kRetryAfter,
                  absl::StrCat("the server holds ", most_, " open sessions already; try later"));
}

size_t OpenSessions::count() const {
  absl::MutexLock lock(&mutex_);
  return ids_.size();
}

void OpenSessions::OnStored(SessionEvent event, const v1::SessionRecord& record) {
  absl::MutexLock lock(&mutex_);
  if (event == SessionEvent::kCreate) {
    ids_.insert(record.id());
  } else if (record.has_ended() || event == SessionEvent::kRetentionEnd) {
    ids_.erase(record.id());
  }
}

}  // namespace paraphe::server
