#include "server/listeners.h"

#include <string>

#include "absl/strings/str_cat.h"

#include "common/log.h"

namespace paraphe::server {

// What whoever aborted wrote is not logged: it is free text, and may hold a name.
void SessionLog::OnStored(SessionEvent event, const v1::SessionRecord& record) {
  const v1::SessionRecord::Ended& ended = record.ended();
  const bool failed = record.state() == v1::FAILED;
  Log(failed ? LogLevel::kWarning : LogLevel::kInfo, "session",
      {{"id", record.id()},
       {"event", std::string(InfoOf(event).name)},
       {"state", v1::SessionState_Name(record.state())},
       {"version", absl::StrCat(record.version())},
       {"application", record.application()},
       {"status", record.has_ended() ? v1::StatusCode_Name(ended.status()) : "-"},
       {"reason", ended.reason() != v1::ERROR_REASON_UNSPECIFIED
                      ? v1::ErrorReason_Name(ended.reason())
                      : "-"},
       {"unattended", record.unattended() ? "yes" : "no"}});
}

}  // namespace paraphe::server
