// Sessions in memory: gone with the process, and without an audit log. For tests, demonstrations, and
// servers that may forget.
#ifndef PARAPHE_SERVER_STORE_MEMORY_STORE_H_
#define PARAPHE_SERVER_STORE_MEMORY_STORE_H_

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "server/store/memory_account_store.h"
#include "server/store/session_store.h"
#include "server/store/store_usage.h"
#include "server/store/text_pool.h"

namespace paraphe::server {

// Thread-safe; one lock, held for no longer than a copy of a record takes.
class MemoryStore : public SessionStore {
 public:
  explicit MemoryStore(const StoreBounds& bounds = StoreBounds()) : usage_(bounds) {}

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
  absl::StatusOr<std::vector<v1::SessionRecord>> ListWaiting(const std::string& signer,
                                                             size_t limit) const override;
  AccountStore* accounts() override { return &accounts_; }
  uint64_t MemoryBytes() const override;

  // Every byte that the store holds, for tests that look for what must be gone.
  std::string Dump() const;

 private:
  struct Entry {
    v1::SessionRecord record;      // without policy and table
    TextPool::Text policy, table;  // as record_parts.h has them; null once rolled back
    DocumentPtr document;          // null once erased
    Holding holding;
    uint64_t ordinal = 0;  // of its creation
  };

  // The entry of `id` at `version`; SESSION_UNKNOWN, SESSION_CONFLICT.
  absl::StatusOr<Entry*> FindAt(absl::string_view id, uint64_t version)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // SESSION_CONFLICT or IDEMPOTENCY_CONFLICT where a key of `record` belongs to another session.
  absl::Status CheckKeysFree(const v1::SessionRecord& record) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  // Forgets sessions until there is room; errors as RoomFor.
  absl::Status MakeRoom(const std::string& application, const Wanted& wanted)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Puts what a session is now into its entry, and counts it.
  void Fill(const v1::SessionRecord& record, DocumentPtr document, Entry& entry)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Whole, as it was stored.
  static absl::StatusOr<v1::SessionRecord> RecordOf(const Entry& entry);
  void Forget(const std::string& id) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Index(const v1::SessionRecord& record) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Unindex(const v1::SessionRecord& record) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  uint64_t created_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::flat_hash_map<std::string, Entry> sessions_ ABSL_GUARDED_BY(mutex_);    // by id
  absl::flat_hash_map<std::string, std::string> keys_ ABSL_GUARDED_BY(mutex_);  // KeyText() → id
  std::set<std::pair<absl::Time, std::string>> due_ ABSL_GUARDED_BY(mutex_);    // deadline, id
  using Since = std::pair<absl::Time, std::string>;                             // creation, id
  absl::flat_hash_map<std::string, std::set<Since>> waiting_ ABSL_GUARDED_BY(mutex_);  // by signer
  StoreUsage usage_ ABSL_GUARDED_BY(mutex_);
  TextPool texts_ ABSL_GUARDED_BY(mutex_);
  MemoryAccountStore accounts_;
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_MEMORY_STORE_H_
