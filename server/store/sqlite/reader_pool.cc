#include "server/store/sqlite/reader_pool.h"

#include <memory>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include <sqlite3.h>

#include "common/hash.h"
#include "common/status_macros.h"
#include "server/store/sealed_parts.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/statements.h"
#include "server/store/sqlite/stored_record.h"
#include "server/store/store_errors.h"

namespace paraphe::server::sqlite {
namespace {

// Calls of a server wait for a reader at most as long as one reads a document.
constexpr size_t kReaders = 4;
// For the signature of a document, with its certificate.
constexpr size_t kRoomBehind = size_t{16} << 10;

using UniqueBlob = std::unique_ptr<sqlite3_blob, decltype(&sqlite3_blob_close)>;

// The bytes of a row of `documents`, from the file into the one string that they are used in: as the column of a row,
// SQLite would make them up in a buffer of its own first.
std::string ReadBytes(SQLite::Database& database, int64_t row) {
  sqlite3_blob* opened = nullptr;
  const int status = sqlite3_blob_open(database.getHandle(), "main", "documents", "bytes", row,
                                       /*flags=*/0, &opened);
  const UniqueBlob blob(opened, sqlite3_blob_close);
  database.check(status);
  const auto size = static_cast<size_t>(sqlite3_blob_bytes(opened));
  std::string bytes;
  bytes.reserve(size + kRoomBehind);
  bytes.resize(size);
  database.check(sqlite3_blob_read(opened, bytes.data(), static_cast<int>(bytes.size()), 0));
  return bytes;
}

std::string SelectRecord(const char* where) {
  return absl::StrCat("SELECT ", kRecordColumns, " FROM sessions WHERE ", where);
}

}  // namespace

SessionReader::SessionReader(const std::string& path, std::shared_ptr<StoreKeyFile> keys,
                             SharedTexts* texts)
    : keys_(std::move(keys)),
      database_(OpenForReading(path)),
      shared_(database_, texts),
      by_id_(database_, SelectRecord("id = ?")),
      by_ticket_(database_, SelectRecord("id = (SELECT session FROM tickets WHERE sha256 = ?)")),
      by_token_(database_, SelectRecord("token_sha256 = ?")),
      by_idempotency_key_(database_, SelectRecord("application = ? AND idempotency_key = ?")),
      document_(database_,
                "SELECT documents.rowid, content_key, store_key FROM sessions "
                "LEFT JOIN documents ON session = id WHERE id = ?"),
      due_(database_, "SELECT id FROM sessions WHERE deadline <= ? ORDER BY deadline LIMIT ?"),
      version_(database_, "SELECT version FROM sessions WHERE id = ?"),
      waiting_(database_, SelectRecord("signer_sha256 = ? ORDER BY waiting_since LIMIT ?")),
      newest_(database_,
              "SELECT id, version, content_key, store_key, record FROM sessions "
              "WHERE (?1 = 0 OR state = ?1) AND (?2 = '' OR application = ?2) "
              "ORDER BY rowid DESC LIMIT ?3") {}

absl::StatusOr<v1::SessionRecord> SessionReader::Load(const SessionKey& key) {
  struct Bind {
    SessionReader& reader;
    SQLite::Statement& operator()(const SessionId& id) const {
      reader.by_id_.bind(1, id.value);
      return reader.by_id_;
    }
    SQLite::Statement& operator()(const TicketHash& ticket) const {
      BindBytes(reader.by_ticket_, 1, ticket.sha256);
      return reader.by_ticket_;
    }
    SQLite::Statement& operator()(const TokenHash& token) const {
      BindBytes(reader.by_token_, 1, token.sha256);
      return reader.by_token_;
    }
    SQLite::Statement& operator()(const IdempotencyKey& of) const {
      reader.by_idempotency_key_.bind(1, of.application);
      reader.by_idempotency_key_.bind(2, of.key);
      return reader.by_idempotency_key_;
    }
  };
  const Query query(std::visit(Bind{*this}, key));
  if (!query.Next()) return UnknownSession();
  return ReadRecord(*KeysOf(keys_), query, shared_);
}

absl::StatusOr<std::string> SessionReader::LoadDocument(absl::string_view id) {
  document_.bind(1, std::string(id));
  const Query query(document_);
  if (!query.Next()) return UnknownSession();
  if (query.IsNull(0)) return MovedSession();
  ASSIGN_OR_RETURN(const RowKey key, KeyAt(*KeysOf(keys_), query, 1, SessionKeyPlace(id)));
  std::string bytes = ReadBytes(database_, query.Number(0));  // while the query keeps the moment
  if (key.in_clear()) return bytes;
  std::string kept;
  RETURN_IF_ERROR(key.Open(bytes, DocumentPlace(id), kept).status());
  return kept;
}

std::vector<std::string> SessionReader::ListDue(absl::Time time, size_t limit) {
  due_.bind(1, ToColumn(time));
  due_.bind(2, static_cast<int64_t>(limit));
  const Query query(due_);
  std::vector<std::string> ids;
  while (query.Next()) ids.emplace_back(query.Bytes(0));
  return ids;
}

void SessionReader::Forget() { ForgetPages(database_); }

std::vector<SessionVersion> SessionReader::LoadVersions(const std::vector<std::string>& ids) {
  std::vector<SessionVersion> versions;
  for (const std::string& id : ids) {
    version_.bind(1, id);
    const Query query(version_);
    if (query.Next()) versions.push_back({id, static_cast<uint64_t>(query.Number(0))});
  }
  return versions;
}

absl::StatusOr<std::vector<v1::SessionRecord>> SessionReader::ListWaiting(const std::string& signer,
                                                                          size_t limit) {
  const std::string key = Sha256(signer);
  BindBytes(waiting_, 1, key);
  waiting_.bind(2, static_cast<int64_t>(limit));
  const Query query(waiting_);
  std::vector<v1::SessionRecord> records;
  while (query.Next()) {
    ASSIGN_OR_RETURN(v1::SessionRecord record, ReadRecord(*KeysOf(keys_), query, shared_));
    records.push_back(std::move(record));
  }
  return records;
}

// SQLite numbers rows as they are inserted.
absl::StatusOr<std::vector<v1::SessionRecord>> SessionReader::ListNewest(
    const SessionFilter& filter, size_t limit) {
  newest_.bind(1, static_cast<int32_t>(filter.state));
  newest_.bind(2, filter.application);
  newest_.bind(3, static_cast<int64_t>(limit));
  const std::shared_ptr<const StoreKeys> keys = KeysOf(keys_);
  const Query query(newest_);
  std::vector<v1::SessionRecord> records;
  while (query.Next()) {
    ASSIGN_OR_RETURN(v1::SessionRecord record, ReadOwnRecord(*keys, query));
    records.push_back(std::move(record));
  }
  return records;
}

ReaderPool::ReaderPool(const std::string& path, const std::shared_ptr<StoreKeyFile>& keys,
                       SharedTexts* texts) {
  absl::MutexLock lock(&mutex_);
  for (size_t i = 0; i < kReaders; ++i) {
    readers_.push_back(std::make_unique<SessionReader>(path, keys, texts));
    free_.push_back(readers_.back().get());
  }
}

SessionReader* ReaderPool::Take() const {
  absl::MutexLock lock(&mutex_);
  while (free_.empty()) given_back_.Wait(&mutex_);
  SessionReader* const reader = free_.back();
  free_.pop_back();
  return reader;
}

// The next commit makes what is cached useless anyway.
void ReaderPool::GiveBack(SessionReader* reader) const {
  reader->Forget();
  absl::MutexLock lock(&mutex_);
  free_.push_back(reader);
  given_back_.Signal();
}

}  // namespace paraphe::server::sqlite
