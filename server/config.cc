#include "server/config.h"

#include <set>

#include "absl/strings/str_cat.h"

#include "common/file.h"
#include "common/status_macros.h"
#include "common/text_proto.h"
#include "common/value_rules.h"

namespace paraphe::server {
namespace {

using Places = google::protobuf::TextFormat::ParseInfoTree;

constexpr absl::Duration kLongest = absl::Hours(24 * 3660);

// Where each duration of the file goes; what is absent keeps the default that ServerSettings has.
struct DurationRow {
  const char* field;
  bool (v1::ServerConfig::*has)() const;
  const google::protobuf::Duration& (v1::ServerConfig::*get)() const;
  absl::Duration ServerSettings::*target;
};

constexpr DurationRow kDurations[] = {
    {"session_lifetime", &v1::ServerConfig::has_session_lifetime,
     &v1::ServerConfig::session_lifetime, &ServerSettings::session_lifetime},
    {"consent_lifetime", &v1::ServerConfig::has_consent_lifetime,
     &v1::ServerConfig::consent_lifetime, &ServerSettings::consent_lifetime},
    {"signing_lifetime", &v1::ServerConfig::has_signing_lifetime,
     &v1::ServerConfig::signing_lifetime, &ServerSettings::signing_lifetime},
    {"unclaimed_retention", &v1::ServerConfig::has_unclaimed_retention,
     &v1::ServerConfig::unclaimed_retention, &ServerSettings::unclaimed_retention},
    {"retention", &v1::ServerConfig::has_retention, &v1::ServerConfig::retention,
     &ServerSettings::retention},
    {"shutdown_grace", &v1::ServerConfig::has_shutdown_grace, &v1::ServerConfig::shutdown_grace,
     &ServerSettings::shutdown_grace},
};

// The bounds of xml::Bounds that the file may change; 0 keeps the default.
struct LimitRow {
  const char* field;
  uint32_t (v1::Limits::*get)() const;
  uint32_t xml::Bounds::*target;
  uint32_t most;
};

constexpr LimitRow kLimits[] = {
    {"depth", &v1::Limits::depth, &xml::Bounds::depth, 4096},
    {"attributes_per_element", &v1::Limits::attributes_per_element, &xml::Bounds::attributes,
     16384},
    {"namespace_declarations_per_element", &v1::Limits::namespace_declarations_per_element,
     &xml::Bounds::namespace_declarations, 4096},
    {"name_bytes", &v1::Limits::name_bytes, &xml::Bounds::name_bytes, 16384},
};

// Indexed by LogVerbosity.
constexpr LogLevel kLogLevels[] = {LogLevel::kInfo, LogLevel::kDebug, LogLevel::kInfo,
                                   LogLevel::kWarning, LogLevel::kError};

// Fills ServerSettings from the parsed file, field group by field group, and collects every fault.
class Reader {
 public:
  Reader(TextProto& text, const v1::ServerConfig& config, const std::string& path)
      : text_(text), config_(config), path_(path) {}

  ServerSettings Read() {
    ReadListen();
    ReadTls();
    ReadApplications();
    ReadFiles("policy_files", config_.policy_files(), settings_.policy_files);
    ReadFiles("table_files", config_.table_files(), settings_.table_files);
    ReadFiles("trusted_ca_files", config_.trusted_ca_files(), settings_.trusted_ca_files);
    for (const DurationRow& row : kDurations) ReadDuration(row);
    ReadLimits();
    ReadSwitches();
    return std::move(settings_);
  }

 private:
  void Fault(const std::string& field, int index, absl::string_view words) {
    text_.AddFault(nullptr, config_, field, index, words);
  }

  std::string Beside(const std::string& path) const { return ResolveBeside(path_, path); }

  void ReadListen() {
    settings_.listen = config_.listen();
    const std::string fault = FaultOfHostPort(settings_.listen, PortZero::kAllowed);
    if (settings_.listen.empty() || !fault.empty()) {
      Fault("listen", -1, absl::StrCat("listen: ", fault.empty() ? "required and missing" : fault));
    }
  }

  void ReadTls() {
    if (config_.tls().certificate_file().empty() || config_.tls().private_key_file().empty()) {
      Fault("tls", -1,
            "tls: certificate_file and private_key_file are needed; there is no plain mode");
      return;
    }
    settings_.tls.set_certificate_file(Beside(config_.tls().certificate_file()));
    settings_.tls.set_private_key_file(Beside(config_.tls().private_key_file()));
  }

  void ReadApplications() {
    if (config_.applications().empty())
      Fault("applications", 0, "applications: at least one is needed");
    std::set<std::string> names;
    for (int i = 0; i < config_.applications_size(); ++i) {
      const v1::ApplicationConfig& application = config_.applications(i);
      const Places* places = text_.Nested(nullptr, config_, "applications", i);
      const std::string fault = FaultOfApplicationName(application.name());
      if (application.name().empty() || !fault.empty()) {
        text_.AddFault(places, application, "name", -1,
                       absl::StrCat("name: ", fault.empty() ? "required and missing" : fault));
      } else if (!names.insert(application.name()).second) {
        text_.AddFault(places, application, "name", -1,
                       "name: an earlier application has it already");
      }
      settings_.applications.push_back(application);
    }
  }

  template <typename Paths>
  void ReadFiles(const std::string& field, const Paths& paths, std::vector<std::string>& target) {
    if (paths.empty()) Fault(field, 0, absl::StrCat(field, ": at least one file is needed"));
    for (int i = 0; i < paths.size(); ++i) {
      if (paths[i].empty()) Fault(field, i, absl::StrCat(field, ": an empty path"));
      target.push_back(Beside(paths[i]));
    }
  }

  void ReadDuration(const DurationRow& row) {
    if (!(config_.*row.has)()) return;
    const google::protobuf::Duration& written = (config_.*row.get)();
    const absl::Duration duration =
        absl::Seconds(written.seconds()) + absl::Nanoseconds(written.nanos());
    if (duration <= absl::ZeroDuration() || duration > kLongest) {
      Fault(row.field, -1,
            absl::StrCat(row.field, ": more than 0 and at most ten years is needed"));
    }
    settings_.*row.target = duration;
  }

  void ReadLimits() {
    const v1::Limits& limits = config_.limits();
    const Places* places = text_.Nested(nullptr, config_, "limits", -1);
    if (limits.document_bytes() > kMaxDocumentBytes) {
      text_.AddFault(places, limits, "document_bytes", -1,
                     "document_bytes: at most 1073741824 (1 GiB)");
    } else if (limits.document_bytes() != 0) {
      settings_.bounds.document_bytes = limits.document_bytes();
    }
    for (const LimitRow& row : kLimits) {
      const uint32_t value = (limits.*row.get)();
      if (value > row.most) {
        text_.AddFault(places, limits, row.field, -1,
                       absl::StrCat(row.field, ": at most ", row.most));
      }
      if (value != 0) settings_.bounds.*row.target = value;
    }
    if (limits.open_sessions() != 0) settings_.open_sessions = limits.open_sessions();
  }

  void ReadSwitches() {
    settings_.sha1_enabled = config_.sha1_enabled();
    settings_.reflection = config_.reflection();
    if (!config_.port_file().empty()) settings_.port_file = Beside(config_.port_file());
    if (v1::LogVerbosity_IsValid(config_.log())) {
      settings_.log = kLogLevels[config_.log()];
    } else {
      Fault("log", -1, "log: LOG_DEBUG, LOG_INFO, LOG_WARNING or LOG_ERROR is needed");
    }
  }

  TextProto& text_;
  const v1::ServerConfig& config_;
  const std::string& path_;
  ServerSettings settings_;
};

}  // namespace

absl::StatusOr<ServerSettings> ParseServerConfig(absl::string_view text, const std::string& path) {
  TextProto file;
  v1::ServerConfig config;
  if (!file.Parse(text, config)) return file.ToStatus(v1::MALFORMED_FILE, path);
  ServerSettings settings = Reader(file, config, path).Read();
  RETURN_IF_ERROR(file.ToStatus(v1::MALFORMED_FILE, path));
  return settings;
}

absl::StatusOr<ServerSettings> LoadServerConfig(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path, kMaxConfigBytes));
  return ParseServerConfig(text, path);
}

}  // namespace paraphe::server
