#include "server/file_list.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::server {
namespace {

namespace fs = std::filesystem;

absl::StatusOr<std::vector<std::string>> ListFolder(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> files;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".textproto") files.push_back(entry->path().string());
  }
  if (error) {
    return MakeError(v1::FILE_UNREADABLE,
                     absl::StrCat(folder, ": cannot list the folder: ", error.message()));
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ExpandFolders(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) {
      files.push_back(path);
      continue;
    }
    ASSIGN_OR_RETURN(const std::vector<std::string> inside, ListFolder(path));
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

}  // namespace paraphe::server
