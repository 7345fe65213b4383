#include "client/desk/desk_config.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include <sys/stat.h>
#include <unistd.h>

#include "client/agent/agent_config.h"
#include "common/config_file.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"

namespace paraphe::desk {
namespace {

constexpr char kName[] = "/paraphe/agent.textproto";

constexpr size_t kMostBytes = size_t{1} << 20;
constexpr unsigned kOwnerOnly = 0600;
constexpr mode_t kOwnerOnlyFolder = 0700;

std::string Environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// The fields that name files for the servers of `config`.
std::vector<std::string*> ServerFiles(v1::AgentConfig& config) {
  std::vector<std::string*> files;
  for (v1::ServerAddress& server : *config.mutable_servers()) {
    files.push_back(server.mutable_root_certificates_file());
    if (server.has_identity()) {
      files.push_back(server.mutable_identity()->mutable_certificate_file());
      files.push_back(server.mutable_identity()->mutable_private_key_file());
    }
    if (server.has_proxy()) files.push_back(server.mutable_proxy()->mutable_password_file());
  }
  return files;
}

// Those of `config` itself.
std::vector<std::string*> OwnFiles(v1::AgentConfig& config) {
  std::vector<std::string*> files = {config.mutable_pin_file()};
  for (v1::DeviceConfig& device : *config.mutable_device()) {
    files.push_back(device.mutable_module());
    files.push_back(device.mutable_pkcs12());
  }
  return files;
}

v1::AgentConfig WithFullPaths(const std::string& from, v1::AgentConfig config, bool servers) {
  std::vector<std::string*> files = OwnFiles(config);
  if (servers) {
    for (std::string* const file : ServerFiles(config)) files.push_back(file);
  }
  for (std::string* const file : files) {
    if (!file->empty()) *file = ResolveBeside(from, *file);
  }
  return config;
}

// Several servers may name one file.
absl::Status AddFile(NamedFile file, std::vector<NamedFile>& files) {
  for (const NamedFile& other : files) {
    if (other.name != file.name) continue;
    if (other.bytes == file.bytes) return absl::OkStatus();
    return MakeError(v1::MALFORMED_FILE,
                     absl::StrCat(file.name,
                                  ": two different files of this name are named; have "
                                  "your administrator give them names of their own"));
  }
  files.push_back(std::move(file));
  return absl::OkStatus();
}

absl::Status MakeFolders(const std::string& folder) {
  if (folder.empty()) return absl::OkStatus();
  for (size_t slash = folder.find('/', 1);; slash = folder.find('/', slash + 1)) {
    const std::string part = folder.substr(0, slash);
    if (mkdir(part.c_str(), kOwnerOnlyFolder) != 0 && errno != EEXIST) {
      return MakeError(v1::FILE_UNWRITABLE,
                       absl::StrCat(part, ": ", std::strerror(errno), "; check the folder above"));
    }
    if (slash == std::string::npos) return absl::OkStatus();
  }
}

// Files that are deleted again unless all of it succeeds.
class Unfinished {
 public:
  ~Unfinished() {
    for (const std::string& file : files_) unlink(file.c_str());
  }
  void Add(const std::string& file) { files_.push_back(file); }
  void Keep() { files_.clear(); }

 private:
  std::vector<std::string> files_;
};

// A file of the same bytes is left as it is.
absl::Status WriteBeside(const std::string& path, const std::string& bytes,
                         Unfinished& unfinished) {
  const absl::StatusOr<std::string> there = ReadFile(path, kMostBytes);
  if (there.ok() && *there == bytes) return absl::OkStatus();
  RETURN_IF_ERROR(WriteNewFile(path, bytes, kOwnerOnly));
  unfinished.Add(path);
  return absl::OkStatus();
}

std::string AsText(const v1::AgentConfig& config) {
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  printer.PrintToString(config, &text);
  return absl::StrCat(
      "# Configuration of this desk (AgentConfig, proto/paraphe/v1/config.proto), "
      "written by paraphe-desk.\n# You may change it by hand.\n\n",
      text);
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

absl::StatusOr<ImportedConfig> ImportConfig(const std::string& from) {
  ImportedConfig imported;
  ASSIGN_OR_RETURN(imported.config, ReadConfig(from));
  if (imported.config.servers().empty()) {
    return MakeError(v1::MALFORMED_FILE,
                     absl::StrCat(from,
                                  ": it names no server; ask your administrator for the file "
                                  "of this desk"));
  }
  for (std::string* const named : ServerFiles(imported.config)) {
    if (named->empty()) continue;
    ASSIGN_OR_RETURN(std::string bytes, ReadFile(ResolveBeside(from, *named), kMostBytes));
    *named = named->substr(named->find_last_of('/') + 1);
    RETURN_IF_ERROR(AddFile({*named, std::move(bytes)}, imported.files));
  }
  imported.config = WithFullPaths(from, std::move(imported.config), /*servers=*/false);
  return imported;
}

v1::AgentConfig WithFullPaths(const std::string& from, v1::AgentConfig config) {
  return WithFullPaths(from, std::move(config), /*servers=*/true);
}

absl::Status WriteConfig(const std::string& path, const v1::AgentConfig& config,
                         const std::vector<NamedFile>& files) {
  if (path.empty()) {
    return MakeError(v1::FILE_UNWRITABLE, "there is no home to keep a configuration in; set HOME");
  }
  RETURN_IF_ERROR(MakeFolders(path.substr(0, path.find_last_of('/'))));
  Unfinished unfinished;
  for (const NamedFile& file : files) {
    RETURN_IF_ERROR(WriteBeside(ResolveBeside(path, file.name), file.bytes, unfinished));
  }
  const std::string made = absl::StrCat(path, ".new");
  unfinished.Add(made);
  RETURN_IF_ERROR(WriteFile(made, AsText(config), kOwnerOnly));
  RETURN_IF_ERROR(agent::LoadAgentConfig(made).status());
  const absl::StatusOr<std::string> old = ReadFile(path, kMostBytes);
  if (old.ok()) RETURN_IF_ERROR(WriteFile(absl::StrCat(path, ".bak"), *old, kOwnerOnly));
  if (std::rename(made.c_str(), path.c_str()) != 0) {
    return MakeError(v1::FILE_UNWRITABLE,
                     absl::StrCat(path, ": ", std::strerror(errno), "; check its folder"));
  }
  unfinished.Keep();
  return absl::OkStatus();
}

}  // namespace paraphe::desk
