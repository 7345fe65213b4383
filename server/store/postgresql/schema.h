// The tables of a store in PostgreSQL, and how those of an earlier version become those of this.
//
// A rolling upgrade: servers of one version may serve from one store at once. A server of a later version
// brings the tables to its own only while no server of another version is connected, and one of an earlier
// version does not serve from them again.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_SCHEMA_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_SCHEMA_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "server/store/postgresql/connection.h"

namespace paraphe::server::postgresql {

// The scripts that lead to version 1, 2, … (table store_version), each from the one before. A script that
// was released never changes.
absl::Span<const char* const> Migrations();

// Brings the schema that the connection's search_path names first, empty at first, to the last version, in
// one transaction; several that come at once do it once.
// Errors, beside those of StatusOf() of failure.h:
//   STORE_IN_USE    it has an earlier version, and a server of that version is connected
//   STORE_UNUSABLE  another program's tables are there, or a later version
absl::Status Migrate(Connection& connection);

// The judgement without any change.
// Errors, beside those of StatusOf() of failure.h:
//   STORE_UNUSABLE  as above, or of an earlier version
absl::Status CheckVersion(Connection& connection);

// A connection to serve from: as long as it lasts, nobody migrates. Errors: as Connection::Open() and
// CheckVersion().
absl::StatusOr<std::unique_ptr<Connection>> OpenServing(const std::string& conninfo);

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_SCHEMA_H_
