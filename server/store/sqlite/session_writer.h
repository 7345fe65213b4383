// The changes of a store in SQLite, apart from when they are committed.
#ifndef PARAPHE_SERVER_STORE_SQLITE_SESSION_WRITER_H_
#define PARAPHE_SERVER_STORE_SQLITE_SESSION_WRITER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "SQLiteCpp/Database.h"
#include "SQLiteCpp/Statement.h"
#include "server/store/record_parts.h"
#include "server/store/session_store.h"
#include "server/store/sqlite/audit_tail.h"
#include "server/store/sqlite/row_key.h"
#include "server/store/sqlite/shared_texts.h"
#include "server/store/store_keys.h"
#include "server/store/store_usage.h"

namespace paraphe::server::sqlite {

// Not thread-safe, but for CheckRoom. Each function but that one is to run in a transaction. An error is returned before anything is
// changed; where SQLite::Exception is thrown, what was done is to be rolled back, then Recount() called.
class SessionWriter {
 public:
  // `database` and `texts` must outlive the writer; the database has this version's schema. `keys` may be null.
  SessionWriter(SQLite::Database* database, const StoreBounds& bounds,
                std::shared_ptr<StoreKeyFile> keys, SharedTexts* texts);

  // As SessionStore has them.
  absl::Status Create(const v1::SessionRecord& record, const std::string& document,
                      const v1::AuditEntry& entry);
  absl::Status CompareAndSet(uint64_t expected_version, const v1::SessionRecord& record,
                             const DocumentChange& change, const v1::AuditEntry& entry);
  absl::Status Remove(const std::string& id, uint64_t expected_version,
                      const v1::AuditEntry& entry);
  void AppendAudit(const v1::AuditEntry& entry) { audit_.Append(entry); }

  // Whether there is room for a new session by what changes did so far, those that are about to be committed included.
  // Errors: as RoomFor
  absl::Status CheckRoom(const std::string& application, const Wanted& wanted) const;

  // Counts the sessions anew, as they are stored.
  void Recount();

 private:
  // A session's row, without its record.
  struct Row {
    uint64_t version = 0;
    std::string application;
    std::string idempotency_key;
    std::string policy_sha256;
    std::string table_sha256;
    std::optional<uint64_t> document_bytes;
    Holding holding;
    StoredKey key;  // empty where its content stands in clear
    std::string token_sha256;
    std::string signer_sha256;  // of a signer for whom it waits
  };
  // The tickets that a record has and its rows do not, and the other way round.
  struct TicketChange {
    std::set<std::string> missing, stale;
  };
  absl::StatusOr<Row> Find(const std::string& id);
  absl::StatusOr<Row> FindAt(const std::string& id, uint64_t version);

  TicketChange CompareTickets(const v1::SessionRecord& record);
  // IDEMPOTENCY_CONFLICT or SESSION_CONFLICT where another session has a key of `record` that `stored` does not have.
  absl::Status CheckKeysFree(const v1::SessionRecord& record, const Row& stored,
                             const TicketChange& tickets);
  // Forgets sessions until there is room; errors as RoomFor.
  absl::Status MakeRoom(const std::string& application, const Wanted& wanted);
  absl::StatusOr<std::string> InTheWay(const std::string& application, const Wanted& wanted) const;
  void Forget(const Row& row);

  // What is written, sealed before anything is changed.
  struct Sealed {
    std::string kept;
    absl::string_view bytes;  // in `kept`, or what is stored in clear
    StoredKey key;            // of a shared part
  };
  static absl::Status Seal(const RowKey& key, absl::string_view content, const std::string& place,
                           Sealed& sealed);
  static absl::Status SealShared(const StoreKeys& keys, const SharedPart& part, Sealed& sealed);

  void MoveRow(const v1::SessionRecord& record, const Row& stored, const Row& row,
               absl::string_view own);
  void WriteRow(SQLite::Statement& statement, const v1::SessionRecord& record, const Row& row,
                absl::string_view own);
  void WriteTickets(const std::string& id, const TicketChange& change);
  void WriteDocument(const std::string& id, absl::string_view document);
  void Use(const SharedPart& part, const Sealed& sealed);
  void LetGo(const std::string& sha256);

  StoreUsage Before() const;
  StoreUsage NewUsage();

  SQLite::Database& database_;
  const std::shared_ptr<StoreKeyFile> keys_;
  SharedTexts& texts_;
  mutable absl::Mutex usage_mutex_;  // changes come one by one; CheckRoom comes any time
  StoreUsage usage_ ABSL_GUARDED_BY(usage_mutex_);

  AuditTail audit_;

  SQLite::Statement find_, insert_, update_, move_, move_in_time_, delete_;
  SQLite::Statement key_owner_, token_owner_, ticket_owner_;
  SQLite::Statement tickets_, insert_ticket_, delete_ticket_;
  SQLite::Statement put_document_, delete_document_;
  SQLite::Statement use_, let_go_, drop_unused_;
};

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_SESSION_WRITER_H_
