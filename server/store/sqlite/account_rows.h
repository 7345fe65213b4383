// Accounts in the store's SQLite file.
#ifndef PARAPHE_SERVER_STORE_SQLITE_ACCOUNT_ROWS_H_
#define PARAPHE_SERVER_STORE_SQLITE_ACCOUNT_ROWS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"

#include "SQLiteCpp/Database.h"
#include "SQLiteCpp/Statement.h"
#include "server/store/account_store.h"
#include "server/store/sqlite/commit_queue.h"

namespace paraphe::server::sqlite {

// Thread-safe. Changes are committed by the queue, with those of sessions; reads have a connection of their own.
class AccountRows final : public AccountStore {
 public:
  // `database` is the one that changes of `queue` work on; both must outlive the object. May throw SQLite::Exception.
  AccountRows(SQLite::Database* database, CommitQueue* queue, const std::string& path);

  absl::StatusOr<v1::AccountRecord> LoadByName(const std::string& name) const override;
  absl::StatusOr<v1::AccountRecord> LoadByLogin(const std::string& token_sha256) const override;
  absl::Status Create(const v1::AccountRecord& record) override;
  absl::Status Replace(const v1::AccountRecord& record) override;
  absl::Status Remove(const std::string& name) override;
  absl::StatusOr<std::vector<v1::AccountRecord>> List(const std::string& after,
                                                      size_t limit) const override;

 private:
  // In a change of the queue.
  absl::Status CheckLoginsFree(const v1::AccountRecord& record);
  void WriteLogins(const v1::AccountRecord& record);

  CommitQueue& queue_;
  SQLite::Statement version_, insert_, update_, delete_;
  SQLite::Statement login_owner_, drop_logins_, add_login_;

  mutable absl::Mutex mutex_;
  mutable SQLite::Database reader_ ABSL_GUARDED_BY(mutex_);
  mutable SQLite::Statement by_name_ ABSL_GUARDED_BY(mutex_);
  mutable SQLite::Statement by_login_ ABSL_GUARDED_BY(mutex_);
  mutable SQLite::Statement list_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_ACCOUNT_ROWS_H_
