// The configuration file of `paraphe` (CallerConfig in proto/paraphe/v1/config.proto), checked,
// defaults filled in.
#ifndef PARAPHE_CLIENT_CLI_CALLER_SETTINGS_H_
#define PARAPHE_CLIENT_CLI_CALLER_SETTINGS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "client/sdk/caller_client.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::cli {

struct CallerSettings {
  std::string file;  // what the server's file names are relative to
  v1::ServerAddress server;
  absl::Duration deadline = absl::Seconds(30);
  absl::Duration patience = absl::Hours(1);
  std::string default_country;
};

// Errors: as ReadConfigFile (common/config_file.h).
absl::StatusOr<CallerSettings> LoadCallerConfig(const std::string& path);

// A client for the server that the settings name.
absl::StatusOr<std::unique_ptr<client::CallerClient>> OpenClient(const CallerSettings& settings);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_CALLER_SETTINGS_H_
