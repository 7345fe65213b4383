// The process that a module runs in, as the agent sees it: started, and ended whatever it does.
#ifndef PARAPHE_CLIENT_DEVICE_PROCESS_MODULE_PROCESS_H_
#define PARAPHE_CLIENT_DEVICE_PROCESS_MODULE_PROCESS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include <sys/types.h>

namespace paraphe::device {

// paraphe-device in the folder of the program that runs; where it is not there, as for tests, in
// the folder that $PARAPHE_BIN names.
std::string DeviceProgram();

// Not thread-safe. The process inherits environment, working folder and standard error, and no
// other descriptor than its end of the sockets. It is killed when its owner ends, and by the system
// when the thread that started it does.
class ModuleProcess {
 public:
  // Errors:
  //   DEVICE_ERROR  the program cannot be started
  static absl::StatusOr<std::unique_ptr<ModuleProcess>> Start(const std::string& program);
  ~ModuleProcess();
  ModuleProcess(const ModuleProcess&) = delete;
  ModuleProcess& operator=(const ModuleProcess&) = delete;

  // Our end of the sockets, once: the caller closes it.
  int TakeSocket();
  // Readable when the process has ended; for poll.
  int end_fd() const { return end_fd_; }
  pid_t pid() const { return pid_; }

  // Waits a moment for an end of its own, and kills it otherwise. Words for how it ended where that
  // was its own doing ("signal 11, Segmentation fault", "exit code 1"), else empty. Calling it again
  // returns the same.
  const std::string& End();
  // Kills it at once.
  void Kill();

 private:
  ModuleProcess(pid_t pid, int socket, int end_fd) : pid_(pid), socket_(socket), end_fd_(end_fd) {}
  // Whether it ended, and was waited for, before `milliseconds` were over.
  bool Reap(int milliseconds);

  const pid_t pid_;
  int socket_;
  const int end_fd_;
  bool reaped_ = false;
  bool killed_ = false;
  std::string how_;
};

}  // namespace paraphe::device

#endif  // PARAPHE_CLIENT_DEVICE_PROCESS_MODULE_PROCESS_H_
