// The audit log of a store in PostgreSQL, for who only reads it; servers may write to the store meanwhile.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_AUDIT_ROWS_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_AUDIT_ROWS_H_

#include <string>

#include "absl/status/statusor.h"

#include "server/audit/audit_chain.h"

namespace paraphe::server::postgresql {

// Reads as long as it takes, one row at a time, over a connection of its own. Of the source:
//
// Errors:
//   STORE_UNUSABLE     it is not a store of this program's version
//   STORE_UNAVAILABLE  it cannot be reached or read
AuditSource ReadAudit(const std::string& conninfo);

// The head alone: of the last entry that is there.
//
// Errors: as above
absl::StatusOr<ChainHead> ReadAuditHead(const std::string& conninfo);

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_AUDIT_ROWS_H_
