// `paraphed audit …` and `paraphed store …`: what an administrator asks of the store that a
// configuration names, beside a running server or without one. The store is only read, but for
// MigrateDatabase().
#ifndef PARAPHE_SERVER_STORE_COMMANDS_H_
#define PARAPHE_SERVER_STORE_COMMANDS_H_

#include <string>

#include "absl/status/status.h"

#include "server/config.h"

namespace paraphe::server {

// Each prints its result to standard output. Besides what is named, errors are those of
// chosen_store.h; USAGE where sessions are kept in memory.

// "…: OK, N entries, head SHA256"; AUDIT_BROKEN names the first broken link. Heads are compared with
// those of settings.audit_heads_file.
absl::Status VerifyAuditLog(const ServerSettings& settings);

// One line of JSON for each entry.
absl::Status ExportAuditLog(const ServerSettings& settings);

// The story of one session; SESSION_UNKNOWN.
absl::Status ShowSession(const ServerSettings& settings, const std::string& session_id);

// "…: OK, N sessions, M documents"; STORE_UNUSABLE, after a line for each fault on standard error.
absl::Status CheckWholeStore(const ServerSettings& settings);

// Copies a store in SQLite to the new file `copy`, beside a running server too. Errors: store_backup.h.
absl::Status BackUpWholeStore(const ServerSettings& settings, const std::string& copy);

// Makes the tables of a store in PostgreSQL, or brings them to this program's version; for databases whose
// server may not. Prints the version. Errors: those of postgresql_store.h.
absl::Status MigrateDatabase(const std::string& conninfo);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_COMMANDS_H_
