#include "server/store/sqlite/sqlite_store.h"

#include <filesystem>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/file.h"
#include "common/log.h"
#include "common/status_macros.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/schema.h"
#include "server/store/sqlite/store_key_rows.h"
#include "server/store/store_errors.h"

namespace paraphe::server::sqlite {
namespace {

constexpr unsigned kOwnerOnly = 0600;

// SQLite gives its other files the rights of this one.
absl::Status MakeFile(const std::string& path) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) return absl::OkStatus();
  return CreateEmptyFile(path, kOwnerOnly);
}

absl::Status BringToThisVersion(const std::string& path, const StoreKeys& keys) {
  return WithStatus([&]() -> absl::Status {
    SQLite::Database database = OpenForWriting(path);
    RETURN_IF_ERROR(Migrate(database));
    return CheckStoreKeys(database, keys);
  });
}

}  // namespace

absl::StatusOr<std::unique_ptr<SqliteStore>> SqliteStore::Open(const std::string& path,
                                                               const StoreBounds& bounds,
                                                               std::shared_ptr<StoreKeyFile> keys) {
  using Result = absl::StatusOr<std::unique_ptr<SqliteStore>>;
  ASSIGN_OR_RETURN(StoreLock lock, StoreLock::Take(path));
  RETURN_IF_ERROR(MakeFile(path));
  if (const absl::Status status = BringToThisVersion(path, *KeysOf(keys)); !status.ok()) {
    return Annotate(status, path);
  }
  return WithStatus([&]() -> Result {
    return std::make_unique<SqliteStore>(Passkey{}, std::move(lock), path, bounds, std::move(keys));
  });
}

SqliteStore::SqliteStore(Passkey, StoreLock lock, const std::string& path,
                         const StoreBounds& bounds, std::shared_ptr<StoreKeyFile> keys)
    : lock_(std::move(lock)),
      keys_(std::move(keys)),
      database_(OpenForWriting(path)),
      writer_(&database_, bounds, keys_, &texts_),
      queue_(&database_, [this] { writer_.Recount(); }),
      readers_(path, keys_, &texts_),
      accounts_(&database_, &queue_, path) {}

absl::Status SqliteStore::Create(const v1::SessionRecord& record, DocumentPtr document,
                                 const v1::AuditEntry& entry) {
  RETURN_IF_ERROR(CheckFirst(record));
  if (document == nullptr) return MakeError(v1::INTERNAL, "a new session must have a document");
  return queue_.Commit([&] { return writer_.Create(record, *document, entry); });
}

absl::Status SqliteStore::CheckRoom(const std::string& application, uint64_t document_bytes,
                                    absl::Time time) const {
  return writer_.CheckRoom(application,
                           Wanted::NewSession(document_bytes + kSessionOverheadBytes, time));
}

absl::StatusOr<v1::SessionRecord> SqliteStore::Load(const SessionKey& key) const {
  return WithStatus(
      [&] { return readers_.Read([&](SessionReader& reader) { return reader.Load(key); }); });
}

absl::StatusOr<std::string> SqliteStore::LoadDocument(absl::string_view id) const {
  return WithStatus([&] {
    return readers_.Read([&](SessionReader& reader) { return reader.LoadDocument(id); });
  });
}

absl::Status SqliteStore::CompareAndSet(uint64_t expected_version, const v1::SessionRecord& record,
                                        const DocumentChange& change, const v1::AuditEntry& entry) {
  RETURN_IF_ERROR(CheckFollows(expected_version, record));
  const absl::Status status =
      queue_.Commit([&] { return writer_.CompareAndSet(expected_version, record, change, entry); });
  if (status.ok() && !std::holds_alternative<KeepDocument>(change)) erased_ = true;
  return status;
}

// No other server is there to claim from.
absl::StatusOr<std::vector<std::string>> SqliteStore::ClaimDue(absl::Time time, size_t limit) {
  using Result = absl::StatusOr<std::vector<std::string>>;
  return WithStatus([&]() -> Result {
    return readers_.Read([&](SessionReader& reader) { return reader.ListDue(time, limit); });
  });
}

absl::StatusOr<std::vector<SessionVersion>> SqliteStore::LoadVersions(
    const std::vector<std::string>& ids) const {
  using Result = absl::StatusOr<std::vector<SessionVersion>>;
  return WithStatus([&]() -> Result {
    return readers_.Read([&](SessionReader& reader) { return reader.LoadVersions(ids); });
  });
}

absl::StatusOr<std::vector<v1::SessionRecord>> SqliteStore::ListWaiting(const std::string& signer,
                                                                        size_t limit) const {
  return WithStatus([&] {
    return readers_.Read([&](SessionReader& reader) { return reader.ListWaiting(signer, limit); });
  });
}

absl::StatusOr<std::vector<v1::SessionRecord>> SqliteStore::ListNewest(const SessionFilter& filter,
                                                                       size_t limit) const {
  return WithStatus([&] {
    return readers_.Read([&](SessionReader& reader) { return reader.ListNewest(filter, limit); });
  });
}

absl::Status SqliteStore::Remove(absl::string_view id, uint64_t expected_version,
                                 const v1::AuditEntry& entry) {
  const std::string key(id);
  const absl::Status status =
      queue_.Commit([&] { return writer_.Remove(key, expected_version, entry); });
  if (status.ok()) erased_ = true;
  return status;
}

absl::Status SqliteStore::AppendAudit(const v1::AuditEntry& entry) {
  RETURN_IF_ERROR(CheckNoSessions(entry));
  return queue_.Commit([&] {
    writer_.AppendAudit(entry);
    return absl::OkStatus();
  });
}

// What was deleted is overwritten in the file (secure_delete), and still stands in the log of what was written
// before: the log is taken into the file and cut to nothing.
//
// REQ: SES-2 SES-8
absl::Status SqliteStore::Purge() {
  if (!erased_.exchange(false)) return absl::OkStatus();
  texts_.Clear();
  const absl::Status status = queue_.RunAlone([&]() -> absl::Status {
    ForgetRow(database_);
    ForgetPages(database_);
    // Of its own, as a connection keeps the page that it moved last.
    SQLite::Database mover = OpenForWriting(database_.getFilename());
    mover.exec("PRAGMA incremental_vacuum");
    const int busy = mover.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt();
    if (busy == 0) return absl::OkStatus();
    return MakeError(v1::STORE_UNAVAILABLE,
                     "another program reads the session store: what was erased stays in its log "
                     "until that ends");
  });
  if (!status.ok()) erased_ = true;
  return status;
}

absl::Status SqliteStore::RenewKeys() {
  if (keys_ == nullptr) return absl::OkStatus();
  absl::MutexLock lock(&renewal_mutex_);
  RETURN_IF_ERROR(keys_->Reload());
  const std::shared_ptr<const StoreKeys> keys = keys_->keys();
  if (keys->current() == all_under_) return absl::OkStatus();
  int renewed = 0;
  for (int some = 1; some > 0; renewed += some) {
    RETURN_IF_ERROR(queue_.Commit([&]() -> absl::Status {
      ASSIGN_OR_RETURN(some, RenewSome(database_, *keys));
      return absl::OkStatus();
    }));
  }
  all_under_ = keys->current();
  if (renewed == 0) return absl::OkStatus();
  erased_ = true;  // what stood there before
  Log(LogLevel::kInfo, "store_keys_renewed",
      {{"current", keys->current()}, {"rows", absl::StrCat(renewed)}});
  return absl::OkStatus();
}

}  // namespace paraphe::server::sqlite
