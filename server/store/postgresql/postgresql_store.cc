#include "server/store/postgresql/postgresql_store.h"

#include <utility>

#include "common/errors.h"
#include "common/log.h"
#include "common/random.h"
#include "common/status_macros.h"
#include "server/store/postgresql/change_feed.h"
#include "server/store/postgresql/claims.h"
#include "server/store/postgresql/purge.h"
#include "server/store/postgresql/schema.h"
#include "server/store/postgresql/session_reader.h"
#include "server/store/postgresql/session_statements.h"
#include "server/store/postgresql/session_writer.h"
#include "server/store/postgresql/store_key_rows.h"
#include "server/store/store_errors.h"

namespace paraphe::server::postgresql {
namespace {

constexpr absl::Duration kPurgePatience = absl::Seconds(10);

constexpr Statement kFsync{"fsync", "SELECT (current_setting('fsync') = 'on')::int::bigint"};

absl::Status WarnOfLoss(Connection& connection) {
  connection.Add(kFsync);
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
  if (results[0].Number(0) == 1) return absl::OkStatus();
  Log(LogLevel::kWarning, "store",
      {{"words",
        "the database runs with fsync = off: acknowledged steps are lost with the power"}});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<PostgresqlStore>> PostgresqlStore::Open(
    const std::string& conninfo, size_t connections, const StoreBounds& bounds,
    std::shared_ptr<StoreKeyFile> keys) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Connection> first, Connection::Open(conninfo));
  RETURN_IF_ERROR(Migrate(*first));
  RETURN_IF_ERROR(CheckStoreKeys(*first, *KeysOf(keys)));
  RETURN_IF_ERROR(WarnOfLoss(*first));
  ASSIGN_OR_RETURN(std::string claimer, RandomBytes(kClaimerBytes));
  return std::make_unique<PostgresqlStore>(Passkey{}, std::move(claimer), conninfo, connections,
                                           bounds, std::move(keys));
}

absl::Status PostgresqlStore::Create(const v1::SessionRecord& record, DocumentPtr document,
                                     const v1::AuditEntry& entry) {
  RETURN_IF_ERROR(CheckFirst(record));
  if (document == nullptr) return MakeError(v1::INTERNAL, "a new session must have a document");
  const std::shared_ptr<const StoreKeys> keys = KeysOf(keys_);
  return pool_.Run([&](Connection& connection) {
    return SessionWriter(&connection, &bounds_, keys.get()).Create(record, *document, entry);
  });
}

absl::Status PostgresqlStore::CheckRoom(const std::string& application, uint64_t document_bytes,
                                        absl::Time time) const {
  return pool_.Run([&](Connection& connection) -> absl::Status {
    connection.Add(kReadUsage, Arguments().Text(application));
    ASSIGN_OR_RETURN(const std::vector<Rows> results, connection.Run());
    return ChainTail(&connection, &bounds_)
        .CheckRoom(results[0], Wanted::NewSession(document_bytes + kSessionOverheadBytes, time));
  });
}

absl::StatusOr<v1::SessionRecord> PostgresqlStore::Load(const SessionKey& key) const {
  return pool_.Run(
      [&](Connection& connection) { return LoadRecord(connection, *KeysOf(keys_), key); });
}

absl::StatusOr<std::string> PostgresqlStore::LoadDocument(absl::string_view id) const {
  return pool_.Run([&](Connection& connection) {
    return postgresql::LoadDocument(connection, *KeysOf(keys_), id);
  });
}

absl::Status PostgresqlStore::CompareAndSet(uint64_t expected_version,
                                            const v1::SessionRecord& record,
                                            const DocumentChange& change,
                                            const v1::AuditEntry& entry) {
  RETURN_IF_ERROR(CheckFollows(expected_version, record));
  const std::shared_ptr<const StoreKeys> keys = KeysOf(keys_);
  return pool_.Run([&](Connection& connection) {
    return SessionWriter(&connection, &bounds_, keys.get())
        .CompareAndSet(expected_version, record, change, entry);
  });
}

// REQ: SES-4
absl::StatusOr<std::vector<std::string>> PostgresqlStore::ClaimDue(absl::Time time, size_t limit) {
  return pool_.Run([&](Connection& connection) {
    return postgresql::ClaimDue(connection, claimer_, time, limit);
  });
}

absl::StatusOr<std::vector<SessionVersion>> PostgresqlStore::LoadVersions(
    const std::vector<std::string>& ids) const {
  return pool_.Run(
      [&](Connection& connection) { return postgresql::LoadVersions(connection, ids); });
}

absl::StatusOr<std::vector<v1::SessionRecord>> PostgresqlStore::ListWaiting(
    const std::string& signer, size_t limit) const {
  return pool_.Run([&](Connection& connection) {
    return postgresql::ListWaiting(connection, *KeysOf(keys_), signer, limit);
  });
}

absl::StatusOr<std::vector<v1::SessionRecord>> PostgresqlStore::ListNewest(
    const SessionFilter& filter, size_t limit) const {
  return pool_.Run([&](Connection& connection) {
    return postgresql::ListNewest(connection, *KeysOf(keys_), filter, limit);
  });
}

std::unique_ptr<Following> PostgresqlStore::Follow(OnChange told) const {
  return std::make_unique<ChangeFeed>(conninfo_, std::move(told));
}

absl::Status PostgresqlStore::Remove(absl::string_view id, uint64_t expected_version,
                                     const v1::AuditEntry& entry) {
  const std::shared_ptr<const StoreKeys> keys = KeysOf(keys_);
  return pool_.Run([&](Connection& connection) {
    return SessionWriter(&connection, &bounds_, keys.get()).Remove(id, expected_version, entry);
  });
}

absl::Status PostgresqlStore::AppendAudit(const v1::AuditEntry& entry) {
  RETURN_IF_ERROR(CheckNoSessions(entry));
  return pool_.Run([&](Connection& connection) -> absl::Status {
    connection.Add(kBegin);
    ChainTail tail(&connection, &bounds_);
    RETURN_IF_ERROR(tail.LockHead());
    return tail.Commit(entry, /*erases=*/false);
  });
}

// REQ: SES-2
absl::Status PostgresqlStore::Purge() {
  return pool_.Run([](Connection& connection) { return PurgeErased(connection, kPurgePatience); });
}

absl::Status PostgresqlStore::RenewKeys() {
  if (keys_ == nullptr) return absl::OkStatus();
  RETURN_IF_ERROR(keys_->Reload());
  return pool_.Run(
      [&](Connection& connection) { return RenewStoreKeys(connection, *keys_->keys()); });
}

}  // namespace paraphe::server::postgresql
