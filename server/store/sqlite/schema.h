// The tables of a store in SQLite, and how a file of an earlier version becomes one of this.
#ifndef PARAPHE_SERVER_STORE_SQLITE_SCHEMA_H_
#define PARAPHE_SERVER_STORE_SQLITE_SCHEMA_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "SQLiteCpp/Database.h"

namespace paraphe::server::sqlite {

// "Prph": PRAGMA application_id of every store.
inline constexpr int kApplicationId = 0x50727068;

// The statements that lead to version 1, 2, … (PRAGMA user_version), each from the one before. A
// script that was released never changes.
absl::Span<const char* const> Migrations();

// Brings the database, empty at first, to the last version, in one transaction. The connection is in
// no transaction. May throw SQLite::Exception.
// Errors:
//   STORE_UNUSABLE  it is not a store, or of a later version than this program's
absl::Status Migrate(SQLite::Database& database);

// The same judgement without any change.
// Errors:
//   STORE_UNUSABLE  as above, or of an earlier version
absl::Status CheckVersion(SQLite::Database& database);

// A connection to an existing store of this program's version, for who only reads it.
// Errors:
//   FILE_UNREADABLE  there is no such file
//   STORE_UNUSABLE   as CheckVersion()
absl::StatusOr<SQLite::Database> OpenStore(const std::string& path);

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_SCHEMA_H_
