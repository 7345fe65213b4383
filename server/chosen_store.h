// The store that a configuration names, of whichever kind it is.
#ifndef PARAPHE_SERVER_CHOSEN_STORE_H_
#define PARAPHE_SERVER_CHOSEN_STORE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "server/audit/audit_chain.h"
#include "server/config.h"
#include "server/store/session_store.h"
#include "server/store/store_report.h"

namespace paraphe::server {

// Whether sessions last longer than the process, and there is an audit log. The functions below, but for
// OpenStore, are for stores that last.
bool Lasts(const ServerSettings& settings);

// For people and logs: a path, or a database's host and name. Never a password.
std::string NameOfStore(const ServerSettings& settings);

// To serve from; logged. Errors: those of sqlite_store.h and postgresql_store.h.
absl::StatusOr<std::unique_ptr<SessionStore>> OpenStore(const ServerSettings& settings);

// To look at, beside a server or without one. Errors: those of sqlite/store_file.h, sqlite/store_check.h,
// postgresql/audit_rows.h and postgresql/store_check.h.
AuditSource AuditOf(const ServerSettings& settings);
absl::StatusOr<ChainHead> AuditHeadOf(const ServerSettings& settings);
absl::StatusOr<StoreReport> CheckStoreOf(const ServerSettings& settings, const RecordCheck& check);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_CHOSEN_STORE_H_
