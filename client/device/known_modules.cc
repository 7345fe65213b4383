#include "client/device/known_modules.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "common/bounds.h"
#include "common/file.h"

namespace paraphe::device {
namespace {

namespace fs = std::filesystem;

constexpr absl::string_view kEnding = ".module";

// The settings of a registration, "name: value" a line (pkcs11.conf(5)). Lower-case names are p11-kit's own.
std::map<std::string, std::string> ReadRegistration(const fs::path& file) {
  std::map<std::string, std::string> settings;
  const absl::StatusOr<std::string> text = ReadFile(file.string(), kMaxConfigBytes);
  if (!text.ok()) return settings;
  for (const absl::string_view line : absl::StrSplit(*text, '\n')) {
    const std::pair<absl::string_view, absl::string_view> setting =
        absl::StrSplit(line, absl::MaxSplits(':', 1));
    const absl::string_view name = absl::StripAsciiWhitespace(setting.first);
    if (name.empty() || name.front() == '#') continue;
    settings[std::string(name)] = std::string(absl::StripAsciiWhitespace(setting.second));
  }
  return settings;
}

// NAME.module of the folders, by name; of two of one name the first.
std::map<std::string, fs::path> ListRegistrations(const std::vector<std::string>& folders) {
  std::map<std::string, fs::path> files;
  for (const std::string& folder : folders) {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
      if (entry.path().extension() != kEnding.data()) continue;
      files.emplace(entry.path().stem().string(), entry.path());
    }
  }
  return files;
}

// Of one file only the first, however many names and links lead to it.
void AddIfThere(const KnownModule& module, std::vector<KnownModule>& all) {
  std::error_code error;
  if (!fs::is_regular_file(module.path, error)) return;
  const bool known = std::any_of(all.begin(), all.end(), [&](const KnownModule& other) {
    return fs::equivalent(other.path, module.path, error);
  });
  if (!known) all.push_back(module);
}

}  // namespace

ModulePlaces SystemModulePlaces() {
  const std::string libraries = absl::StrCat("/usr/lib/", PARAPHE_MULTIARCH);
  ModulePlaces places;
  places.usual = {{"OpenSC", absl::StrCat(libraries, "/opensc-pkcs11.so")},
                  {"SoftHSM", "/usr/lib/softhsm/libsofthsm2.so"},
                  {"SoftHSM", absl::StrCat(libraries, "/softhsm/libsofthsm2.so")}};
  if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0') {
    places.registered.push_back(absl::StrCat(home, "/.config/pkcs11/modules"));
  }
  places.registered.insert(places.registered.end(),
                           {"/etc/pkcs11/modules", "/usr/share/p11-kit/modules"});
  places.modules = absl::StrCat(libraries, "/pkcs11");
  return places;
}

std::vector<KnownModule> KnownModules(const ModulePlaces& places) {
  std::vector<KnownModule> all;
  for (const KnownModule& module : places.usual) AddIfThere(module, all);
  for (const auto& [name, file] : ListRegistrations(places.registered)) {
    std::map<std::string, std::string> settings = ReadRegistration(file);
    const std::string& module = settings["module"];
    if (module.empty() || settings["trust-policy"] == "yes" || !settings["remote"].empty())
      continue;
    AddIfThere({name, (fs::path(places.modules) / module).string()}, all);
  }
  return all;
}

}  // namespace paraphe::device
