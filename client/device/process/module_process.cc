#include "client/device/process/module_process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/device/process/serve.h"
#include "common/errors.h"
#include "common/unique_handle.h"

namespace paraphe::device {
namespace {

constexpr char kProgram[] = "paraphe-device";

// How long an end is waited for: of one that ends by itself, and of one that was killed, which the
// system may hold back while a driver does not let go of it.
constexpr int kOwnEndMilliseconds = 1000;
constexpr int kKilledMilliseconds = 2000;

// Above the standard streams and the place of the socket in the new process.
constexpr int kHighDescriptor = 10;

absl::Status CannotStart(const std::string& program, int error) {
  return MakeError(v1::DEVICE_ERROR,
                   absl::StrCat("device: ", program, " cannot be started: ", std::strerror(error),
                                "; install Paraphe's programs in one folder"));
}

// What the new process finds: its socket, nothing to read, nowhere to print but standard error.
class SpawnPlan {
 public:
  explicit SpawnPlan(int socket) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, socket, kServedSocket);
    posix_spawn_file_actions_addclosefrom_np(&actions_, kServedSocket + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  // 0, or the error.
  int Run(const std::string& program, pid_t& pid) {
    std::string name = kProgram;
    std::string parent = absl::StrCat(getpid());
    char* const arguments[] = {name.data(), parent.data(), nullptr};
    return posix_spawn(&pid, program.c_str(), &actions_, &attributes_, arguments, environ);
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

std::string HowItEnded(int status) {
  if (WIFSIGNALED(status)) {
    return absl::StrCat("signal ", WTERMSIG(status), ", ", strsignal(WTERMSIG(status)));
  }
  return absl::StrCat("exit code ", WEXITSTATUS(status));
}

}  // namespace

std::string DeviceProgram() {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path beside = self.parent_path() / kProgram;
  const char* tests = std::getenv("PARAPHE_BIN");
  if (tests == nullptr || std::filesystem::exists(beside, error)) return beside.string();
  return (std::filesystem::path(tests) / kProgram).string();
}

absl::StatusOr<std::unique_ptr<ModuleProcess>> ModuleProcess::Start(const std::string& program) {
  int ends[2] = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return CannotStart(program, errno);
  }
  const int served = fcntl(ends[1], F_DUPFD_CLOEXEC, kHighDescriptor);
  close(ends[1]);
  pid_t pid = -1;
  const int failed = served < 0 ? errno : SpawnPlan(served).Run(program, pid);
  if (served >= 0) close(served);
  if (failed != 0) {
    close(ends[0]);
    return CannotStart(program, failed);
  }
  // Not pidfd_open: Debian 12's header of it is for C only.
  const int end_fd = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
  return absl::WrapUnique(new ModuleProcess(pid, ends[0], end_fd));
}

ModuleProcess::~ModuleProcess() {
  Kill();
  if (socket_ >= 0) close(socket_);
  if (end_fd_ >= 0) close(end_fd_);
}

int ModuleProcess::TakeSocket() { return std::exchange(socket_, -1); }

bool ModuleProcess::Reap(int milliseconds) {
  if (reaped_) return true;
  pollfd end = {end_fd_, POLLIN, 0};
  while (poll(&end, 1, milliseconds) < 0 && errno == EINTR) continue;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) != pid_) return false;
  reaped_ = true;
  if (!killed_) how_ = HowItEnded(status);
  return true;
}

const std::string& ModuleProcess::End() {
  if (!Reap(kOwnEndMilliseconds)) Kill();
  return how_;
}

// A process that a driver holds is left to the system: nobody waits for it.
void ModuleProcess::Kill() {
  if (reaped_ || killed_) return;
  killed_ = true;
  kill(pid_, SIGKILL);
  static_cast<void>(Reap(kKilledMilliseconds));
}

}  // namespace paraphe::device
