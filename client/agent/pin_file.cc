#include "client/agent/pin_file.h"

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/bounds.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

// On the open file, so that nobody can swap it in between.
absl::Status CheckPrivate(const FileDescriptor& file, const std::string& path) {
  struct stat facts = {};
  if (fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode)) {
    return MakeError(v1::MALFORMED_FILE, absl::StrCat(path, ": not a regular file"));
  }
  const bool ours = facts.st_uid == geteuid() || facts.st_uid == 0;
  if (!ours || (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return MakeError(
        v1::MALFORMED_FILE,
        absl::StrCat(path, ": others could read the PIN; make it yours, with mode 0600"));
  }
  return absl::OkStatus();
}

absl::StatusOr<SecretBuffer> ReadFirstLine(const FileDescriptor& file, const std::string& path) {
  SecretBuffer pin(kMaxPinBytes);
  char byte = 0;
  while (read(file.get(), &byte, 1) == 1 && byte != '\n') {
    if (!pin.Append(byte))
      return MakeError(v1::MALFORMED_FILE, absl::StrCat(path, ": no PIN is so long"));
  }
  if (!pin.empty() && pin.RevealForDevice().back() == '\r') pin.RemoveLast();
  if (pin.empty())
    return MakeError(v1::MALFORMED_FILE,
                     absl::StrCat(path, ": its first line is empty; write the PIN"));
  return pin;
}

}  // namespace

absl::StatusOr<SecretBuffer> ReadPinFile(const std::string& path) {
  if (path.empty()) {
    return MakeError(v1::USAGE, "--unattended needs pin_file in the configuration for this device");
  }
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (file.get() < 0) {
    return MakeError(v1::FILE_UNREADABLE, absl::StrCat(path, ": ", std::strerror(errno)));
  }
  RETURN_IF_ERROR(CheckPrivate(file, path));
  return ReadFirstLine(file, path);
}

}  // namespace paraphe::agent
