#include "server/store/sqlite/store_lock.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "common/errors.h"

namespace paraphe::server::sqlite {
namespace {

constexpr size_t kMostDigits = 20;

absl::Status InUse(int fd, const std::string& path) {
  char text[kMostDigits] = {};
  const ssize_t length = pread(fd, text, sizeof(text), 0);
  std::string pid(text, length > 0 ? static_cast<size_t>(length) : 0);
  pid.erase(pid.find_last_not_of('\n') + 1);
  return MakeError(v1::STORE_IN_USE, absl::StrCat("another paraphed, process ", pid,
                                                  ", serves from the session store ", path,
                                                  ": stop it, or name another path in store"));
}

}  // namespace

absl::StatusOr<StoreLock> StoreLock::Take(const std::string& path) {
  const std::string name = path + ".lock";
  StoreLock lock(open(name.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (lock.fd_ < 0) {
    return MakeError(v1::FILE_UNWRITABLE, absl::StrCat(name, ": ", std::strerror(errno)));
  }
  if (flock(lock.fd_, LOCK_EX | LOCK_NB) != 0) return InUse(lock.fd_, path);
  const std::string pid = absl::StrCat(getpid(), "\n");
  if (ftruncate(lock.fd_, 0) != 0 ||
      pwrite(lock.fd_, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    return MakeError(v1::FILE_UNWRITABLE, absl::StrCat(name, ": ", std::strerror(errno)));
  }
  return lock;
}

StoreLock::~StoreLock() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace paraphe::server::sqlite
