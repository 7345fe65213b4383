#include "server/given.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include <unistd.h>

#include "common/bounds.h"
#include "common/errors.h"
#include "common/fault_list.h"
#include "common/file.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "server/chosen_store.h"
#include "server/listener.h"
#include "server/store/sqlite/store_file.h"
#include "server/store/store_keys.h"

namespace paraphe::server {
namespace {

// What `result` holds, or nothing and its fault.
template <typename T>
void Take(absl::StatusOr<T> result, FaultList& faults, T& target) {
  faults.Add(result.status());
  if (result.ok()) target = *std::move(result);
}

// Whether a file of that name can be made, or written where it is there.
absl::Status CheckWritable(const char* setting, const std::string& path) {
  std::error_code error;
  const bool exists = std::filesystem::exists(path, error);
  std::string folder = std::filesystem::path(path).parent_path().string();
  if (folder.empty()) folder = ".";
  const std::string& asked = exists ? path : folder;
  if (access(asked.c_str(), exists ? R_OK | W_OK : W_OK | X_OK) == 0) return absl::OkStatus();
  return MakeError(v1::FILE_UNWRITABLE,
                   absl::StrCat(path, ": ", setting, " cannot be written here: ",
                                std::filesystem::is_directory(folder, error)
                                    ? "the rights of the file or its folder forbid it"
                                    : "the folder does not exist"));
}

void CheckAddress(const std::string& address, FaultList& faults,
                  std::vector<StartWarning>& warnings) {
  const absl::Status opened = Listener::Open(address).status();
  if (absl::StrContains(opened.message(), std::strerror(EADDRINUSE))) {
    warnings.push_back({"listen", address, "another program listens there now, this one perhaps"});
  } else {
    faults.Add(opened);
  }
}

// A database is asked as nothing but a start asks it: it may be another machine's.
absl::Status CheckStore(const ServerSettings& settings) {
  if (settings.sqlite_path.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckWritable("the store", settings.sqlite_path));
  std::error_code error;
  if (!std::filesystem::exists(settings.sqlite_path, error)) return absl::OkStatus();
  const absl::Status found = sqlite::CheckHeader(settings.sqlite_path);
  return found.ok() ? found : Annotate(found, "the store cannot be opened");
}

}  // namespace

absl::StatusOr<Given> ReadGiven(const std::string& config) {
  ServerSettings ignored;
  return ReadGiven(config, ignored);
}

absl::StatusOr<Given> ReadGiven(const std::string& config, ServerSettings& settings) {
  Given given;
  FaultList faults;
  const absl::StatusOr<std::string> text = ReadFile(config, kMaxConfigBytes);
  RETURN_IF_ERROR(text.status());
  given.config_sha256 = absl::BytesToHexString(Sha256(*text));
  faults.Add(ReadServerConfig(config, settings));
  given.settings = settings;
  Take(Catalogue::Load(settings), faults, given.catalogue);
  if (!settings.tls.certificate_file().empty()) {
    Take(ReadChannelMaterial(settings), faults, given.channel);
  }
  if (!settings.store_key_file.empty()) {
    faults.Add(StoreKeyFile::Open(settings.store_key_file).status());
  }
  if (const std::optional<AccountSettings>& accounts = settings.accounts) {
    absl::StatusOr<PasswordRules> rules =
        PasswordRules::Load(accounts->least_password_characters, accounts->refused_passwords_file);
    faults.Add(rules.status());
    if (rules.ok()) given.password_rules = *std::move(rules);
  }
  RETURN_IF_ERROR(faults.ToStatus());
  ASSIGN_OR_RETURN(given.files, DigestGivenFiles(settings));
  return given;
}

absl::Status CheckPlace(const ServerSettings& settings, std::vector<StartWarning>& warnings) {
  FaultList faults;
  faults.Add(CheckStore(settings));
  if (Lasts(settings)) {
    faults.Add(CheckWritable("the audit log's heads", settings.audit_heads_file));
  }
  if (!settings.port_file.empty()) {
    faults.Add(CheckWritable("port_file", settings.port_file));
  }
  for (const auto* addresses :
       {&settings.listen, &settings.callers_listen, &settings.signers_listen}) {
    for (const std::string& address : *addresses) CheckAddress(address, faults, warnings);
  }
  return faults.ToStatus();
}

}  // namespace paraphe::server
