// Whether a store in SQLite is whole; a server may write to it meanwhile.
#ifndef PARAPHE_SERVER_STORE_SQLITE_STORE_CHECK_H_
#define PARAPHE_SERVER_STORE_SQLITE_STORE_CHECK_H_

#include <string>

#include "absl/status/statusor.h"

#include "server/store/store_keys.h"
#include "server/store/store_report.h"

namespace paraphe::server::sqlite {

// One line for each fault, none where the store is whole.
//
// Asks SQLite for its own check; reads each session, which `check` judges, and each document, which must
// have the length and the digest that its session has. The audit log is server/audit/audit_report.h's.
//
// Errors:
//   FILE_UNREADABLE    there is no such file
//   STORE_UNUSABLE     it is not a store of this program's version
//   STORE_UNAVAILABLE  it cannot be read at all
absl::StatusOr<StoreReport> CheckStore(const std::string& path, const RecordCheck& check,
                                       const StoreKeys& keys = StoreKeys());

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_STORE_CHECK_H_
