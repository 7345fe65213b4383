#include "tests/flow/running_program.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace paraphe::test {
namespace {

constexpr absl::Duration kPatience = absl::Minutes(1);

std::vector<std::string> Environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text(*entry);
    if (added.count(text.substr(0, text.find('='))) == 0) merged.push_back(text);
  }
  for (const auto& [name, value] : added) merged.push_back(absl::StrCat(name, "=", value));
  return merged;
}

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& text : strings) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

[[noreturn]] void Die(absl::string_view what) {
  std::cerr << "running_program: " << what << std::endl;
  std::abort();
}

// Our end of a new pipe whose other end becomes `target` of the child.
int AddPipe(posix_spawn_file_actions_t* actions, int target, std::vector<int>* to_close) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) Die("no pipe");
  posix_spawn_file_actions_adddup2(actions, ends[1], target);
  to_close->push_back(ends[1]);
  return ends[0];
}

}  // namespace

RunningProgram::RunningProgram(std::vector<std::string> arguments,
                               const std::map<std::string, std::string>& environment) {
  absl::MutexLock lock(&mutex_);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  std::vector<int> to_close;
  out_.fd = AddPipe(&actions, STDOUT_FILENO, &to_close);
  err_.fd = AddPipe(&actions, STDERR_FILENO, &to_close);
  std::vector<std::string> variables = Environment(environment);
  const int error = posix_spawn(&pid_, arguments[0].c_str(), &actions, nullptr,
                                Pointers(arguments).data(), Pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  for (const int fd : to_close) close(fd);
  if (error != 0) Die(absl::StrCat("cannot start ", arguments[0]));
  out_.reader = std::thread([this] { Read(out_); });
  err_.reader = std::thread([this] { Read(err_); });
}

RunningProgram::~RunningProgram() {
  if (pid_ > 0) {
    kill(pid_, SIGKILL);
    Reap(nullptr);
  }
}

void RunningProgram::Read(Stream& stream) {
  std::array<char, 4096> chunk;
  while (true) {
    const ssize_t got = read(stream.fd, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    absl::MutexLock lock(&mutex_);
    if (got > 0) {
      stream.text.append(chunk.data(), static_cast<size_t>(got));
      continue;
    }
    stream.ended = true;
    return;
  }
}

bool RunningProgram::WaitFor(absl::string_view text) {
  absl::MutexLock lock(&mutex_);
  const auto said = [this, text] {
    return absl::StrContains(out_.text, text) || absl::StrContains(err_.text, text);
  };
  const auto said_or_ended = [&] { return said() || (out_.ended && err_.ended); };
  mutex_.AwaitWithTimeout(absl::Condition(&said_or_ended), kPatience);
  return said();
}

std::string RunningProgram::Said() {
  absl::MutexLock lock(&mutex_);
  return out_.text;
}

void RunningProgram::Signal(int number) const { kill(pid_, number); }

void RunningProgram::Reap(CommandResult* result) {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  out_.reader.join();
  err_.reader.join();
  close(out_.fd);
  close(err_.fd);
  if (result == nullptr) return;
  if (WIFEXITED(status)) result->exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) result->signal = WTERMSIG(status);
  result->out = out_.text;
  result->err = err_.text;
}

CommandResult RunningProgram::Finish() {
  CommandResult result;
  const int handle = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
  pollfd ended = {handle, POLLIN, 0};
  int ready = -1;
  while ((ready = poll(&ended, 1, static_cast<int>(absl::ToInt64Milliseconds(kPatience)))) < 0 &&
         errno == EINTR) {
  }
  close(handle);
  result.timed_out = ready == 0;
  if (result.timed_out) kill(pid_, SIGKILL);
  Reap(&result);
  return result;
}

}  // namespace paraphe::test
