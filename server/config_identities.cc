#include "server/config_identities.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/file.h"
#include "common/value_rules.h"

namespace paraphe::server {
namespace {

constexpr size_t kMaxAlternativeNameBytes = 512;
constexpr absl::string_view kDns = "DNS:";
constexpr absl::string_view kUri = "URI:";
constexpr absl::string_view kEmail = "email:";

std::string FaultOfAlternativeName(absl::string_view name) {
  const size_t colon = name.find(':');
  const absl::string_view kind = name.substr(0, colon == name.npos ? 0 : colon + 1);
  if (kind != kDns && kind != kUri && kind != kEmail) {
    return "\"DNS:\", \"URI:\" or \"email:\" and the name is needed, as openssl x509 -ext "
           "subjectAltName prints it";
  }
  const absl::string_view value = name.substr(kind.size());
  const bool graphic = std::all_of(value.begin(), value.end(), absl::ascii_isgraph);
  if (value.empty() || name.size() > kMaxAlternativeNameBytes || !graphic) {
    return absl::StrCat("a name of printable ASCII without blanks, at most ",
                        kMaxAlternativeNameBytes, " bytes, is needed after \"", kind, "\"");
  }
  if (kind == kDns && absl::StrContains(value, "*")) {
    return "a wildcard names nobody; write each name";
  }
  return "";
}

class Reader {
 public:
  Reader(const v1::ServerConfig& config, const std::string& path, TextFile& file,
         ServerSettings& settings)
      : config_(config), path_(path), file_(file), settings_(settings) {}

  void Read() {
    for (int i = 0; i < config_.applications_size(); ++i) ReadApplication(i);
    for (int i = 0; i < config_.administrators_size(); ++i) ReadAdministrator(i);
    for (int i = 0; i < config_.client_ca_files_size(); ++i) {
      file_.AddFaultIfEmpty({{"client_ca_files", i}}, config_.client_ca_files(i));
      settings_.client_ca_files.push_back(ResolveBeside(path_, config_.client_ca_files(i)));
    }
    for (int i = 0; i < config_.revoked_sha256_size(); ++i) {
      settings_.revoked_sha256.push_back(
          TakeDigest(config_.revoked_sha256(i), {{"revoked_sha256", i}}));
    }
  }

 private:
  void ReadApplication(int index) {
    const v1::ApplicationConfig& application = config_.applications(index);
    if (application.identities().empty()) {
      file_.AddFault({{"applications", index}},
                     "has no identities, so nobody can be it: add identities { spki_sha256: "
                     "\"...\" } with the digits that paraphe pin prints of its client certificate");
    }
    for (int i = 0; i < application.identities_size(); ++i) {
      const FieldPath path = {{"applications", index}, {"identities", i}};
      IdentitySetting identity = TakeIdentity(application.identities(i), path);
      identity.application = application.name();
      settings_.identities.push_back(std::move(identity));
    }
  }

  void ReadAdministrator(int index) {
    const v1::AdministratorConfig& administrator = config_.administrators(index);
    const FieldPath path = {{"administrators", index}, {"name"}};
    file_.AddFaultIfEmpty(path, administrator.name());
    file_.AddFaultUnlessEmpty(path, FaultOfApplicationName(administrator.name()));
    if (!names_.insert(administrator.name()).second) {
      file_.AddFault(path, "an earlier administrator has it already");
    }
    settings_.administrators.push_back(administrator.name());
    if (administrator.identities().empty()) {
      file_.AddFault({{"administrators", index}},
                     "has no identities: add identities { spki_sha256: \"...\" } with the digits "
                     "that paraphe pin prints of the administrator's certificate");
    }
    for (int i = 0; i < administrator.identities_size(); ++i) {
      const FieldPath identity_path = {{"administrators", index}, {"identities", i}};
      IdentitySetting identity = TakeIdentity(administrator.identities(i), identity_path);
      identity.administrator = administrator.name();
      CheckOwner(identity, identity_path);
      settings_.identities.push_back(std::move(identity));
    }
  }

  // Whoever acts for several is known as none of them. Applications come first.
  void CheckOwner(const IdentitySetting& identity, const FieldPath& path) {
    if (identity.spki_sha256.empty() && identity.alternative_name.empty())
      return;  // a fault already
    for (const IdentitySetting& other : settings_.identities) {
      const bool same = other.spki_sha256 == identity.spki_sha256 &&
                        other.alternative_name == identity.alternative_name;
      if (!same || other.administrator == identity.administrator) continue;
      file_.AddFault(path, other.administrator.empty()
                               ? "is an application's already; an administrator needs another "
                                 "certificate"
                               : "is another administrator's already");
      return;
    }
  }

  IdentitySetting TakeIdentity(const v1::ClientIdentity& given, const FieldPath& path) {
    IdentitySetting identity;
    switch (given.kind_case()) {
      case v1::ClientIdentity::kSpkiSha256:
        identity.spki_sha256 = TakeDigest(given.spki_sha256(), Below(path, "spki_sha256"));
        break;
      case v1::ClientIdentity::kSubjectAlternativeName:
        identity.alternative_name =
            TakeName(given.subject_alternative_name(), Below(path, "subject_alternative_name"));
        break;
      case v1::ClientIdentity::KIND_NOT_SET:
        file_.AddFault(path, "spki_sha256 or subject_alternative_name is needed");
        break;
    }
    return identity;
  }

  static FieldPath Below(FieldPath path, const char* field) {
    path.push_back({field});
    return path;
  }

  std::string TakeName(const std::string& name, const FieldPath& path) {
    file_.AddFaultUnlessEmpty(path, FaultOfAlternativeName(name));
    if (config_.client_ca_files().empty()) {
      file_.AddFault(path,
                     "needs client_ca_files: anybody could write a name into a certificate of "
                     "their own");
    }
    return NormalAlternativeName(name);
  }

  // Raw; empty where it is none.
  std::string TakeDigest(const std::string& digits, const FieldPath& path) {
    const std::optional<std::string> hex = ReadSha256Hex(digits);
    if (hex.has_value()) return absl::HexStringToBytes(*hex);
    file_.AddFault(path, "64 hexadecimal digits are needed, as paraphe pin prints them");
    return "";
  }

  const v1::ServerConfig& config_;
  const std::string& path_;
  TextFile& file_;
  ServerSettings& settings_;
  std::set<std::string> names_;
};

}  // namespace

std::string NormalAlternativeName(absl::string_view name) {
  return absl::StartsWith(name, kDns)
             ? absl::StrCat(kDns, absl::AsciiStrToLower(name.substr(kDns.size())))
             : std::string(name);
}

void ReadIdentities(const v1::ServerConfig& config, const std::string& path, TextFile& file,
                    ServerSettings& settings) {
  Reader(config, path, file, settings).Read();
}

}  // namespace paraphe::server
