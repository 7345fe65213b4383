// Accounts in memory: gone with the process.
#ifndef PARAPHE_SERVER_STORE_MEMORY_ACCOUNT_STORE_H_
#define PARAPHE_SERVER_STORE_MEMORY_ACCOUNT_STORE_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"

#include "server/store/account_store.h"

namespace paraphe::server {

// Thread-safe.
class MemoryAccountStore final : public AccountStore {
 public:
  absl::StatusOr<v1::AccountRecord> LoadByName(const std::string& name) const override;
  absl::StatusOr<v1::AccountRecord> LoadByLogin(const std::string& token_sha256) const override;
  absl::Status Create(const v1::AccountRecord& record) override;
  absl::Status Replace(const v1::AccountRecord& record) override;
  absl::Status Remove(const std::string& name) override;
  absl::StatusOr<std::vector<v1::AccountRecord>> List(const std::string& after,
                                                      size_t limit) const override;

 private:
  absl::Status CheckLoginsFree(const v1::AccountRecord& record) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);
  void Put(const v1::AccountRecord& record) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Drop(const std::string& name) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable absl::Mutex mutex_;
  std::map<std::string, v1::AccountRecord> accounts_ ABSL_GUARDED_BY(mutex_);  // by name
  std::map<std::string, std::string> logins_ ABSL_GUARDED_BY(mutex_);          // hash → name
};

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_STORE_MEMORY_ACCOUNT_STORE_H_
