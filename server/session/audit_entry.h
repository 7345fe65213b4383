// What the audit log says of a change (ADM-2).
#ifndef PARAPHE_SERVER_SESSION_AUDIT_ENTRY_H_
#define PARAPHE_SERVER_SESSION_AUDIT_ENTRY_H_

#include "absl/time/time.h"

#include "paraphe/v1/audit.pb.h"
#include "paraphe/v1/session_record.pb.h"
#include "server/session/transitions.h"

namespace paraphe::server {

// The entry of `event`, which led to `record`; of kRetentionEnd, which removes it. All but `number` and
// `previous_sha256`, which the store knows.
//
// Who acted follows from the event: the caller (Prepare, Finalize), the signer (all from Present to the
// result), the server itself (what a deadline or its own judgement causes); an abort is the act of whom
// its status names. What a rollback cleared is not in the entry of the rollback, nor in later ones: it is
// in those before.
//
// REQ: ADM-2
v1::AuditEntry MakeAuditEntry(SessionEvent event, const v1::SessionRecord& record, absl::Time time);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_AUDIT_ENTRY_H_
