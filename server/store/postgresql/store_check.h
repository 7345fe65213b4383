// Whether a store in PostgreSQL is whole; servers may write to it meanwhile, and wait for the end of a check with
// their purge.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_STORE_CHECK_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_STORE_CHECK_H_

#include <string>

#include "absl/status/statusor.h"

#include "server/store/store_keys.h"
#include "server/store/store_report.h"

namespace paraphe::server::postgresql {

// One line for each fault, none where the store is whole.
//
// Reads each session as it stood at one moment, which `check` judges, and each document, which must have the
// length and the digest that its session has. The sums of what is held must be right, and the head of the audit
// log its last entry; the log itself is server/audit/audit_report.h's, and the database's pages are pg_amcheck's.
//
// Errors:
//   STORE_UNUSABLE     it is not a store of this program's version, or it has content under a key that `keys` lacks
//   STORE_UNAVAILABLE  it cannot be reached or read
absl::StatusOr<StoreReport> CheckStore(const std::string& conninfo, const RecordCheck& check,
                                       const StoreKeys& keys = StoreKeys());

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_STORE_CHECK_H_
