#include "server/open_sessions.h"

#include <optional>

#include "absl/strings/str_cat.h"

#include "common/errors.h"

namespace paraphe::server {
namespace {

constexpr int kRetryAfterSeconds = 30;

}  // namespace

absl::Status OpenSessions::CheckRoom() const {
  if (count() < most_) return absl::OkStatus();
  absl::Status status =
      MakeError(v1::OVERLOADED,
                absl::StrCat("the server holds ", most_, " open sessions already; try later"));
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.mutable_retry_after()->set_seconds(kRetryAfterSeconds);
  SetErrorDetail(detail, status);
  return status;
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
