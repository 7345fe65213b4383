#include "client/agent/pin_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
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
  SecretBuffer line(kMaxPinBytes);
  char byte = 0;
  while (read(file.get(), &byte, 1) == 1 && byte != '\n') {
    if (!line.Append(byte))
      return MakeError(v1::MALFORMED_FILE, absl::StrCat(path, ": no PIN is so long"));
  }
  return line;
}

// What editors put around a line: a byte order mark, blanks, the CR of CRLF.
SecretBuffer PinIn(const SecretBuffer& line) {
  absl::string_view text = line.RevealForDevice();
  absl::ConsumePrefix(&text, "\xEF\xBB\xBF");
  SecretBuffer pin(kMaxPinBytes);
  for (const char byte : absl::StripAsciiWhitespace(text)) static_cast<void>(pin.Append(byte));
  return pin;
}

absl::Status CheckPin(const SecretBuffer& pin, const std::string& path) {
  if (pin.empty()) {
    return MakeError(v1::MALFORMED_FILE,
                     absl::StrCat(path, ": its first line is empty; write the PIN"));
  }
  const absl::string_view text = pin.RevealForDevice();
  if (!std::any_of(text.begin(), text.end(), absl::ascii_iscntrl)) return absl::OkStatus();
  return MakeError(v1::MALFORMED_FILE,
                   absl::StrCat(path,
                                ": its first line holds a control character, as a file in "
                                "UTF-16 does; write the PIN as plain text"));
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
  ASSIGN_OR_RETURN(const SecretBuffer line, ReadFirstLine(file, path));
  SecretBuffer pin = PinIn(line);
  RETURN_IF_ERROR(CheckPin(pin, path));
  return pin;
}

}  // namespace paraphe::agent
