#include "common/file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe {
namespace {

constexpr size_t kChunk = 1 << 16;

// Closes on scope exit; the standard streams stay open.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

absl::Status FileError(v1::ErrorReason reason, absl::string_view what, const std::string& path) {
  return MakeError(reason, absl::StrCat(path, ": cannot ", what, ": ", std::strerror(errno)));
}

absl::Status ReadError(absl::string_view what, const std::string& path) {
  return FileError(v1::FILE_UNREADABLE, what, path);
}

absl::Status WriteError(absl::string_view what, const std::string& path) {
  return FileError(v1::FILE_UNWRITABLE, what, path);
}

absl::Status WriteAll(int fd, absl::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return WriteError("write", path);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

// `flags`: of renameat2.
absl::Status WriteBeside(const std::string& temporary, absl::string_view bytes,
                         const std::string& path, unsigned mode, unsigned flags) {
  const Descriptor file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (file.get() < 0) return WriteError("create a file beside it", path);
  RETURN_IF_ERROR(WriteAll(file.get(), bytes, path));
  if (fsync(file.get()) != 0) return WriteError("write", path);
  if (renameat2(AT_FDCWD, temporary.c_str(), AT_FDCWD, path.c_str(), flags) != 0) {
    return WriteError(flags == 0 ? "replace" : "write without replacing", path);
  }
  return absl::OkStatus();
}

absl::Status WriteWhole(const std::string& path, absl::string_view bytes, unsigned mode,
                        unsigned flags) {
  const std::string temporary = absl::StrCat(path, ".", getpid(), ".new");
  absl::Status status = WriteBeside(temporary, bytes, path, mode, flags);
  if (!status.ok()) unlink(temporary.c_str());
  return status;
}

// Devices and pipes hold nothing that could be replaced.
bool IsStream(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && (S_ISCHR(info.st_mode) || S_ISFIFO(info.st_mode));
}

absl::Status WriteInto(const std::string& path, absl::string_view bytes) {
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.get() < 0) return WriteError("open", path);
  return WriteAll(file.get(), bytes, path);
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t limit) {
  const Descriptor file(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return ReadError("open", path);
  std::string bytes;
  struct stat info {};
  if (fstat(file.get(), &info) == 0 && S_ISREG(info.st_mode)) {
    const auto size = static_cast<size_t>(info.st_size);
    bytes.reserve(std::min(size, limit) + 1);
  }
  while (true) {
    const size_t old_size = bytes.size();
    // No more than there is room for: else the last piece would move all that was read. One byte
    // beyond the limit is asked for, to tell "exactly the limit" from "more".
    const size_t room = bytes.capacity() - old_size;
    const size_t want = std::min(room == 0 ? kChunk : std::min(kChunk, room), limit + 1 - old_size);
    bytes.resize(old_size + want);
    const ssize_t got = read(file.get(), bytes.data() + old_size, want);
    if (got < 0 && errno == EINTR) {
      bytes.resize(old_size);
      continue;
    }
    if (got < 0) return ReadError("read", path);
    bytes.resize(old_size + static_cast<size_t>(got));
    if (got == 0) return bytes;
    if (bytes.size() > limit) {
      return MakeError(v1::TOO_LARGE, absl::StrCat(path, ": more than ", limit, " bytes"));
    }
  }
}

absl::Status WriteFile(const std::string& path, absl::string_view bytes, unsigned mode) {
  if (path == "-") return WriteAll(STDOUT_FILENO, bytes, "standard output");
  if (IsStream(path)) return WriteInto(path, bytes);
  return WriteWhole(path, bytes, mode, 0);
}

absl::Status WriteNewFile(const std::string& path, absl::string_view bytes, unsigned mode) {
  return WriteWhole(path, bytes, mode, RENAME_NOREPLACE);
}

absl::Status CreateEmptyFile(const std::string& path, unsigned mode) {
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (file.get() >= 0) return absl::OkStatus();
  if (errno != EEXIST) return WriteError("create", path);
  return MakeError(v1::USAGE, absl::StrCat(path, ": exists already; name another file"));
}

void ReplaceClosedStreams() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(fd, F_GETFD) >= 0) continue;
    // The wrong way round: reading and writing still fail.
    const int mode = fd == STDIN_FILENO ? O_WRONLY : O_RDONLY;
    static_cast<void>(open("/dev/null", mode));
  }
}

std::string ResolveBeside(const std::string& base, const std::string& path) {
  const std::filesystem::path given(path);
  if (given.is_absolute()) return path;
  return (std::filesystem::path(base).parent_path() / given).string();
}

}  // namespace paraphe
