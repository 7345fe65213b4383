#include "client/agent/agent_config.h"

#include "common/config_file.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "common/value_rules.h"
#include "document/bounds.h"

namespace paraphe::agent {
namespace {

void CheckServers(const v1::AgentConfig& config, TextFile& file) {
  if (config.servers().empty()) file.AddFault({{"servers"}}, "name at least one");
  for (int i = 0; i < config.servers_size(); ++i) {
    CheckServerAddress(config.servers(i), {{"servers", i}}, file);
  }
}

void CheckTablePins(const v1::AgentConfig& config, TextFile& file) {
  for (int i = 0; i < config.table_pins_size(); ++i) {
    const v1::TablePin& pin = config.table_pins(i);
    file.AddFaultIfEmpty({{"table_pins", i}, {"application"}}, pin.application());
    if (pin.application() != "*") {
      file.AddFaultUnlessEmpty({{"table_pins", i}, {"application"}},
                               FaultOfApplicationName(pin.application()));
    }
    if (pin.table_sha256().empty()) {
      file.AddFault({{"table_pins", i}, {"table_sha256"}}, "name at least one SHA-256 digest");
    }
    for (int j = 0; j < pin.table_sha256_size(); ++j) {
      const FieldPath path = {{"table_pins", i}, {"table_sha256", j}};
      file.AddFaultIfEmpty(path, pin.table_sha256(j));
      file.AddFaultUnlessEmpty(path, FaultOfSha256Hex(pin.table_sha256(j)));
    }
  }
}

void CheckDeviceAndLanguage(const v1::AgentConfig& config, TextFile& file) {
  if (config.device().empty()) file.AddFault({{"device"}}, "name at least one");
  for (int i = 0; i < config.device_size(); ++i) {
    file.AddFaultIfEmpty({{"device", i}, {"module"}}, config.device(i).module());
  }
  file.AddFaultUnlessEmpty({{"language"}}, FaultOfLanguage(config.language()));
}

void CheckValues(const v1::AgentConfig& config, TextFile& file) {
  CheckDeviceAndLanguage(config, file);
  file.AddFaultUnlessEmpty({{"certificate_sha256"}}, FaultOfSha256Hex(config.certificate_sha256()));
  if (file.IsWritten({{"sha1_refused"}})) {
    file.AddFault({{"sha1_refused"}},
                  "SHA-1 is refused unless sha1_allowed: true is written in its place");
  }
  if (!config.browser().empty() && config.browser().front() != '/') {
    file.AddFault({{"browser"}}, "the full path of a program, without arguments");
  }
}

AgentSettings ReadSettings(const v1::AgentConfig& config, TextFile& file) {
  CheckServers(config, file);
  CheckTablePins(config, file);
  CheckValues(config, file);
  AgentSettings settings;
  settings.language = LanguageOf(config.language());
  if (config.has_deadline()) {
    settings.deadline = TakeDuration(config.deadline(), {{"deadline"}}, kMaxCallDeadline, file);
  }
  if (config.has_clock_tolerance()) {
    settings.clock_tolerance =
        TakeDuration(config.clock_tolerance(), {{"clock_tolerance"}}, kMaxClockTolerance, file);
  }
  settings.bounds = xml::TakeLimits(config.limits(), file);
  return settings;
}

void ResolveModules(const std::string& path, v1::AgentConfig& config) {
  for (v1::DeviceConfig& device : *config.mutable_device()) {
    device.set_module(ResolveBeside(path, device.module()));
  }
}

// The one form in which digests are compared.
void TakeDigests(v1::AgentConfig& config) {
  const auto take = [](std::string& digest) { digest = ReadSha256Hex(digest).value_or(""); };
  take(*config.mutable_certificate_sha256());
  for (v1::TablePin& pin : *config.mutable_table_pins()) {
    for (std::string& digest : *pin.mutable_table_sha256()) take(digest);
  }
}

}  // namespace

absl::StatusOr<AgentSettings> LoadAgentConfig(const std::string& path) {
  v1::AgentConfig config;
  AgentSettings settings;
  RETURN_IF_ERROR(
      ReadConfigFile(path, config, [&](TextFile& file) { settings = ReadSettings(config, file); }));
  TakeDigests(config);
  ResolveModules(path, config);
  if (!config.pin_file().empty()) config.set_pin_file(ResolveBeside(path, config.pin_file()));
  settings.config = std::move(config);
  return settings;
}

absl::StatusOr<AgentPlace> LoadAgentPlace(const std::string& path) {
  AgentPlace place;
  ASSIGN_OR_RETURN(place.settings, LoadAgentConfig(path));
  place.config_file = path;
  return place;
}

absl::StatusOr<DeviceSettings> LoadDeviceConfig(const std::string& path) {
  v1::AgentConfig config;
  RETURN_IF_ERROR(
      ReadConfigFile(path, config, [&](TextFile& file) { CheckDeviceAndLanguage(config, file); }));
  ResolveModules(path, config);
  return DeviceSettings{config.device(0), LanguageOf(config.language())};
}

}  // namespace paraphe::agent
