#include "tests/client/desk/testing/x_display.h"

#include <csignal>
#include <cstdlib>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/testing/or_die.h"

namespace paraphe::test {
namespace {

constexpr int kStartMilliseconds = 60000;
constexpr int kDisplayFd = 3;

// The number that Xvfb writes once it listens; empty where it does not.
std::string ReadNumber(int fd) {
  std::string number;
  while (number.empty() || number.back() != '\n') {
    pollfd wait = {fd, POLLIN, 0};
    char byte = 0;
    if (poll(&wait, 1, kStartMilliseconds) != 1 || read(fd, &byte, 1) != 1) return "";
    number.push_back(byte);
  }
  return std::string(absl::StripAsciiWhitespace(number));
}

}  // namespace

XDisplay::XDisplay(int width, int height) {
  int ends[2];
  CheckOrDie(pipe2(ends, O_CLOEXEC) == 0, "a pipe for Xvfb");
  std::vector<std::string> words = {
      "Xvfb",      "-displayfd", absl::StrCat(kDisplayFd),
      "-screen",   "0",          absl::StrCat(width, "x", height, "x24"),
      "-nolisten", "tcp",        "-noreset"};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  pid_ = fork();
  if (pid_ == 0) {
    // A test that crashes leaves no screen behind, and nobody waits for what the screen still says.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, fd);
    dup2(ends[1], kDisplayFd);
    execvp("Xvfb", arguments.data());
    _exit(127);
  }
  close(nowhere);
  close(ends[1]);
  CheckOrDie(pid_ > 0, "a process for Xvfb");
  const std::string number = ReadNumber(ends[0]);
  close(ends[0]);
  CheckOrDie(!number.empty(), "Xvfb (package xvfb)");
  name_ = absl::StrCat(":", number);
  setenv("DISPLAY", name_.c_str(), 1);
  setenv("QT_QPA_PLATFORM", "xcb", 1);
}

XDisplay::~XDisplay() {
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
}

XDisplay& XDisplay::Get() {
  static XDisplay display(1280, 1024);
  return display;
}

}  // namespace paraphe::test
