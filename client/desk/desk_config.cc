#include "client/desk/desk_config.h"

#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include <unistd.h>

#include "common/config_file.h"

namespace paraphe::desk {
namespace {

constexpr char kName[] = "/paraphe/agent.textproto";

std::string Environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

ConfigPlaces DefaultPlaces() {
  ConfigPlaces places;
  const std::string folder = Environment("XDG_CONFIG_HOME");
  const std::string home = Environment("HOME");
  if (!folder.empty() && folder.front() == '/') {
    places.user = absl::StrCat(folder, kName);
  } else if (!home.empty()) {
    places.user = absl::StrCat(home, "/.config", kName);
  }
  return places;
}

std::string FindConfig(const ConfigPlaces& places) {
  for (const std::string& path : {places.user, places.administrator}) {
    if (!path.empty() && access(path.c_str(), F_OK) == 0) return path;
  }
  return "";
}

absl::StatusOr<v1::AgentConfig> ReadConfig(const std::string& path) {
  v1::AgentConfig config;
  const absl::Status read = ReadConfigFile(path, config, [](TextFile&) {});
  if (!read.ok()) return read;
  return config;
}

absl::Status WriteConfig(const std::string&, const v1::AgentConfig&) {
  return MakeError(v1::FILE_UNWRITABLE, "not built yet; write the file by hand");
}

absl::StatusOr<v1::AgentConfig> ImportConfig(const std::string& from, const std::string&) {
  return ReadConfig(from);
}

}  // namespace paraphe::desk
