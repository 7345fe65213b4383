// The keys of the operator's that content is sealed under: which there are, and their rotation.
#ifndef PARAPHE_SERVER_STORE_SQLITE_STORE_KEY_ROWS_H_
#define PARAPHE_SERVER_STORE_SQLITE_STORE_KEY_ROWS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "SQLiteCpp/Database.h"
#include "server/store/store_keys.h"

namespace paraphe::server::sqlite {

// Both may throw SQLite::Exception.

// Errors:
//   STORE_UNUSABLE  content is sealed under another key than `keys` has; names it
absl::Status CheckStoreKeys(SQLite::Database& database, const StoreKeys& keys);

// Brings some rows that are in clear, or under another key, under the current one, and returns how many: in a
// transaction. What is in clear is sealed, its document too; else only the row's own key is stored anew.
// Errors:
//   STORE_UNAVAILABLE  a row is sealed under another key than `keys` has
//   INTERNAL           OpenSSL fails, or a row was changed
absl::StatusOr<int> RenewSome(SQLite::Database& database, const StoreKeys& keys);

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_STORE_KEY_ROWS_H_
