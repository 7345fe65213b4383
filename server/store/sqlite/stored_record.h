// A session's record as it is selected: its own part, and what it shares with others.
#ifndef PARAPHE_SERVER_STORE_SQLITE_STORED_RECORD_H_
#define PARAPHE_SERVER_STORE_SQLITE_STORED_RECORD_H_

#include <string>

#include "absl/status/statusor.h"

#include "paraphe/v1/session_record.pb.h"
#include "server/store/sqlite/row_key.h"
#include "server/store/sqlite/shared_texts.h"
#include "server/store/sqlite/statements.h"
#include "server/store/store_keys.h"

namespace paraphe::server::sqlite {

// The columns of `sessions` that ReadRecord() reads, from column 0 on.
inline constexpr char kRecordColumns[] =
    "id, version, content_key, store_key, record, policy_sha256, table_sha256";
inline constexpr int kRecordColumnCount = 7;

// Reads what sessions share, of the moment that the running query of the connection sees. Not thread-safe. What it is
// given must outlive it.
class SharedReader {
 public:
  SharedReader(SQLite::Database& database, SharedTexts* texts);

  // The text whose digest that is; empty where `sha256` is.
  // Errors: those of ReadRecord
  absl::StatusOr<SharedTexts::Text> Read(const StoreKeys& keys, absl::string_view sha256);

 private:
  SharedTexts& texts_;
  SQLite::Statement by_sha256_;
};

// Errors:
//   INTERNAL           a part cannot be read, is not there, or does not belong where it stands
//   STORE_UNAVAILABLE  it is sealed under a key that `keys` lacks
absl::StatusOr<v1::SessionRecord> ReadRecord(const StoreKeys& keys, const Query& row,
                                             SharedReader& shared);

// The same of the first five columns alone: without the content of policy and table.
absl::StatusOr<v1::SessionRecord> ReadOwnRecord(const StoreKeys& keys, const Query& row);

// The key whose columns content_key and store_key begin at `column`. Errors: as RowKey::Of.
absl::StatusOr<RowKey> KeyAt(const StoreKeys& keys, const Query& row, int column,
                             const std::string& place);

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_STORED_RECORD_H_
