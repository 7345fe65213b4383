#include "client/agent/html_page.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"

namespace paraphe::agent {
namespace {

// A folder that is there, of this user alone where the system has one.
std::string PlaceForFolders() {
  for (const char* name : {"XDG_RUNTIME_DIR", "TMPDIR"}) {
    const char* place = std::getenv(name);
    if (place != nullptr && place[0] == '/' && access(place, W_OK | X_OK) == 0) return place;
  }
  return "/tmp";
}

bool HasDisplay() {
  return std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
}

std::string ProgramOf(const std::string& browser) {
  if (!browser.empty()) return browser;
  return HasDisplay() && access(kDefaultBrowser, X_OK) == 0 ? kDefaultBrowser : "";
}

// In a session of its own: Ctrl-C at the terminal is not for it. It may outlive this program.
bool StartDetached(const std::string& program, const std::string& argument) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  std::string name = program;
  std::string page = argument;
  char* arguments[] = {name.data(), page.data(), nullptr};
  pid_t child = -1;
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
  const int error = posix_spawn(&child, program.c_str(), &actions, &attributes, arguments, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0;
}

}  // namespace

absl::StatusOr<HtmlPage> HtmlPage::Write(absl::string_view html) {
  HtmlPage page;
  std::string folder = absl::StrCat(PlaceForFolders(), "/paraphe-XXXXXX");
  if (mkdtemp(folder.data()) == nullptr) {
    return MakeError(v1::FILE_UNREADABLE,
                     absl::StrCat(folder, ": cannot create the folder: ", std::strerror(errno)));
  }
  page.folder_ = folder;
  page.path_ = absl::StrCat(folder, "/document.html");
  RETURN_IF_ERROR(WriteFile(page.path_, html, 0600));
  return page;
}

HtmlPage::~HtmlPage() { Delete(); }

HtmlPage::HtmlPage(HtmlPage&& other) noexcept
    : folder_(std::exchange(other.folder_, "")), path_(std::exchange(other.path_, "")) {}

HtmlPage& HtmlPage::operator=(HtmlPage&& other) noexcept {
  if (this == &other) return *this;
  Delete();
  folder_ = std::exchange(other.folder_, "");
  path_ = std::exchange(other.path_, "");
  return *this;
}

bool HtmlPage::Open(const std::string& browser) const {
  const std::string program = ProgramOf(browser);
  return !program.empty() && StartDetached(program, path_);
}

void HtmlPage::Delete() {
  if (!path_.empty()) unlink(path_.c_str());
  if (!folder_.empty()) rmdir(folder_.c_str());
}

}  // namespace paraphe::agent
