// One process serves from a store: the lock that says which.
#ifndef PARAPHE_SERVER_STORE_SQLITE_STORE_LOCK_H_
#define PARAPHE_SERVER_STORE_SQLITE_STORE_LOCK_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"

namespace paraphe::server::sqlite {

// Held until it is destroyed, or the process ends, however it ends. The lock file stays: who removed it
// could remove another's.
class StoreLock {
 public:
  // Locks PATH.lock, and makes it where there is none; readable by its owner only.
  // Errors:
  //   STORE_IN_USE     another process holds it; names its process id
  //   FILE_UNWRITABLE  it cannot be made
  static absl::StatusOr<StoreLock> Take(const std::string& path);

  StoreLock(StoreLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  StoreLock& operator=(StoreLock&&) = delete;
  ~StoreLock();

 private:
  explicit StoreLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_STORE_LOCK_H_
