// A session's record as it is selected: its own part, and what it shares with others.
#ifndef PARAPHE_SERVER_STORE_SQLITE_STORED_RECORD_H_
#define PARAPHE_SERVER_STORE_SQLITE_STORED_RECORD_H_

#include <string>

#include "absl/status/statusor.h"

#include "paraphe/v1/session_record.pb.h"
#include "server/store/sqlite/row_key.h"
#include "server/store/sqlite/statements.h"
#include "server/store/store_keys.h"

namespace paraphe::server::sqlite {

// The columns that ReadRecord() reads, from column 0 on, and the tables that they are of.
inline constexpr char kRecordColumns[] =
    "sessions.id, version, sessions.content_key, sessions.store_key, record, "
    "policy_sha256, policy.content_key, policy.store_key, policy.bytes, "
    "table_sha256, tables.content_key, tables.store_key, tables.bytes";
inline constexpr int kRecordColumnCount = 13;
inline constexpr char kRecordTables[] =
    "sessions LEFT JOIN shared AS policy ON policy.sha256 = policy_sha256 "
    "LEFT JOIN shared AS tables ON tables.sha256 = table_sha256";

// Errors:
//   INTERNAL           a part cannot be read, or does not belong where it stands
//   STORE_UNAVAILABLE  it is sealed under a key that `keys` lacks
absl::StatusOr<v1::SessionRecord> ReadRecord(const StoreKeys& keys, const Query& row);

// The same of the first five columns alone: without the content of policy and table.
absl::StatusOr<v1::SessionRecord> ReadOwnRecord(const StoreKeys& keys, const Query& row);

// The key whose columns content_key and store_key begin at `column`. Errors: as RowKey::Of.
absl::StatusOr<RowKey> KeyAt(const StoreKeys& keys, const Query& row, int column,
                             const std::string& place);

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_STORED_RECORD_H_
