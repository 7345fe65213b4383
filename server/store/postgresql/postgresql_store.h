// Sessions in a PostgreSQL database, for several server processes: any of them serves any session (SES-6).
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_POSTGRESQL_STORE_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_POSTGRESQL_STORE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "server/store/postgresql/account_rows.h"
#include "server/store/postgresql/connection_pool.h"
#include "server/store/session_store.h"
#include "server/store/store_keys.h"

namespace paraphe::server::postgresql {

// Thread-safe. Each call takes one of the connections, and Follow() another; changes wait for each other at the end of the audit log
// only. A database that was restarted is reached again at the next call.
class PostgresqlStore final : public SessionStore {
 private:
  struct Passkey {};

 public:
  // Connects, makes the tables where there are none, and brings those of an earlier version to this program's.
  // `conninfo` is libpq's connection string or URI; `connections` is how many there are at most, at least 1;
  // `keys` may be null: content keys are stored in clear.
  // Errors:
  //   STORE_UNAVAILABLE  the database cannot be reached; in libpq's words
  //   STORE_IN_USE       the tables have an earlier version, and a server of that version is connected
  //   STORE_UNUSABLE     they are another program's, or a later version's; the role may not make them; content is
  //                      stored under a key that `keys` lacks
  static absl::StatusOr<std::unique_ptr<PostgresqlStore>> Open(
      const std::string& conninfo, size_t connections, const StoreBounds& bounds,
      std::shared_ptr<StoreKeyFile> keys = nullptr);

  PostgresqlStore(Passkey, std::string claimer, const std::string& conninfo, size_t connections,
                  const StoreBounds& bounds, std::shared_ptr<StoreKeyFile> keys)
      : conninfo_(conninfo),
        claimer_(std::move(claimer)),
        bounds_(bounds),
        keys_(std::move(keys)),
        pool_(conninfo, connections),
        accounts_(&pool_) {}

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
  std::unique_ptr<Following> Follow(OnChange told) const override;
  absl::Status Remove(absl::string_view id, uint64_t expected_version,
                      const v1::AuditEntry& entry) override;
  absl::Status AppendAudit(const v1::AuditEntry& entry) override;
  absl::Status Purge() override;
  absl::Status RenewKeys() override;
  absl::StatusOr<std::vector<v1::SessionRecord>> ListWaiting(const std::string& signer,
                                                             size_t limit) const override;
  AccountStore* accounts() override { return &accounts_; }

 private:
  const std::string conninfo_;
  const std::string claimer_;  // claims.h
  const StoreBounds bounds_;
  const std::shared_ptr<StoreKeyFile> keys_;  // null: none
  ConnectionPool pool_;
  AccountRows accounts_;
};

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_POSTGRESQL_STORE_H_
