#include "server/config.h"

#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "common/config_file.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
#include "document/bounds.h"
#include "server/config_identities.h"

namespace paraphe::server {
namespace {

constexpr uint64_t kMaxOpenSessions = 1000000;
constexpr uint64_t kMaxNewSessions = 1000000;
constexpr uint64_t kMaxSessionBytes = uint64_t{1} << 40;
constexpr uint64_t kMaxSessions = 100'000'000;
constexpr uint32_t kMaxConnections = 1000000;
constexpr absl::Duration kLeastDeafAfter = absl::Seconds(2);
constexpr uint64_t kMaxArrivingBytes = uint64_t{1} << 40;
constexpr char kDefaultSqlitePath[] = "paraphed.db";
constexpr char kDefaultHeadsFile[] = "paraphed.heads";  // of a store that is no file
constexpr uint32_t kMaxStoreConnections = 1000;

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
    {"deaf_after", &v1::ServerConfig::has_deaf_after, &v1::ServerConfig::deaf_after,
     &ServerSettings::deaf_after},
};

// Indexed by LogVerbosity.
constexpr LogLevel kLogLevels[] = {LogLevel::kInfo, LogLevel::kDebug, LogLevel::kInfo,
                                   LogLevel::kWarning, LogLevel::kError};

// Fills ServerSettings from the parsed file, field group by field group, and adds every fault.
class Reader {
 public:
  Reader(TextFile& file, const v1::ServerConfig& config, const std::string& path)
      : file_(file), config_(config), path_(path) {}

  ServerSettings Read() {
    ReadListen();
    ReadTls();
    ReadApplications();
    ReadIdentities(config_, path_, file_, settings_);
    ReadFiles("policy_files", config_.policy_files(), settings_.policy_files);
    ReadFiles("table_files", config_.table_files(), settings_.table_files);
    ReadFiles("trusted_ca_files", config_.trusted_ca_files(), settings_.trusted_ca_files);
    for (const DurationRow& row : kDurations) ReadDuration(row);
    CheckDeafness();
    ReadLimits();
    ReadStore();
    ReadAccounts();
    ReadSwitches();
    return std::move(settings_);
  }

 private:
  std::string Beside(const std::string& path) const { return ResolveBeside(path_, path); }

  void ReadListen() {
    TakeAddresses("listen", config_.listen(), settings_.listen);
    TakeAddresses("callers_listen", config_.callers_listen(), settings_.callers_listen);
    TakeAddresses("signers_listen", config_.signers_listen(), settings_.signers_listen);
    if (addresses_.empty()) {
      file_.AddFault({{"listen"}}, "is missing, and callers_listen and signers_listen too");
    }
  }

  // Any free port may be asked for several times.
  template <typename Addresses>
  void TakeAddresses(const std::string& field, const Addresses& given,
                     std::vector<std::string>& target) {
    for (int i = 0; i < given.size(); ++i) {
      const FieldPath path = {{field, i}};
      file_.AddFaultIfEmpty(path, given[i]);
      file_.AddFaultUnlessEmpty(path, FaultOfHostPort(given[i], PortZero::kAllowed));
      if (!addresses_.insert(given[i]).second && !absl::EndsWith(given[i], ":0")) {
        file_.AddFault(path, "is listened on already");
      }
      target.push_back(given[i]);
    }
  }

  void ReadTls() {
    if (config_.tls().certificate_file().empty() || config_.tls().private_key_file().empty()) {
      file_.AddFault({{"tls"}},
                     "certificate_file and private_key_file are needed; there is no plain mode");
      return;
    }
    settings_.tls.set_certificate_file(Beside(config_.tls().certificate_file()));
    settings_.tls.set_private_key_file(Beside(config_.tls().private_key_file()));
  }

  void ReadApplications() {
    if (config_.applications().empty()) file_.AddFault({{"applications"}}, "name at least one");
    std::set<std::string> names;
    for (int i = 0; i < config_.applications_size(); ++i) {
      const std::string& name = config_.applications(i).name();
      const FieldPath path = {{"applications", i}, {"name"}};
      file_.AddFaultIfEmpty(path, name);
      file_.AddFaultUnlessEmpty(path, FaultOfApplicationName(name));
      if (!names.insert(name).second) file_.AddFault(path, "an earlier application has it already");
      file_.AddFaultUnlessEmpty(
          {{"applications", i}, {"description"}},
          FaultOfText(config_.applications(i).description(), kMaxApplicationDescriptionCharacters));
      settings_.applications.push_back(config_.applications(i));
    }
  }

  template <typename Paths>
  void ReadFiles(const std::string& field, const Paths& paths, std::vector<std::string>& target) {
    if (paths.empty()) file_.AddFault({{field}}, "name at least one file");
    for (int i = 0; i < paths.size(); ++i) {
      file_.AddFaultIfEmpty({{field, i}}, paths[i]);
      target.push_back(Beside(paths[i]));
    }
  }

  void ReadDuration(const DurationRow& row) {
    if (!(config_.*row.has)()) return;
    settings_.*row.target = TakeDuration((config_.*row.get)(), {{row.field}}, kMaxDuration, file_);
  }

  // A server that is merely slow must not be taken for deaf.
  void CheckDeafness() {
    if (settings_.deaf_after >= kLeastDeafAfter) return;
    file_.AddFault({{"deaf_after"}}, "at least 2 seconds");
  }

  void ReadLimits() {
    settings_.bounds = xml::TakeLimits(config_.limits(), file_);
    ReadStoreBounds();
    TakeNumber("connections", config_.connections(), kMaxConnections, settings_.connections);
    TakeNumber("arriving_bytes", config_.arriving_bytes(), kMaxArrivingBytes,
               settings_.arriving_bytes);
  }

  // An application may take half of what all may.
  void ReadStoreBounds() {
    const v1::Limits& limits = config_.limits();
    StoreBounds& bounds = settings_.store_bounds;
    TakeLimit("session_bytes", limits.session_bytes(), kMaxSessionBytes, bounds.bytes);
    TakePart("application_session_bytes", limits.application_session_bytes(), bounds.bytes,
             bounds.application_bytes);
    TakeLimit("sessions", limits.sessions(), kMaxSessions, bounds.sessions);
    TakePart("application_sessions", limits.application_sessions(), bounds.sessions,
             bounds.application_sessions);
    TakeLimit("open_sessions", limits.open_sessions(), kMaxOpenSessions, bounds.open_sessions);
    TakePart("application_open_sessions", limits.application_open_sessions(), bounds.open_sessions,
             bounds.application_open_sessions);
    TakeLimit("new_sessions_per_minute", limits.new_sessions_per_minute(), kMaxNewSessions,
              bounds.new_sessions_per_minute);
    TakePart("application_new_sessions_per_minute", limits.application_new_sessions_per_minute(),
             bounds.new_sessions_per_minute, bounds.application_new_sessions_per_minute);
  }

  // Of 1 at least: nobody asks for an application that may do nothing.
  void TakePart(const char* field, uint64_t given, uint64_t whole, uint64_t& target) {
    target = (whole + 1) / 2;
    TakeLimit(field, given, whole, target);
  }

  void TakeLimit(const char* field, uint64_t given, uint64_t most, uint64_t& target) {
    if (given > most) file_.AddFault({{"limits"}, {field}}, absl::StrCat("at most ", most));
    if (given != 0) target = given;
  }

  // 0 stands for the default.
  template <typename Number>
  void TakeNumber(const char* field, Number given, Number most, Number& target) {
    if (given > most) file_.AddFault({{field}}, absl::StrCat("at most ", most));
    if (given != 0) target = given;
  }

  void ReadStore() {
    if (config_.store().has_memory()) {
      if (!config_.store_key_file().empty()) {
        file_.AddFault({{"store_key_file"}}, "store { memory {} } keeps nothing to encrypt");
      }
      return;
    }
    if (!config_.store_key_file().empty()) {
      settings_.store_key_file = Beside(config_.store_key_file());
    }
    std::string heads_file;
    if (config_.store().has_postgresql()) {
      ReadPostgresql(config_.store().postgresql());
      heads_file = Beside(kDefaultHeadsFile);
    } else {
      const std::string& path = config_.store().sqlite().path();
      settings_.sqlite_path = Beside(path.empty() ? kDefaultSqlitePath : path);
      heads_file = settings_.sqlite_path + ".heads";
    }
    const v1::AuditConfig& audit = config_.audit();
    settings_.audit_heads_file =
        audit.heads_file().empty() ? heads_file : Beside(audit.heads_file());
    if (audit.has_interval()) {
      settings_.audit_interval =
          TakeDuration(audit.interval(), {{"audit"}, {"interval"}}, kMaxDuration, file_);
    }
  }

  void ReadPostgresql(const v1::StoreConfig::Postgresql& postgresql) {
    if (postgresql.conninfo().empty()) {
      file_.AddFault({{"store"}, {"postgresql"}, {"conninfo"}}, "is missing");
    }
    if (postgresql.connections() > kMaxStoreConnections) {
      file_.AddFault({{"store"}, {"postgresql"}, {"connections"}},
                     absl::StrCat("at most ", kMaxStoreConnections));
    }
    settings_.conninfo = postgresql.conninfo();
    if (postgresql.connections() != 0) settings_.store_connections = postgresql.connections();
  }

  void ReadAccounts() {
    if (!config_.has_accounts()) return;
    settings_.accounts = TakeAccounts(config_.accounts(), file_);
    std::string& refused = settings_.accounts->refused_passwords_file;
    if (!refused.empty()) refused = Beside(refused);
  }

  void ReadSwitches() {
    settings_.sha1_enabled = config_.sha1_enabled();
    settings_.reflection = config_.reflection();
    if (!config_.port_file().empty()) settings_.port_file = Beside(config_.port_file());
    if (v1::LogVerbosity_IsValid(config_.log())) {
      settings_.log = kLogLevels[config_.log()];
    } else {
      file_.AddFault({{"log"}}, "LOG_DEBUG, LOG_INFO, LOG_WARNING or LOG_ERROR is needed");
    }
  }

  TextFile& file_;
  const v1::ServerConfig& config_;
  const std::string& path_;
  ServerSettings settings_;
  std::set<std::string> addresses_;
};

}  // namespace

absl::Status ReadServerConfig(const std::string& path, ServerSettings& settings) {
  v1::ServerConfig config;
  return ReadConfigFile(path, config,
                        [&](TextFile& file) { settings = Reader(file, config, path).Read(); });
}

absl::StatusOr<ServerSettings> LoadServerConfig(const std::string& path) {
  ServerSettings settings;
  RETURN_IF_ERROR(ReadServerConfig(path, settings));
  return settings;
}

}  // namespace paraphe::server
