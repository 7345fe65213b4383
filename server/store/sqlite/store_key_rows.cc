#include "server/store/sqlite/store_key_rows.h"

#include <string>
#include <utility>
#include <vector>

#include "SQLiteCpp/Savepoint.h"
#include "common/status_macros.h"
#include "server/store/sealed_parts.h"
#include "server/store/sqlite/row_key.h"
#include "server/store/sqlite/statements.h"
#include "server/store/sqlite/stored_record.h"

namespace paraphe::server::sqlite {
namespace {

// A document is sealed whole, in memory: few at a time, so that other changes come between.
constexpr int kSome = 8;

void BindKey(SQLite::Statement& statement, const StoredKey& stored) {
  statement.bind(1, static_cast<const void*>(stored.bytes.data()),
                 static_cast<int>(stored.bytes.size()));
  statement.bind(2, stored.store_key);
}

// Stores the key of a row, and what of its content was in clear.
class RowRenewal {
 public:
  RowRenewal(SQLite::Database* database, const StoreKeys* keys)
      : database_(*database), keys_(*keys) {}

  absl::Status RenewSession(const Query& row) {
    const std::string id(row.Bytes(0));
    const std::string place = SessionKeyPlace(id);
    ASSIGN_OR_RETURN(RowKey key, KeyAt(keys_, row, 2, place));
    if (key.in_clear()) {
      ASSIGN_OR_RETURN(key, RowKey::New(keys_, place));
      RETURN_IF_ERROR(Replace("UPDATE sessions SET record = ? WHERE id = ?", key, row.Bytes(4),
                              RecordPlace(id, static_cast<uint64_t>(row.Number(1))), id));
      RETURN_IF_ERROR(SealDocument(id, key));
    } else {
      ASSIGN_OR_RETURN(key, std::move(key).Renewed(keys_, place));
    }
    SQLite::Statement store(database_,
                            "UPDATE sessions SET content_key = ?, store_key = ? WHERE id = ?");
    BindKey(store, key.stored());
    store.bind(3, id);
    store.exec();
    return absl::OkStatus();
  }

  absl::Status RenewShared(const Query& row) {
    const std::string sha256(row.Bytes(0));
    const std::string place = SharedKeyPlace(sha256);
    ASSIGN_OR_RETURN(RowKey key, KeyAt(keys_, row, 1, place));
    std::string kept;
    absl::string_view bytes = row.Bytes(3);
    if (key.in_clear()) {
      ASSIGN_OR_RETURN(key, RowKey::New(keys_, place));
      ASSIGN_OR_RETURN(bytes, key.Seal(bytes, SharedPlace(sha256), kept));
    } else {
      ASSIGN_OR_RETURN(key, std::move(key).Renewed(keys_, place));
    }
    SQLite::Statement store(
        database_, "UPDATE shared SET content_key = ?, store_key = ?, bytes = ? WHERE sha256 = ?");
    BindKey(store, key.stored());
    BindBytes(store, 3, bytes);
    BindBytes(store, 4, sha256);
    store.exec();
    return absl::OkStatus();
  }

 private:
  absl::Status Replace(const char* update, const RowKey& key, absl::string_view content,
                       const std::string& place, const std::string& id) {
    std::string kept;
    ASSIGN_OR_RETURN(const absl::string_view sealed, key.Seal(content, place, kept));
    SQLite::Statement store(database_, update);
    BindBytes(store, 1, sealed);
    store.bindNoCopy(2, id);
    store.exec();
    return absl::OkStatus();
  }

  absl::Status SealDocument(const std::string& id, const RowKey& key) {
    SQLite::Statement find(database_, "SELECT bytes FROM documents WHERE session = ?");
    find.bindNoCopy(1, id);
    const Query document(find);
    if (!document.Next()) return absl::OkStatus();
    return Replace("UPDATE documents SET bytes = ? WHERE session = ?", key, document.Bytes(0),
                   DocumentPlace(id), id);
  }

  SQLite::Database& database_;
  const StoreKeys& keys_;
};

}  // namespace

absl::Status CheckStoreKeys(SQLite::Database& database, const StoreKeys& keys) {
  SQLite::Statement all(database,
                        "SELECT store_key FROM sessions WHERE store_key IS NOT NULL UNION "
                        "SELECT store_key FROM shared WHERE store_key IS NOT NULL");
  const Query row(all);
  while (row.Next()) {
    if (!keys.Has(row.Bytes(0))) return MissingStoreKey(row.Bytes(0));
  }
  return absl::OkStatus();
}

absl::StatusOr<int> RenewSome(SQLite::Database& database, const StoreKeys& keys) {
  // Rolled back where it is not released: a row is renewed whole.
  SQLite::Savepoint whole(database, "renewal");
  RowRenewal renewal(&database, &keys);
  const std::string current = keys.current();
  int renewed = 0;
  {
    SQLite::Statement sessions(database,
                               "SELECT id, version, content_key, store_key, record FROM sessions "
                               "WHERE store_key IS NOT ? LIMIT ?");
    sessions.bind(1, current);
    sessions.bind(2, kSome);
    const Query row(sessions);
    for (; row.Next(); ++renewed) RETURN_IF_ERROR(renewal.RenewSession(row));
  }
  SQLite::Statement shared(database,
                           "SELECT sha256, content_key, store_key, bytes FROM shared "
                           "WHERE store_key IS NOT ? LIMIT ?");
  shared.bind(1, current);
  shared.bind(2, kSome);
  {
    const Query row(shared);
    for (; row.Next(); ++renewed) RETURN_IF_ERROR(renewal.RenewShared(row));
  }
  whole.release();
  return renewed;
}

}  // namespace paraphe::server::sqlite
