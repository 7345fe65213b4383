#include "client/agent/pager.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/agent/phrases.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

constexpr size_t kTabColumns = 8;
constexpr uint8_t kFirstWideLead = 0xe1;  // UTF-8 of U+1000; wide characters begin at U+1100

// How many columns the character takes that begins with `lead`; 0 for what continues one.
size_t ColumnsOf(char lead) {
  const auto byte = static_cast<uint8_t>(lead);
  if (byte == '\t') return kTabColumns;
  if ((byte & 0xc0) == 0x80) return 0;
  return byte >= kFirstWideLead ? 2 : 1;
}

void WriteRows(const Terminal& terminal, absl::string_view& text, Terminal::Size size) {
  std::string screen;
  for (size_t row = 0; row + 2 < size.rows && !text.empty(); ++row) {
    absl::StrAppend(&screen, TakeRow(text, size.columns), "\n");
  }
  terminal.Write(screen);
}

std::vector<char*> EnvironmentForPager(std::string& secure) {
  std::vector<char*> environment;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    environment.push_back(*variable);
  }
  environment.push_back(secure.data());
  environment.push_back(nullptr);
  return environment;
}

// A new process with `text_end` as its standard input; -1 where it cannot be started.
pid_t Start(std::string path, int text_end) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, text_end, STDIN_FILENO);
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  char* arguments[] = {path.data(), nullptr};
  std::string secure = "LESSSECURE=1";  // no shell, no other files, no editor out of less
  pid_t child = -1;
  const int failed = posix_spawn(&child, path.c_str(), &actions, &attributes, arguments,
                                 EnvironmentForPager(secure).data());
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? child : -1;
}

// Until all is written or the reader is gone.
void Feed(int fd, absl::string_view text) {
  struct sigaction ignore = {};
  struct sigaction before = {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, &before);
  while (!text.empty()) {
    const ssize_t written = write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR) break;
    if (written > 0) text.remove_prefix(static_cast<size_t>(written));
  }
  sigaction(SIGPIPE, &before, nullptr);
}

}  // namespace

absl::string_view TakeRow(absl::string_view& text, size_t columns) {
  size_t used = 0;
  size_t end = 0;
  for (; end < text.size() && text[end] != '\n'; ++end) {
    const size_t width = ColumnsOf(text[end]);
    if (width > 0 && used + width > columns && end > 0) break;
    used += width;
  }
  const absl::string_view row = text.substr(0, end);
  text.remove_prefix(end);
  if (!text.empty() && text.front() == '\n') text.remove_prefix(1);
  return row;
}

absl::Status ShowPaged(Terminal& terminal, absl::string_view text, Language language) {
  if (!terminal.IsInteractive()) {
    terminal.Write(text);
    return absl::OkStatus();
  }
  while (true) {
    WriteRows(terminal, text, terminal.size());
    if (text.empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const std::string answer,
                     terminal.ReadLine(TextOf(Phrase::kPagerMore, language)));
    if (absl::EqualsIgnoreCase(answer, "q")) return absl::OkStatus();
    if (!absl::EqualsIgnoreCase(answer, "f")) continue;
    terminal.Write(text);
    return absl::OkStatus();
  }
}

absl::Status ShowInProgram(const std::string& path, absl::string_view text) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return MakeError(v1::INTERNAL, "pager: no pipe");
  const pid_t child = Start(path, ends[0]);
  close(ends[0]);
  if (child < 0) {
    close(ends[1]);
    return MakeError(v1::INTERNAL, absl::StrCat("pager ", path, ": ", std::strerror(errno)));
  }
  Feed(ends[1], text);
  close(ends[1]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return absl::OkStatus();
}

}  // namespace paraphe::agent
