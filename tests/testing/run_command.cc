#include "tests/testing/run_command.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/testing/or_die.h"

extern char** environ;

namespace paraphe::test {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() { Close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  void Set(int fd) {
    Close();
    fd_ = fd;
  }
  void Close() {
    if (fd_ >= 0) close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

struct Pipe {
  Pipe() {
    int ends[2];
    CheckOrDie(pipe2(ends, O_CLOEXEC) == 0, "pipe2");
    reader.Set(ends[0]);
    writer.Set(ends[1]);
  }
  Descriptor reader;
  Descriptor writer;
};

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& text : strings) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::vector<std::string> Environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> merged;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text(*entry);
    if (added.count(text.substr(0, text.find('='))) == 0) merged.push_back(text);
  }
  for (const auto& [name, value] : added) merged.push_back(absl::StrCat(name, "=", value));
  return merged;
}

// The child handles SIGPIPE as it would if a shell had started it, whatever we ignore.
class DefaultSignals {
 public:
  DefaultSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
  }
  ~DefaultSignals() { posix_spawnattr_destroy(&attributes_); }
  DefaultSignals(const DefaultSignals&) = delete;
  DefaultSignals& operator=(const DefaultSignals&) = delete;
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

int MillisecondsUntil(absl::Time deadline) {
  const absl::Duration left = deadline - absl::Now();
  return left <= absl::ZeroDuration() ? 0 : static_cast<int>(absl::ToInt64Milliseconds(left)) + 1;
}

// The child of one command and our ends of its pipes.
class Child {
 public:
  absl::Status Start(std::vector<std::string> arguments, const CommandOptions& options) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in_.reader.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out_.writer.get(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err_.writer.get(), STDERR_FILENO);
    const DefaultSignals attributes;
    std::vector<std::string> environment = Environment(options.environment);
    const int error = posix_spawnp(&pid_, arguments[0].c_str(), &actions, attributes.get(),
                                   Pointers(arguments).data(), Pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) {
      return absl::NotFoundError(absl::StrCat(arguments[0], ": ", std::strerror(error)));
    }
    in_.reader.Close();
    out_.writer.Close();
    err_.writer.Close();
    fcntl(in_.writer.get(), F_SETFL, O_NONBLOCK);
    return absl::OkStatus();
  }

  // Feeds and reads until both outputs end, at most until `deadline`.
  void Talk(absl::string_view input, absl::Time deadline, CommandResult& result) {
    if (input.empty()) in_.writer.Close();
    while (out_.reader.get() >= 0 || err_.reader.get() >= 0) {
      std::array<pollfd, 3> polls = {{{in_.writer.get(), POLLOUT, 0},
                                      {out_.reader.get(), POLLIN, 0},
                                      {err_.reader.get(), POLLIN, 0}}};
      const int ready = poll(polls.data(), polls.size(), MillisecondsUntil(deadline));
      if (ready < 0 && errno == EINTR) continue;
      if (ready == 0) return;
      if (polls[0].revents != 0) Feed(input);
      if (polls[1].revents != 0) Drain(out_.reader, result.out);
      if (polls[2].revents != 0) Drain(err_.reader, result.err);
    }
  }

  // Waits for the end; kills the child at `deadline`.
  void Wait(absl::Time deadline, CommandResult& result) const {
    // Debian 12's <sys/pidfd.h> lacks extern "C", so its pidfd_open does not link from C++.
    const Descriptor handle(static_cast<int>(syscall(SYS_pidfd_open, pid_, 0)));
    pollfd ended = {handle.get(), POLLIN, 0};
    int ready = -1;
    while ((ready = poll(&ended, 1, MillisecondsUntil(deadline))) < 0 && errno == EINTR) {
    }
    result.timed_out = ready == 0;
    if (result.timed_out) kill(pid_, SIGKILL);
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
  }

 private:
  void Feed(absl::string_view& input) {
    const ssize_t written = write(in_.writer.get(), input.data(), input.size());
    if (written > 0) input.remove_prefix(static_cast<size_t>(written));
    // A program that does not read its input is no error of ours.
    if (input.empty() || (written < 0 && errno != EAGAIN && errno != EINTR)) in_.writer.Close();
  }

  static void Drain(Descriptor& reader, std::string& text) {
    std::array<char, 65536> buffer;
    const ssize_t got = read(reader.get(), buffer.data(), buffer.size());
    if (got > 0) text.append(buffer.data(), static_cast<size_t>(got));
    if (got == 0 || (got < 0 && errno != EINTR)) reader.Close();
  }

  pid_t pid_ = -1;
  Pipe in_;
  Pipe out_;
  Pipe err_;
};

}  // namespace

absl::StatusOr<CommandResult> RunCommand(const std::vector<std::string>& arguments,
                                         const CommandOptions& options) {
  CheckOrDie(!arguments.empty(), "RunCommand without a program");
  // A child that closes its input early must not end the test program.
  static const auto ignored = signal(SIGPIPE, SIG_IGN);
  static_cast<void>(ignored);
  Child child;
  if (absl::Status status = child.Start(arguments, options); !status.ok()) return status;
  CommandResult result;
  const absl::Time deadline = absl::Now() + options.timeout;
  child.Talk(options.standard_input, deadline, result);
  child.Wait(deadline, result);
  return result;
}

std::string OurProgram(const std::string& name) {
  const char* folder = std::getenv("PARAPHE_BIN");
  return folder == nullptr ? name : absl::StrCat(folder, "/", name);
}

}  // namespace paraphe::test
