// The changes of a store in PostgreSQL: one transaction each.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_SESSION_WRITER_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_SESSION_WRITER_H_

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "server/store/content_key.h"
#include "server/store/postgresql/chain_tail.h"
#include "server/store/postgresql/connection.h"
#include "server/store/record_parts.h"
#include "server/store/session_store.h"
#include "server/store/store_keys.h"
#include "server/store/store_usage.h"

namespace paraphe::server::postgresql {

// For one change. Each function begins a transaction, and commits it where it returns OK; else the caller
// rolls it back. Locks are taken in one order: the session's row, its keys, the head of the audit log.
class SessionWriter {
 public:
  // All must outlive the writer.
  SessionWriter(Connection* connection, const StoreBounds* bounds, const StoreKeys* keys)
      : connection_(*connection), keys_(*keys), tail_(connection, bounds) {}

  // As SessionStore has them.
  absl::Status Create(const v1::SessionRecord& record, const std::string& document,
                      const v1::AuditEntry& entry);
  absl::Status CompareAndSet(uint64_t expected_version, const v1::SessionRecord& record,
                             const DocumentChange& change, const v1::AuditEntry& entry);
  absl::Status Remove(absl::string_view id, uint64_t expected_version, const v1::AuditEntry& entry);

 private:
  // A session's row, without its record.
  struct Row {
    std::string application;
    std::string idempotency_key;
    std::string policy_sha256;
    std::string table_sha256;
    std::optional<uint64_t> document_bytes;
    Holding holding;  // its id and deadline are not asked for
    std::string key_id;
  };
  struct Found {
    Row row;
    absl::StatusOr<ContentKey> key;
  };

  // Begins the transaction, and locks the row.
  absl::StatusOr<Found> BeginAt(absl::string_view id, uint64_t version);
  // Whether a part is not stored yet; and adds what stores it.
  absl::StatusOr<bool> IsNew(const SharedPart& part);
  absl::Status AddShared(const SharedPart& part);
  // Adds kInsert or kUpdate, and what it writes into the tickets. The first one's place.
  absl::StatusOr<size_t> AddRow(const Statement& statement, const v1::SessionRecord& record,
                                const Row& row, const ContentKey& key);
  absl::Status AddDocument(const v1::SessionRecord& record, const std::string& document,
                           const ContentKey& key);

  // Seals content, and keeps the result.
  absl::StatusOr<absl::string_view> Seal(const ContentKey& key, absl::string_view content,
                                         const std::string& place);

  // A content key as it is stored, kept.
  absl::StatusOr<const StoredKey*> Wrap(const ContentKey& key, absl::string_view key_id);
  absl::Status AddKey(const ContentKey& key, absl::string_view key_id);

  Connection& connection_;
  const StoreKeys& keys_;
  ChainTail tail_;
  // What was added views these until it is sent.
  std::deque<std::string> kept_;
  std::deque<StoredKey> stored_keys_;
};

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_SESSION_WRITER_H_
