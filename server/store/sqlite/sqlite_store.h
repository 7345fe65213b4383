// Sessions in one SQLite file: nothing to install or to start, for one server process (SES-6).
//
// Beside FILE, SQLite keeps FILE-wal and FILE-shm while the store is open, and this program
// FILE.lock. All are for their owner only.
#ifndef PARAPHE_SERVER_STORE_SQLITE_SQLITE_STORE_H_
#define PARAPHE_SERVER_STORE_SQLITE_SQLITE_STORE_H_

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "server/store/session_store.h"
#include "server/store/sqlite/account_rows.h"
#include "server/store/sqlite/commit_queue.h"
#include "server/store/sqlite/reader_pool.h"
#include "server/store/sqlite/session_writer.h"
#include "server/store/sqlite/store_lock.h"
#include "server/store/store_keys.h"

namespace paraphe::server::sqlite {

// Thread-safe. One thread writes at a time, for all that wait; readers wait for nobody.
class SqliteStore final : public SessionStore {
 private:
  struct Passkey {};

 public:
  // Opens the store, makes it where there is no file, and brings one of an earlier version to this
  // program's. The folder must exist. `keys` may be null: content is stored in clear.
  // Errors:
  //   STORE_IN_USE       another process has it open
  //   STORE_UNUSABLE     the file is another program's, or a later version's; content is sealed under a key that
  //                      `keys` lacks
  //   STORE_UNAVAILABLE  it cannot be opened, or is damaged
  static absl::StatusOr<std::unique_ptr<SqliteStore>> Open(
      const std::string& path, const StoreBounds& bounds,
      std::shared_ptr<StoreKeyFile> keys = nullptr);

  SqliteStore(Passkey, StoreLock lock, const std::string& path, const StoreBounds& bounds,
              std::shared_ptr<StoreKeyFile> keys);

  absl::Status Create(const v1::SessionRecord& record, DocumentPtr document,
                      const v1::AuditEntry& entry) override;
  absl::Status CheckRoom(const std::string& application, uint64_t document_bytes,
                         absl::Time time) const override;
  absl::StatusOr<v1::SessionRecord> Load(const SessionKey& key) const override;
  absl::StatusOr<std::string> LoadDocument(absl::string_view id) const override;
  absl::Status CompareAndSet(uint64_t expected_version, const v1::SessionRecord& record,
                             const DocumentChange& change, const v1::AuditEntry& entry) override;
  absl::StatusOr<std::vector<std::string>> ClaimDue(absl::Time time, size_t limit) override;
  absl::StatusOr<std::vector<SessionVersion>> LoadVersions(
      const std::vector<std::string>& ids) const override;
  absl::StatusOr<std::vector<v1::SessionRecord>> ListNewest(const SessionFilter& filter,
                                                            size_t limit) const override;
  absl::Status Remove(absl::string_view id, uint64_t expected_version,
                      const v1::AuditEntry& entry) override;
  absl::Status AppendAudit(const v1::AuditEntry& entry) override;
  absl::Status Purge() override;
  absl::Status RenewKeys() override;
  absl::StatusOr<std::vector<v1::SessionRecord>> ListWaiting(const std::string& signer,
                                                             size_t limit) const override;
  AccountStore* accounts() override { return &accounts_; }

 private:
  const StoreLock lock_;
  const std::shared_ptr<StoreKeyFile> keys_;  // null: none
  SharedTexts texts_;
  SQLite::Database database_;  // used by changes of queue_ only
  SessionWriter writer_;       // likewise, but for CheckRoom
  CommitQueue queue_;
  ReaderPool readers_;
  AccountRows accounts_;
  // The store key that all is under; empty before the first renewal. What is written later is under it too: changes, which
  // come one after the other, take the file's current key.
  absl::Mutex renewal_mutex_;
  std::string all_under_ ABSL_GUARDED_BY(renewal_mutex_);
  std::atomic<bool> erased_ = true;  // since the last purge; a crash may have come before one
};

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_SQLITE_STORE_H_
