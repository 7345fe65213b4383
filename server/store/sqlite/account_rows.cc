#include "server/store/sqlite/account_rows.h"

#include <utility>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/statements.h"
#include "server/store/store_errors.h"

namespace paraphe::server::sqlite {
namespace {

absl::StatusOr<v1::AccountRecord> ReadAccount(const Query& query) {
  v1::AccountRecord record;
  const absl::string_view bytes = query.Bytes(0);
  if (record.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return record;
  return MakeError(v1::INTERNAL, "an account in the session store cannot be read");
}

absl::StatusOr<v1::AccountRecord> ReadOne(SQLite::Statement& bound) {
  const Query query(bound);
  if (!query.Next()) return UnknownAccount();
  return ReadAccount(query);
}

}  // namespace

AccountRows::AccountRows(SQLite::Database* database, CommitQueue* queue, const std::string& path)
    : queue_(*queue),
      version_(*database, "SELECT version FROM accounts WHERE name = ?"),
      insert_(*database, "INSERT INTO accounts (name, version, record) VALUES (?, ?, ?)"),
      update_(*database, "UPDATE accounts SET version = ?2, record = ?3 WHERE name = ?1"),
      delete_(*database, "DELETE FROM accounts WHERE name = ?"),
      login_owner_(*database, "SELECT 1 FROM logins WHERE token_sha256 = ? AND account <> ?"),
      drop_logins_(*database, "DELETE FROM logins WHERE account = ?"),
      add_login_(*database, "INSERT INTO logins (token_sha256, account) VALUES (?, ?)"),
      reader_(OpenForReading(path)),
      by_name_(reader_, "SELECT record FROM accounts WHERE name = ?"),
      by_login_(reader_,
                "SELECT record FROM accounts WHERE name = "
                "(SELECT account FROM logins WHERE token_sha256 = ?)"),
      list_(reader_, "SELECT record FROM accounts WHERE name > ? ORDER BY name LIMIT ?") {}

absl::StatusOr<v1::AccountRecord> AccountRows::LoadByName(const std::string& name) const {
  return WithStatus([&] {
    absl::MutexLock lock(&mutex_);
    by_name_.bind(1, name);
    return ReadOne(by_name_);
  });
}

absl::StatusOr<v1::AccountRecord> AccountRows::LoadByLogin(const std::string& token_sha256) const {
  return WithStatus([&] {
    absl::MutexLock lock(&mutex_);
    BindBytes(by_login_, 1, token_sha256);
    return ReadOne(by_login_);
  });
}

absl::Status AccountRows::Create(const v1::AccountRecord& record) {
  RETURN_IF_ERROR(CheckFirst(record));
  return queue_.Commit([&]() -> absl::Status {
    version_.bindNoCopy(1, record.name());
    if (Query(version_).Next()) return ExistingAccount();
    RETURN_IF_ERROR(CheckLoginsFree(record));
    const std::string bytes = record.SerializeAsString();
    insert_.bindNoCopy(1, record.name());
    insert_.bind(2, static_cast<int64_t>(record.version()));
    BindBytes(insert_, 3, bytes);
    Execute(insert_);
    WriteLogins(record);
    return absl::OkStatus();
  });
}

absl::Status AccountRows::Replace(const v1::AccountRecord& record) {
  return queue_.Commit([&]() -> absl::Status {
    {
      version_.bindNoCopy(1, record.name());
      const Query query(version_);
      if (!query.Next()) return UnknownAccount();
      if (static_cast<uint64_t>(query.Number(0)) + 1 != record.version()) return MovedAccount();
    }
    RETURN_IF_ERROR(CheckLoginsFree(record));
    const std::string bytes = record.SerializeAsString();
    update_.bindNoCopy(1, record.name());
    update_.bind(2, static_cast<int64_t>(record.version()));
    BindBytes(update_, 3, bytes);
    Execute(update_);
    WriteLogins(record);
    return absl::OkStatus();
  });
}

absl::Status AccountRows::Remove(const std::string& name) {
  return queue_.Commit([&] {
    delete_.bindNoCopy(1, name);
    return Execute(delete_) == 1 ? absl::OkStatus() : UnknownAccount();
  });
}

absl::StatusOr<std::vector<v1::AccountRecord>> AccountRows::List(const std::string& after,
                                                                 size_t limit) const {
  return WithStatus([&]() -> absl::StatusOr<std::vector<v1::AccountRecord>> {
    absl::MutexLock lock(&mutex_);
    list_.bind(1, after);
    list_.bind(2, static_cast<int64_t>(limit));
    const Query query(list_);
    std::vector<v1::AccountRecord> records;
    while (query.Next()) {
      ASSIGN_OR_RETURN(v1::AccountRecord record, ReadAccount(query));
      records.push_back(std::move(record));
    }
    return records;
  });
}

absl::Status AccountRows::CheckLoginsFree(const v1::AccountRecord& record) {
  for (const v1::AccountRecord::Login& login : record.logins()) {
    BindBytes(login_owner_, 1, login.token_sha256());
    login_owner_.bindNoCopy(2, record.name());
    if (Query(login_owner_).Next()) return MovedAccount();
  }
  return absl::OkStatus();
}

void AccountRows::WriteLogins(const v1::AccountRecord& record) {
  drop_logins_.bindNoCopy(1, record.name());
  Execute(drop_logins_);
  for (const v1::AccountRecord::Login& login : record.logins()) {
    BindBytes(add_login_, 1, login.token_sha256());
    add_login_.bindNoCopy(2, record.name());
    Execute(add_login_);
  }
}

}  // namespace paraphe::server::sqlite
