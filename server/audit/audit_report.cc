#include "server/audit/audit_report.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/audit_text.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

using EntryVisitor = std::function<absl::Status(const v1::AuditEntry&)>;

// Follows the chain; what it ends at.
absl::StatusOr<ChainHead> Follow(const AuditSource& source, const EntryVisitor& visit) {
  ChainHead head;
  RETURN_IF_ERROR(source([&](absl::string_view body, absl::string_view sha256) -> absl::Status {
    ASSIGN_OR_RETURN(const v1::AuditEntry entry, FollowChain(body, sha256, head));
    return visit(entry);
  }));
  return head;
}

}  // namespace

absl::StatusOr<ChainHead> VerifyAudit(const AuditSource& source, std::vector<ChainHead> known) {
  std::sort(known.begin(), known.end(),
            [](const ChainHead& a, const ChainHead& b) { return a.number < b.number; });
  ChainHead head;
  auto next = known.begin();
  const auto check_known = [&]() -> absl::Status {
    for (; next != known.end() && next->number <= head.number; ++next) {
      if (*next == head) continue;
      return MakeError(v1::AUDIT_BROKEN,
                       absl::StrCat("the audit log is broken at entry ", head.number,
                                    " or before it: the head that was kept of it is another"));
    }
    return absl::OkStatus();
  };
  const auto follow = [&](absl::string_view body, absl::string_view sha256) -> absl::Status {
    RETURN_IF_ERROR(FollowChain(body, sha256, head).status());
    return check_known();
  };
  RETURN_IF_ERROR(check_known());
  RETURN_IF_ERROR(source(follow));
  if (next != known.end()) {
    return MakeError(v1::AUDIT_BROKEN,
                     absl::StrCat("the audit log ends at entry ", head.number, ", and had ",
                                  known.back().number, ": its end was cut off"));
  }
  return head;
}

absl::Status ExportAudit(const AuditSource& source,
                         const std::function<absl::Status(absl::string_view line)>& take) {
  return Follow(source, [&](const v1::AuditEntry& entry) { return take(AuditJson(entry)); })
      .status();
}

absl::StatusOr<std::vector<v1::AuditEntry>> FindSessionAudit(const AuditSource& source,
                                                             absl::string_view session_id) {
  std::vector<v1::AuditEntry> found;
  RETURN_IF_ERROR(Follow(source, [&](const v1::AuditEntry& entry) {
                    if (entry.session_id() == session_id) found.push_back(entry);
                    return absl::OkStatus();
                  }).status());
  if (found.empty()) {
    return MakeError(v1::SESSION_UNKNOWN, "the audit log has no session with this id");
  }
  return found;
}

}  // namespace paraphe::server
