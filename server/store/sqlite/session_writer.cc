#include "server/store/sqlite/session_writer.h"

#include <set>
#include <utility>
#include <variant>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/store/record_time.h"
#include "server/store/sealed_parts.h"
#include "server/store/sqlite/statements.h"
#include "server/store/store_errors.h"

namespace paraphe::server::sqlite {
namespace {

// What of a row follows from the record.
template <typename Row>
void SetKeys(const v1::SessionRecord& record, Row& row) {
  row.token_sha256 = record.token_sha256();
  row.signer_sha256 = WaitingKey(record);
}

// Whether nothing that others find the session by changes.
template <typename Row>
bool OnlyMoves(const Row& stored, const Row& row) {
  return row.token_sha256 == stored.token_sha256 && row.signer_sha256 == stored.signer_sha256 &&
         row.policy_sha256 == stored.policy_sha256 && row.table_sha256 == stored.table_sha256 &&
         row.document_bytes == stored.document_bytes;
}

// With the deadline as it is found again.
Holding HoldingIn(const v1::SessionRecord& record, std::optional<uint64_t> document_bytes) {
  Holding holding = HoldingOf(record, document_bytes);
  if (record.has_deadline()) holding.deadline = FromColumn(ToColumn(holding.deadline));
  return holding;
}

}  // namespace

SessionWriter::SessionWriter(SQLite::Database* database, const StoreBounds& bounds,
                             std::shared_ptr<StoreKeyFile> keys, SharedTexts* texts)
    : database_(*database),
      keys_(std::move(keys)),
      texts_(*texts),
      usage_(bounds),
      audit_(&database_),
      find_(database_,
            "SELECT version, application, idempotency_key, deadline, policy_sha256, table_sha256, "
            "document_bytes, counted_bytes, state, content_key, store_key, token_sha256, "
            "signer_sha256 FROM sessions WHERE id = ?"),
      insert_(
          database_,
          "INSERT INTO sessions (version, state, deadline, token_sha256, policy_sha256, "
          "table_sha256, document_bytes, counted_bytes, record, id, signer_sha256, waiting_since, "
          "application, idempotency_key, content_key, store_key) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)"),
      update_(database_,
              "UPDATE sessions SET version = ?1, state = ?2, deadline = ?3, token_sha256 = ?4, "
              "policy_sha256 = ?5, table_sha256 = ?6, document_bytes = ?7, counted_bytes = ?8, "
              "record = ?9, signer_sha256 = ?11, waiting_since = ?12 WHERE id = ?10"),
      move_(database_,
            "UPDATE sessions SET version = ?1, state = ?2, counted_bytes = ?3, record = ?4 "
            "WHERE id = ?5"),
      move_in_time_(database_,
                    "UPDATE sessions SET version = ?1, state = ?2, counted_bytes = ?3, "
                    "record = ?4, deadline = ?6 WHERE id = ?5"),
      delete_(database_, "DELETE FROM sessions WHERE id = ?"),
      key_owner_(database_, "SELECT 1 FROM sessions WHERE application = ? AND idempotency_key = ?"),
      token_owner_(database_, "SELECT 1 FROM sessions WHERE token_sha256 = ?"),
      ticket_owner_(database_, "SELECT 1 FROM tickets WHERE sha256 = ?"),
      tickets_(database_, "SELECT sha256 FROM tickets WHERE session = ?"),
      insert_ticket_(database_, "INSERT INTO tickets (sha256, session) VALUES (?, ?)"),
      delete_ticket_(database_, "DELETE FROM tickets WHERE sha256 = ?"),
      put_document_(database_, "INSERT OR REPLACE INTO documents (session, bytes) VALUES (?, ?)"),
      delete_document_(database_, "DELETE FROM documents WHERE session = ?"),
      use_(
          database_,
          "INSERT INTO shared (sha256, uses, bytes, content_key, store_key) VALUES (?, 1, ?, ?, ?) "
          "ON CONFLICT (sha256) DO UPDATE SET uses = uses + 1"),
      let_go_(database_, "UPDATE shared SET uses = uses - 1 WHERE sha256 = ? AND uses > 1"),
      drop_unused_(database_, "DELETE FROM shared WHERE sha256 = ?") {
  Recount();
}

absl::Status SessionWriter::Create(const v1::SessionRecord& record, const std::string& document,
                                   const v1::AuditEntry& entry) {
  if (Find(record.id()).ok()) return MovedSession();
  const TicketChange tickets = CompareTickets(record);
  Row row;
  RETURN_IF_ERROR(CheckKeysFree(record, row, tickets));
  SetKeys(record, row);
  row.document_bytes = document.size();
  row.holding = HoldingIn(record, row.document_bytes);
  const absl::Time time = FromTimestamp(record.created_at());
  RETURN_IF_ERROR(MakeRoom(record.application(), Wanted::NewSession(row.holding.bytes, time)));
  const SharedPart policy = PolicyPart(record), table = TablePart(record);
  row.policy_sha256 = policy.sha256;
  row.table_sha256 = table.sha256;
  const std::shared_ptr<const StoreKeys> keys = KeysOf(keys_);
  ASSIGN_OR_RETURN(const RowKey key, RowKey::New(*keys, SessionKeyPlace(record.id())));
  row.key = key.stored();
  const std::string own = OwnPart(record);
  Sealed sealed_own, sealed_document, sealed_policy, sealed_table;
  RETURN_IF_ERROR(Seal(key, own, RecordPlace(record.id(), record.version()), sealed_own));
  RETURN_IF_ERROR(Seal(key, document, DocumentPlace(record.id()), sealed_document));
  RETURN_IF_ERROR(SealShared(*keys, policy, sealed_policy));
  RETURN_IF_ERROR(SealShared(*keys, table, sealed_table));
  Use(policy, sealed_policy);
  Use(table, sealed_table);
  insert_.bindNoCopy(13, record.application());
  BindText(insert_, 14, record.idempotency_key());
  BindBytes(insert_, 15, row.key.bytes);
  BindText(insert_, 16, row.key.store_key);
  WriteRow(insert_, record, row, sealed_own.bytes);
  WriteTickets(record.id(), tickets);
  WriteDocument(record.id(), sealed_document.bytes);
  audit_.Append(entry);
  absl::MutexLock lock(&usage_mutex_);
  usage_.Add(row.holding);
  usage_.Began(record.application(), time);
  return absl::OkStatus();
}

absl::Status SessionWriter::CompareAndSet(uint64_t expected_version,
                                          const v1::SessionRecord& record,
                                          const DocumentChange& change,
                                          const v1::AuditEntry& entry) {
  ASSIGN_OR_RETURN(const Row stored, FindAt(record.id(), expected_version));
  RETURN_IF_ERROR(CheckSameSession(stored.application, stored.idempotency_key, record));
  const TicketChange tickets = CompareTickets(record);
  RETURN_IF_ERROR(CheckKeysFree(record, stored, tickets));
  Row row = stored;
  SetKeys(record, row);
  if (const auto* replace = std::get_if<ReplaceDocument>(&change)) {
    row.document_bytes = replace->document->size();
  } else if (std::holds_alternative<EraseDocument>(change)) {
    row.document_bytes = std::nullopt;
  }
  row.holding = HoldingIn(record, row.document_bytes);
  if (std::holds_alternative<ReplaceDocument>(change) && row.holding.bytes > stored.holding.bytes) {
    RETURN_IF_ERROR(MakeRoom(record.application(),
                             Wanted::MoreBytes(row.holding.bytes - stored.holding.bytes)));
  }
  const std::shared_ptr<const StoreKeys> keys = KeysOf(keys_);
  ASSIGN_OR_RETURN(const RowKey key, RowKey::Of(*keys, stored.key, SessionKeyPlace(record.id())));
  const std::string own = OwnPart(record);
  Sealed sealed_own, sealed_document, sealed_table;
  RETURN_IF_ERROR(Seal(key, own, RecordPlace(record.id(), record.version()), sealed_own));
  if (const auto* replace = std::get_if<ReplaceDocument>(&change)) {
    RETURN_IF_ERROR(Seal(key, *replace->document, DocumentPlace(record.id()), sealed_document));
  }
  // The policy never changes (POL-7), and the table with an amendment only: a transition finds both as they are.
  if (!record.has_prepared()) {
    row.policy_sha256.clear();
    row.table_sha256.clear();
  } else if (!texts_.IsDigestOf(stored.table_sha256, record.prepared().table())) {
    const SharedPart table = TablePart(record);
    row.table_sha256 = table.sha256;
    RETURN_IF_ERROR(SealShared(*keys, table, sealed_table));
    Use(table, sealed_table);
  }
  if (OnlyMoves(stored, row)) {
    MoveRow(record, stored, row, sealed_own.bytes);
  } else {
    WriteRow(update_, record, row, sealed_own.bytes);
  }
  if (row.policy_sha256 != stored.policy_sha256) LetGo(stored.policy_sha256);
  if (row.table_sha256 != stored.table_sha256) LetGo(stored.table_sha256);
  WriteTickets(record.id(), tickets);
  if (std::holds_alternative<ReplaceDocument>(change)) {
    WriteDocument(record.id(), sealed_document.bytes);
  } else if (stored.document_bytes.has_value() && !row.document_bytes.has_value()) {
    delete_document_.bindNoCopy(1, record.id());
    Execute(delete_document_);
  }
  audit_.Append(entry);
  absl::MutexLock lock(&usage_mutex_);
  usage_.Subtract(stored.holding);
  usage_.Add(row.holding);
  return absl::OkStatus();
}

absl::Status SessionWriter::Remove(const std::string& id, uint64_t expected_version,
                                   const v1::AuditEntry& entry) {
  ASSIGN_OR_RETURN(const Row row, FindAt(id, expected_version));
  audit_.Append(entry);
  Forget(row);
  return absl::OkStatus();
}

absl::StatusOr<SessionWriter::Row> SessionWriter::Find(const std::string& id) {
  find_.bindNoCopy(1, id);
  const Query query(find_);
  if (!query.Next()) return UnknownSession();
  Row row;
  row.version = static_cast<uint64_t>(query.Number(0));
  row.application = std::string(query.Bytes(1));
  row.idempotency_key = std::string(query.Bytes(2));
  row.policy_sha256 = std::string(query.Bytes(4));
  row.table_sha256 = std::string(query.Bytes(5));
  if (!query.IsNull(6)) row.document_bytes = static_cast<uint64_t>(query.Number(6));
  const absl::Time deadline =
      query.IsNull(3) ? absl::InfiniteFuture() : FromColumn(query.Number(3));
  row.holding = {id,
                 row.application,
                 deadline,
                 static_cast<uint64_t>(query.Number(7)),
                 !row.document_bytes.has_value(),
                 IsOpen(static_cast<v1::SessionState>(query.Number(8)))};
  row.key = {std::string(query.Bytes(10)), std::string(query.Bytes(9))};
  row.token_sha256 = std::string(query.Bytes(11));
  row.signer_sha256 = std::string(query.Bytes(12));
  return row;
}

absl::StatusOr<SessionWriter::Row> SessionWriter::FindAt(const std::string& id, uint64_t version) {
  ASSIGN_OR_RETURN(Row row, Find(id));
  if (row.version != version) return MovedSession();
  return row;
}

absl::Status SessionWriter::CheckKeysFree(const v1::SessionRecord& record, const Row& stored,
                                          const TicketChange& tickets) {
  if (!record.idempotency_key().empty() && stored.idempotency_key.empty()) {
    key_owner_.bindNoCopy(1, record.application());
    key_owner_.bindNoCopy(2, record.idempotency_key());
    if (Query(key_owner_).Next()) return UsedIdempotencyKey();
  }
  if (!record.token_sha256().empty() && record.token_sha256() != stored.token_sha256) {
    BindBytes(token_owner_, 1, record.token_sha256());
    if (Query(token_owner_).Next()) return MovedSession();
  }
  for (const std::string& sha256 : tickets.missing) {
    BindBytes(ticket_owner_, 1, sha256);
    if (Query(ticket_owner_).Next()) return MovedSession();
  }
  return absl::OkStatus();
}

absl::Status SessionWriter::CheckRoom(const std::string& application, const Wanted& wanted) const {
  absl::MutexLock lock(&usage_mutex_);
  return usage_.CheckRoom(application, wanted);
}

absl::StatusOr<std::string> SessionWriter::InTheWay(const std::string& application,
                                                    const Wanted& wanted) const {
  absl::MutexLock lock(&usage_mutex_);
  return usage_.InTheWay(application, wanted);
}

absl::Status SessionWriter::MakeRoom(const std::string& application, const Wanted& wanted) {
  while (true) {
    ASSIGN_OR_RETURN(const std::string id, InTheWay(application, wanted));
    if (id.empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const Row row, Find(id));
    Forget(row);
  }
}

void SessionWriter::Forget(const Row& row) {
  delete_.bindNoCopy(1, row.holding.id);
  Execute(delete_);
  if (!row.policy_sha256.empty()) LetGo(row.policy_sha256);
  if (!row.table_sha256.empty()) LetGo(row.table_sha256);
  absl::MutexLock lock(&usage_mutex_);
  usage_.Subtract(row.holding);
}

absl::Status SessionWriter::Seal(const RowKey& key, absl::string_view content,
                                 const std::string& place, Sealed& sealed) {
  ASSIGN_OR_RETURN(sealed.bytes, key.Seal(content, place, sealed.kept));
  return absl::OkStatus();
}

absl::Status SessionWriter::SealShared(const StoreKeys& keys, const SharedPart& part,
                                       Sealed& sealed) {
  ASSIGN_OR_RETURN(const RowKey key, RowKey::New(keys, SharedKeyPlace(part.sha256)));
  sealed.key = key.stored();
  return Seal(key, part.bytes, SharedPlace(part.sha256), sealed);
}

// Which is to write no index, where the deadline stays.
void SessionWriter::MoveRow(const v1::SessionRecord& record, const Row& stored, const Row& row,
                            absl::string_view own) {
  const bool same_time = stored.holding.deadline == row.holding.deadline;
  SQLite::Statement& move = same_time ? move_ : move_in_time_;
  move.bind(1, static_cast<int64_t>(record.version()));
  move.bind(2, static_cast<int32_t>(record.state()));
  move.bind(3, static_cast<int64_t>(row.holding.bytes));
  BindBytes(move, 4, own);
  move.bindNoCopy(5, record.id());
  if (!same_time && record.has_deadline()) move.bind(6, ToColumn(DeadlineOf(record)));
  Execute(move);
}

void SessionWriter::WriteRow(SQLite::Statement& statement, const v1::SessionRecord& record,
                             const Row& row, absl::string_view own) {
  statement.bind(1, static_cast<int64_t>(record.version()));
  statement.bind(2, static_cast<int32_t>(record.state()));
  if (record.has_deadline()) statement.bind(3, ToColumn(DeadlineOf(record)));
  BindBytes(statement, 4, record.token_sha256());
  BindBytes(statement, 5, row.policy_sha256);
  BindBytes(statement, 6, row.table_sha256);
  if (row.document_bytes.has_value()) statement.bind(7, static_cast<int64_t>(*row.document_bytes));
  statement.bind(8, static_cast<int64_t>(row.holding.bytes));
  BindBytes(statement, 9, own);
  statement.bindNoCopy(10, record.id());
  BindBytes(statement, 11, row.signer_sha256);
  if (!row.signer_sha256.empty()) statement.bind(12, ToColumn(FromTimestamp(record.created_at())));
  Execute(statement);
}

SessionWriter::TicketChange SessionWriter::CompareTickets(const v1::SessionRecord& record) {
  TicketChange change;
  for (const auto& ticket : record.tickets()) change.missing.insert(ticket.sha256());
  tickets_.bindNoCopy(1, record.id());
  const Query query(tickets_);
  while (query.Next()) {
    const std::string stored(query.Bytes(0));
    if (change.missing.erase(stored) == 0) change.stale.insert(stored);
  }
  return change;
}

void SessionWriter::WriteTickets(const std::string& id, const TicketChange& change) {
  for (const std::string& sha256 : change.stale) {
    BindBytes(delete_ticket_, 1, sha256);
    Execute(delete_ticket_);
  }
  for (const std::string& sha256 : change.missing) {
    BindBytes(insert_ticket_, 1, sha256);
    insert_ticket_.bindNoCopy(2, id);
    Execute(insert_ticket_);
  }
}

void SessionWriter::WriteDocument(const std::string& id, absl::string_view document) {
  put_document_.bindNoCopy(1, id);
  BindBytes(put_document_, 2, document);
  Execute(put_document_);
}

void SessionWriter::Use(const SharedPart& part, const Sealed& sealed) {
  BindBytes(use_, 1, part.sha256);
  BindBytes(use_, 2, sealed.bytes);
  BindBytes(use_, 3, sealed.key.bytes);
  BindText(use_, 4, sealed.key.store_key);
  Execute(use_);
}

void SessionWriter::LetGo(const std::string& sha256) {
  BindBytes(let_go_, 1, sha256);
  if (Execute(let_go_) > 0) return;
  BindBytes(drop_unused_, 1, sha256);
  Execute(drop_unused_);
  texts_.Drop(sha256);
}

void SessionWriter::Recount() {
  audit_.ReadAgain();
  StoreUsage usage = NewUsage();
  absl::MutexLock lock(&usage_mutex_);
  usage_ = std::move(usage);
}

StoreUsage SessionWriter::Before() const {
  absl::MutexLock lock(&usage_mutex_);
  return usage_;
}

StoreUsage SessionWriter::NewUsage() {
  StoreUsage usage = Before();
  usage.Clear();
  SQLite::Statement all(
      database_,
      "SELECT id, application, deadline, counted_bytes, document_bytes, state FROM sessions");
  const Query query(all);
  while (query.Next()) {
    usage.Add({std::string(query.Bytes(0)), std::string(query.Bytes(1)),
               query.IsNull(2) ? absl::InfiniteFuture() : FromColumn(query.Number(2)),
               static_cast<uint64_t>(query.Number(3)), query.IsNull(4),
               IsOpen(static_cast<v1::SessionState>(query.Number(5)))});
  }
  return usage;
}

}  // namespace paraphe::server::sqlite
