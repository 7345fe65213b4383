// Connections that only read, so that a reader waits for no commit.
#ifndef PARAPHE_SERVER_STORE_SQLITE_READER_POOL_H_
#define PARAPHE_SERVER_STORE_SQLITE_READER_POOL_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "SQLiteCpp/Database.h"
#include "SQLiteCpp/Statement.h"
#include "server/store/session_store.h"
#include "server/store/sqlite/stored_record.h"
#include "server/store/store_keys.h"

namespace paraphe::server::sqlite {

// One connection and its statements. Not thread-safe. Its functions may throw SQLite::Exception.
class SessionReader {
 public:
  // `keys` may be null; `texts` must outlive it.
  SessionReader(const std::string& path, std::shared_ptr<StoreKeyFile> keys, SharedTexts* texts);

  // As SessionStore has them; the due ones without a claim.
  absl::StatusOr<v1::SessionRecord> Load(const SessionKey& key);
  absl::StatusOr<std::string> LoadDocument(absl::string_view id);
  std::vector<std::string> ListDue(absl::Time time, size_t limit);
  std::vector<SessionVersion> LoadVersions(const std::vector<std::string>& ids);
  absl::StatusOr<std::vector<v1::SessionRecord>> ListWaiting(const std::string& signer,
                                                             size_t limit);

  absl::StatusOr<std::vector<v1::SessionRecord>> ListNewest(const SessionFilter& filter,
                                                            size_t limit);

  // Keeps nothing of what was read.
  void Forget();

 private:
  const std::shared_ptr<StoreKeyFile> keys_;
  SQLite::Database database_;
  SharedReader shared_;
  SQLite::Statement by_id_, by_ticket_, by_token_, by_idempotency_key_;
  SQLite::Statement document_, due_, version_, waiting_, newest_;
};

// Thread-safe.
class ReaderPool {
 public:
  // Opens the connections; `keys` may be null; `texts` must outlive it. May throw SQLite::Exception.
  ReaderPool(const std::string& path, const std::shared_ptr<StoreKeyFile>& keys,
             SharedTexts* texts);

  // Runs `work` with a reader of its own; waits for one where all are in use. Returns what it returns.
  template <typename Work>
  auto Read(const Work& work) const {
    const Lease lease(*this);
    return work(*lease.reader);
  }

 private:
  struct Lease {
    explicit Lease(const ReaderPool& from) : pool(from), reader(from.Take()) {}
    ~Lease() { pool.GiveBack(reader); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    const ReaderPool& pool;
    SessionReader* const reader;
  };
  SessionReader* Take() const;
  void GiveBack(SessionReader* reader) const;

  std::vector<std::unique_ptr<SessionReader>> readers_;
  mutable absl::Mutex mutex_;
  mutable absl::CondVar given_back_;
  mutable std::vector<SessionReader*> free_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_READER_POOL_H_
