#include "client/cli/caller_settings.h"

#include "common/config_file.h"
#include "common/status_macros.h"
#include "common/value_rules.h"

namespace paraphe::cli {
namespace {

CallerSettings ReadSettings(const v1::CallerConfig& config, TextFile& file) {
  CallerSettings settings;
  CheckServerAddress(config.server(), {{"server"}}, file);
  settings.server = config.server();
  if (config.has_deadline()) {
    settings.deadline = TakeDuration(config.deadline(), {{"deadline"}}, kMaxCallDeadline, file);
  }
  if (config.has_patience()) {
    settings.patience = TakeDuration(config.patience(), {{"patience"}}, kMaxDuration, file);
  }
  file.AddFaultUnlessEmpty({{"default_country"}},
                           FaultOfText(config.default_country(), kMaxPlaceCharacters));
  settings.default_country = config.default_country();
  return settings;
}

}  // namespace

absl::StatusOr<CallerSettings> LoadCallerConfig(const std::string& path) {
  v1::CallerConfig config;
  CallerSettings settings;
  RETURN_IF_ERROR(
      ReadConfigFile(path, config, [&](TextFile& file) { settings = ReadSettings(config, file); }));
  settings.file = path;
  return settings;
}

absl::StatusOr<std::unique_ptr<client::CallerClient>> OpenClient(const CallerSettings& settings) {
  client::CallerOptions options;
  options.deadline = settings.deadline;
  options.base_file = settings.file;
  return client::CallerClient::Create(settings.server, options);
}

}  // namespace paraphe::cli
