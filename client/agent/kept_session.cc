#include "client/agent/kept_session.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/io/zero_copy_stream_impl.h"
#include "google/protobuf/util/delimited_message_util.h"
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/errors.h"
#include "common/hash.h"
#include "common/openssl.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

constexpr char kSuffix[] = ".session";
constexpr mode_t kOwnersFile = 0600;
constexpr mode_t kOwnersFolder = 0700;
// A signature and two secrets are far smaller.
constexpr off_t kLargest = 64 << 10;

absl::Status Unwritable(const std::string& path, absl::string_view why) {
  return MakeError(
      v1::FILE_UNWRITABLE,
      absl::StrCat(path, ": ", why, "; what an agent keeps of a session is its user's alone"));
}

absl::Status CheckOwner(const std::string& path, const struct stat& info) {
  if (info.st_uid == geteuid() && (info.st_mode & (S_IRWXG | S_IRWXO)) == 0)
    return absl::OkStatus();
  return Unwritable(path, "others may read it");
}

absl::Status MakeFolder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(folder).parent_path(), error);
  if (mkdir(folder.c_str(), kOwnersFolder) != 0 && errno != EEXIST) {
    return Unwritable(folder, std::strerror(errno));
  }
  struct stat info = {};
  if (lstat(folder.c_str(), &info) != 0) return Unwritable(folder, std::strerror(errno));
  if (!S_ISDIR(info.st_mode)) return Unwritable(folder, "it is no folder");
  return CheckOwner(folder, info);
}

std::string ShortDigest(absl::string_view text) {
  return absl::BytesToHexString(Sha256(text).substr(0, 16));
}

// How the names of a server's files begin.
std::string NamesOf(absl::string_view address) { return absl::StrCat(ShortDigest(address), "-"); }

void Wipe(std::string& secret) { OPENSSL_cleanse(secret.data(), secret.size()); }

}  // namespace

std::string DefaultKeptFolder() {
  const char* const state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && state[0] == '/') return absl::StrCat(state, "/paraphe");
  const char* const home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return "";
  return absl::StrCat(home, "/.local/state/paraphe");
}

absl::StatusOr<KeptSession> KeptSession::Open(const std::string& path, int flags) {
  while (true) {
    KeptSession kept(path,
                     open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, kOwnersFile));
    if (kept.fd_ < 0) return Unwritable(path, std::strerror(errno));
    if (flock(kept.fd_, LOCK_EX | LOCK_NB) != 0) {
      return MakeError(v1::USAGE, "another window works on this request; go on there");
    }
    struct stat info = {};
    if (fstat(kept.fd_, &info) != 0) return Unwritable(path, std::strerror(errno));
    // Whoever had it deleted it before it was locked here.
    if (info.st_nlink == 0) continue;
    RETURN_IF_ERROR(CheckOwner(path, info));
    return kept;
  }
}

absl::StatusOr<KeptSession> KeptSession::Take(const std::string& folder, absl::string_view address,
                                              absl::string_view key) {
  RETURN_IF_ERROR(MakeFolder(folder));
  const std::string path = absl::StrCat(folder, "/", NamesOf(address),
                                        ShortDigest(absl::StrCat(address, "\n", key)), kSuffix);
  ASSIGN_OR_RETURN(KeptSession kept, Open(path, O_CREAT));
  if (!kept.Read() || kept.state_.address() != address) {
    kept.state_.Clear();
    if (ftruncate(kept.fd_, 0) != 0) return Unwritable(path, std::strerror(errno));
  }
  kept.state_.set_address(std::string(address));
  return kept;
}

std::vector<KeptSession> KeptSession::Unfinished(const std::string& folder,
                                                 absl::string_view address) {
  std::vector<KeptSession> unfinished;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().extension() != kSuffix) continue;
    struct stat info = {};
    const std::string path = entry.path().string();
    const bool old = stat(path.c_str(), &info) == 0 &&
                     absl::Now() - absl::TimeFromTimespec(info.st_mtim) > kKeptFor;
    // Those of other servers are not even locked: another agent may just begin with one.
    if (!old && !absl::StartsWith(entry.path().filename().string(), NamesOf(address))) continue;
    absl::StatusOr<KeptSession> kept = Open(path, 0);
    if (!kept.ok()) continue;
    if (!kept->Read() || old) {
      kept->Forget();
    } else if (kept->state_.address() == address && kept->MayBeReleased()) {
      unfinished.push_back(*std::move(kept));
    }
  }
  return unfinished;
}

bool KeptSession::Read() {
  struct stat info = {};
  if (fstat(fd_, &info) != 0 || info.st_size > kLargest) return false;
  google::protobuf::io::FileInputStream file(fd_);
  v1::KeptSession change;
  bool any = false;
  off_t whole = 0;
  while (google::protobuf::util::ParseDelimitedFromZeroCopyStream(&change, &file, nullptr)) {
    state_.MergeFrom(change);
    change.Clear();
    whole = file.ByteCount();
    any = true;
  }
  // What follows is added behind what is whole.
  return any && ftruncate(fd_, whole) == 0 && lseek(fd_, whole, SEEK_SET) == whole;
}

absl::Status KeptSession::Keep(const v1::KeptSession& change) {
  v1::KeptSession added = change;
  const off_t before = lseek(fd_, 0, SEEK_END);
  if (before == 0) added.set_address(state_.address());
  const bool written =
      google::protobuf::util::SerializeDelimitedToFileDescriptor(added, fd_) && fsync(fd_) == 0;
  Wipe(*added.mutable_agent_secret());
  Wipe(*added.mutable_session_token());
  if (!written) {
    const std::string why = std::strerror(errno);
    static_cast<void>(ftruncate(fd_, before));
    return Unwritable(path_, why);
  }
  state_.MergeFrom(change);
  return absl::OkStatus();
}

void KeptSession::Forget() {
  if (fd_ < 0) return;
  const off_t size = std::min(lseek(fd_, 0, SEEK_END), kLargest);
  const std::string zeros(static_cast<size_t>(std::max<off_t>(size, 0)), '\0');
  const bool wiped = pwrite(fd_, zeros.data(), zeros.size(), 0) == size && fsync(fd_) == 0;
  // Where the disk does not take it, the file goes all the same.
  static_cast<void>(wiped);
  unlink(path_.c_str());
  Close();
}

void KeptSession::Close() {
  if (fd_ < 0) return;
  // Nothing was kept: nothing stays.
  if (lseek(fd_, 0, SEEK_END) == 0) unlink(path_.c_str());
  close(std::exchange(fd_, -1));
}

KeptSession::~KeptSession() {
  Close();
  Wipe(*state_.mutable_agent_secret());
  Wipe(*state_.mutable_session_token());
}

KeptSession::KeptSession(KeptSession&& other) noexcept
    : path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      state_(std::move(other.state_)) {}

KeptSession& KeptSession::operator=(KeptSession&& other) noexcept {
  if (this == &other) return *this;
  Close();
  path_ = std::move(other.path_);
  fd_ = std::exchange(other.fd_, -1);
  state_ = std::move(other.state_);
  return *this;
}

}  // namespace paraphe::agent
