#include "server/audit/audit_heads.h"

#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "common/errors.h"
#include "common/file.h"
#include "common/log.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

constexpr size_t kMaxHeadsBytes = size_t{1} << 30;

absl::Status AddLine(const std::string& file, absl::string_view line) {
  const int fd = open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return MakeError(v1::FILE_UNWRITABLE, absl::StrCat(file, ": ", std::strerror(errno)));
  const bool written =
      write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && fsync(fd) == 0;
  const int error = errno;
  close(fd);
  if (written) return absl::OkStatus();
  return MakeError(v1::FILE_UNWRITABLE, absl::StrCat(file, ": ", std::strerror(error)));
}

}  // namespace

// REQ: ADM-2
void AuditHeads::Note() {
  const absl::StatusOr<ChainHead> head = read_();
  if (head.ok() && *head == noted_) return;
  const absl::Status status = head.ok() ? Add(*head) : head.status();
  if (!status.ok()) {
    Log(LogLevel::kError, "audit_head_failed", {{"error", std::string(status.message())}});
    return;
  }
  noted_ = *head;
}

absl::Status AuditHeads::Add(const ChainHead& head) const {
  Log(LogLevel::kInfo, "audit_head",
      {{"number", absl::StrCat(head.number)}, {"sha256", absl::BytesToHexString(head.sha256)}});
  return AddLine(
      file_, absl::StrCat(absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", clock_.Now(), absl::UTCTimeZone()),
                          " ", FormatHead(head), "\n"));
}

absl::StatusOr<std::vector<ChainHead>> ReadAuditHeads(const std::string& file) {
  std::vector<ChainHead> heads;
  std::error_code error;
  if (!std::filesystem::exists(file, error)) return heads;
  ASSIGN_OR_RETURN(const std::string text, ReadFile(file, kMaxHeadsBytes));
  size_t number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    ++number;
    const size_t blank = line.find(' ');
    absl::StatusOr<ChainHead> head =
        ParseHead(blank == absl::string_view::npos ? "" : line.substr(blank + 1));
    if (!head.ok()) return Annotate(head.status(), absl::StrCat(file, ":", number));
    heads.push_back(*std::move(head));
  }
  return heads;
}

}  // namespace paraphe::server
