// What can be said of an audit log: whether it holds, what is in it, and one session's story.
#ifndef PARAPHE_SERVER_AUDIT_AUDIT_REPORT_H_
#define PARAPHE_SERVER_AUDIT_AUDIT_REPORT_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "paraphe/v1/audit.pb.h"
#include "server/audit/audit_chain.h"

namespace paraphe::server {

// The head of the whole log, where its chain holds and every one of `known` heads is in it. Heads that
// were kept elsewhere prove that nothing was cut off since, and nothing written anew.
// Errors:
//   AUDIT_BROKEN  names the first entry that does not fit
//
// REQ: ADM-2
absl::StatusOr<ChainHead> VerifyAudit(const AuditSource& source, std::vector<ChainHead> known);

// Gives each entry as AuditJson() has it. The chain is verified on the way.
// Errors:
//   AUDIT_BROKEN  as above; the entries before it were given
absl::Status ExportAudit(const AuditSource& source,
                         const std::function<absl::Status(absl::string_view line)>& take);

// The entries of one session, in their order.
// Errors:
//   AUDIT_BROKEN     the chain does not hold
//   SESSION_UNKNOWN  there is none
absl::StatusOr<std::vector<v1::AuditEntry>> FindSessionAudit(const AuditSource& source,
                                                             absl::string_view session_id);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_AUDIT_AUDIT_REPORT_H_
