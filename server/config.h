// paraphed's configuration: one file in protobuf text format (ServerConfig in
// proto/paraphe/v1/config.proto), read once at start, checked whole, defaults filled in.
#ifndef PARAPHE_SERVER_CONFIG_H_
#define PARAPHE_SERVER_CONFIG_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "common/log.h"
#include "document/scanner.h"
#include "paraphe/v1/config.pb.h"
#include "server/identity/account_settings.h"
#include "server/store/session_store.h"

namespace paraphe::server {

// What a client certificate is known by, one of two, and whose it is, one of two; the others are empty.
struct IdentitySetting {
  std::string spki_sha256;       // raw
  std::string alternative_name;  // as NormalAlternativeName gives it
  std::string application;
  std::string administrator;
};

// What the file says, with paths resolved beside it and every default in its place. Immutable once
// loaded.
struct ServerSettings {
  // HOST:PORT each; for everybody, for callers and administrators, for signers. At least one in all.
  std::vector<std::string> listen;
  std::vector<std::string> callers_listen;
  std::vector<std::string> signers_listen;
  v1::TlsIdentity tls;
  std::vector<v1::ApplicationConfig> applications;  // at least one; names differ
  std::vector<std::string> administrators;          // names, which differ
  std::vector<IdentitySetting> identities;          // of both
  std::vector<std::string> client_ca_files;
  std::vector<std::string> revoked_sha256;  // raw; of certificates or of their keys
  std::vector<std::string> policy_files;    // files and folders
  std::vector<std::string> table_files;     // files and folders
  std::vector<std::string> trusted_ca_files;
  bool sha1_enabled = false;

  absl::Duration session_lifetime = absl::Hours(24);
  absl::Duration consent_lifetime = absl::Minutes(10);
  absl::Duration signing_lifetime = absl::Hours(1);
  absl::Duration unclaimed_retention = absl::Hours(90 * 24);
  absl::Duration retention = absl::Hours(7 * 24);
  absl::Duration shutdown_grace = absl::Seconds(10);
  absl::Duration deaf_after = absl::Minutes(1);

  xml::Bounds bounds;
  StoreBounds store_bounds;
  // Where sessions last, one of both; neither: they are kept in memory, and there is no audit log.
  std::string sqlite_path;
  std::string conninfo;  // of PostgreSQL; may hold a password
  uint32_t store_connections = 8;
  std::string store_key_file;  // empty for none
  std::string audit_heads_file;
  absl::Duration audit_interval = absl::Minutes(10);
  uint32_t connections = 4096;
  uint64_t arriving_bytes = uint64_t{1} << 30;

  std::optional<AccountSettings> accounts;  // its paths resolved, too

  bool reflection = false;
  LogLevel log = LogLevel::kInfo;
  std::string port_file;  // empty for none
};

// Fills `settings` as far as the file goes, so that what it names can be judged, too, where it has faults. Errors: as
// ReadConfigFile (common/config_file.h).
absl::Status ReadServerConfig(const std::string& path, ServerSettings& settings);

// The same, for who wants all or nothing. No file that the configuration names is opened.
absl::StatusOr<ServerSettings> LoadServerConfig(const std::string& path);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_CONFIG_H_
