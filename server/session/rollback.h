// The one rollback (SES-2, SES-4): abort, expiry and failure all go through it.
#ifndef PARAPHE_SERVER_SESSION_ROLLBACK_H_
#define PARAPHE_SERVER_SESSION_ROLLBACK_H_

#include "paraphe/v1/session_record.pb.h"

namespace paraphe::server {

// Clears every phase: of the attributes, the table, the certificates and the DTBS nothing is left.
// What stays is what kPhases and the record's comments name: ids, times, digests, hashes, return
// URLs. The document goes with the same stored change (EraseDocument). Idempotent.
void RollBack(v1::SessionRecord& record);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_ROLLBACK_H_
