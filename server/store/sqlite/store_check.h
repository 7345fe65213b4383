// Whether a store in SQLite is whole; a server may write to it meanwhile.
#ifndef PARAPHE_SERVER_STORE_SQLITE_STORE_CHECK_H_
#define PARAPHE_SERVER_STORE_SQLITE_STORE_CHECK_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "paraphe/v1/session_record.pb.h"

namespace paraphe::server::sqlite {

// What was looked at, and what is wrong with it: one line for each fault, none where the store is whole.
struct StoreReport {
  uint64_t sessions = 0;
  uint64_t documents = 0;
  std::vector<std::string> faults;
};

// Asks SQLite for its own check; reads each session, which `check` judges, and each document, which must
// have the length and the digest that its session has. The audit log is server/audit/audit_report.h's.
// Errors:
//   FILE_UNREADABLE    there is no such file
//   STORE_UNUSABLE     it is not a store of this program's version
//   STORE_UNAVAILABLE  it cannot be read at all
absl::StatusOr<StoreReport> CheckStore(
    const std::string& path, const std::function<absl::Status(const v1::SessionRecord&)>& check);

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_STORE_CHECK_H_
