// An entry of the audit log as people and programs read it (ADM-2).
#ifndef PARAPHE_COMMON_AUDIT_TEXT_H_
#define PARAPHE_COMMON_AUDIT_TEXT_H_

#include <string>

#include "paraphe/v1/audit.pb.h"

namespace paraphe {

// One line of JSON, without its end; digests in hexadecimal, times as RFC 3339 in UTC; what is not known is left out. An
// entry that is no session's has neither "session_id" nor "state".
std::string AuditJson(const v1::AuditEntry& entry);

// Lines for a person, in local time.
std::string AuditText(const v1::AuditEntry& entry);

}  // namespace paraphe

#endif  // PARAPHE_COMMON_AUDIT_TEXT_H_
