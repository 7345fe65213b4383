#include "client/agent/pager.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/agent/phrases.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

// What a pager may know of the environment of the agent.
constexpr const char* kPassedOn[] = {"TERM", "LANG", "LC_ALL", "LC_CTYPE"};

// -F: text that fits the screen is only written. -X: what was read stays on the screen. -d: no
// complaint about a simple terminal. -L: no preprocessor. -Ps: the prompt.
std::vector<std::string> EnvironmentOfPager(Language language) {
  std::vector<std::string> environment = {
      "LESSSECURE=1", "LESSHISTFILE=-", "LESSCHARSET=utf-8",
      absl::StrCat("LESS=-F -X -d -L -Ps", TextOf(Phrase::kPagerPrompt, language), "$")};
  for (const char* name : kPassedOn) {
    if (const char* value = std::getenv(name); value != nullptr) {
      environment.push_back(absl::StrCat(name, "=", value));
    }
  }
  return environment;
}

absl::Status SystemError(absl::string_view what, int error) {
  return MakeError(v1::INTERNAL, absl::StrCat("pager: ", what, ": ", std::strerror(error)));
}

// A file without a name that holds `text`, to be read from its beginning.
absl::StatusOr<int> MakeFile(absl::string_view text) {
  const int file = memfd_create("text", MFD_CLOEXEC);
  if (file < 0) return SystemError("no memory for the text", errno);
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) {
      const int error = errno;
      close(file);
      return SystemError("no memory for the text", error);
    }
    if (written > 0) text.remove_prefix(static_cast<size_t>(written));
  }
  lseek(file, 0, SEEK_SET);
  return file;
}

// less takes keys from standard error where the process has no controlling terminal.
int Start(const std::string& path, const Terminal& terminal, int file, Language language,
          pid_t& child) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  // In this order: the terminal's own descriptors may be 0 and 1.
  posix_spawn_file_actions_adddup2(&actions, terminal.out(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, terminal.in(), STDERR_FILENO);
  posix_spawn_file_actions_adddup2(&actions, file, STDIN_FILENO);
  std::string program = path;
  char* arguments[] = {program.data(), nullptr};
  std::vector<std::string> environment = EnvironmentOfPager(language);
  std::vector<char*> variables;
  for (std::string& variable : environment) variables.push_back(variable.data());
  variables.push_back(nullptr);
  const int error =
      posix_spawn(&child, path.c_str(), &actions, nullptr, arguments, variables.data());
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

absl::Status WaitForEnd(const std::string& path, pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return SystemError("no end of the program", errno);
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return absl::OkStatus();
  const std::string end = WIFEXITED(status) ? absl::StrCat("exit status ", WEXITSTATUS(status))
                                            : absl::StrCat("signal ", WTERMSIG(status));
  return MakeError(v1::INTERNAL, absl::StrCat("pager ", path, " failed (", end,
                                              "); the text counts as not shown; name another pager "
                                              "in the configuration"));
}

}  // namespace

absl::Status ShowInPager(const std::string& path, const Terminal& terminal, absl::string_view text,
                         Language language) {
  ASSIGN_OR_RETURN(const int file, MakeFile(MarkControls(text)));
  pid_t child = -1;
  const int error = Start(path, terminal, file, language, child);
  close(file);
  if (error != 0) {
    return MakeError(v1::FILE_UNREADABLE,
                     absl::StrCat("pager ", path, " cannot be started (", std::strerror(error),
                                  "); install it or name another in the configuration"));
  }
  const absl::Status shown = WaitForEnd(path, child);
  terminal.ForgetInterrupts();
  return shown;
}

}  // namespace paraphe::agent
