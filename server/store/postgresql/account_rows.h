// Accounts in the store's PostgreSQL database.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_ACCOUNT_ROWS_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_ACCOUNT_ROWS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "server/store/account_store.h"
#include "server/store/postgresql/connection_pool.h"

namespace paraphe::server::postgresql {

// Thread-safe.
class AccountRows final : public AccountStore {
 public:
  // The pool must outlive the object.
  explicit AccountRows(const ConnectionPool* pool) : pool_(*pool) {}

  absl::StatusOr<v1::AccountRecord> LoadByName(const std::string& name) const override;
  absl::StatusOr<v1::AccountRecord> LoadByLogin(const std::string& token_sha256) const override;
  absl::Status Create(const v1::AccountRecord& record) override;
  absl::Status Replace(const v1::AccountRecord& record) override;
  absl::Status Remove(const std::string& name) override;
  absl::StatusOr<std::vector<v1::AccountRecord>> List(const std::string& after,
                                                      size_t limit) const override;

 private:
  const ConnectionPool& pool_;
};

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_ACCOUNT_ROWS_H_
