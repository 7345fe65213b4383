#include "server/store/sqlite/reader_pool.h"

#include <utility>
#include <variant>

#include "server/store/record_parts.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/statements.h"
#include "server/store/store_errors.h"

namespace paraphe::server::sqlite {
namespace {

// Calls of a server wait for a reader at most as long as one reads a document.
constexpr size_t kReaders = 4;

std::string SelectRecord(const char* where) {
  return std::string(
             "SELECT record, policy.bytes, tables.bytes FROM sessions "
             "LEFT JOIN shared AS policy ON policy.sha256 = policy_sha256 "
             "LEFT JOIN shared AS tables ON tables.sha256 = table_sha256 WHERE ") +
         where;
}

}  // namespace

SessionReader::SessionReader(const std::string& path)
    : database_(OpenForReading(path)),
      by_id_(database_, SelectRecord("id = ?")),
      by_ticket_(database_, SelectRecord("id = (SELECT session FROM tickets WHERE sha256 = ?)")),
      by_token_(database_, SelectRecord("token_sha256 = ?")),
      by_idempotency_key_(database_, SelectRecord("application = ? AND idempotency_key = ?")),
      document_(database_,
                "SELECT bytes FROM sessions LEFT JOIN documents ON session = id WHERE id = ?"),
      due_(database_, "SELECT id FROM sessions WHERE deadline <= ? ORDER BY deadline LIMIT ?"),
      version_(database_, "SELECT version FROM sessions WHERE id = ?") {}

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
  return JoinParts(query.Bytes(0), query.Bytes(1), query.Bytes(2));
}

absl::StatusOr<DocumentPtr> SessionReader::LoadDocument(absl::string_view id) {
  document_.bind(1, std::string(id));
  const Query query(document_);
  if (!query.Next()) return UnknownSession();
  if (query.IsNull(0)) return MovedSession();
  return std::make_shared<const std::string>(query.Bytes(0));
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

ReaderPool::ReaderPool(const std::string& path) {
  absl::MutexLock lock(&mutex_);
  for (size_t i = 0; i < kReaders; ++i) {
    readers_.push_back(std::make_unique<SessionReader>(path));
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
