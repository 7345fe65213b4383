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

// A module or a PKCS#12 file, and a token only of a module. REQ: DEV-2
void CheckDevice(const v1::DeviceConfig& device, int i, TextFile& file) {
  if (device.module().empty() && device.pkcs12().empty()) {
    file.AddFault({{"device", i}},
                  "name its `module`, the path of a PKCS#11 module, or `pkcs12`, that of a file");
  } else if (!device.module().empty() && !device.pkcs12().empty()) {
    file.AddFault({{"device", i}, {"pkcs12"}},
                  "a device is a module or a PKCS#12 file; write two devices for both");
  } else if (device.module().empty() && device.token_case() != v1::DeviceConfig::TOKEN_NOT_SET) {
    file.AddFault({{"device", i}}, "a serial or label names a token of a module; a file has none");
  }
}

void CheckDevicesAndLanguage(const v1::AgentConfig& config, TextFile& file) {
  for (int i = 0; i < config.device_size(); ++i) CheckDevice(config.device(i), i, file);
  file.AddFaultUnlessEmpty({{"language"}}, FaultOfLanguage(config.language()));
}

void CheckValues(const v1::AgentConfig& config, TextFile& file) {
  if (config.device().empty()) {
    file.AddFault({{"device"}}, "name at least one, by its `module` or its `pkcs12` file");
  }
  CheckDevicesAndLanguage(config, file);
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

void ResolveDevices(const std::string& path, v1::AgentConfig& config) {
  for (v1::DeviceConfig& device : *config.mutable_device()) {
    if (!device.module().empty()) device.set_module(ResolveBeside(path, device.module()));
    if (!device.pkcs12().empty()) device.set_pkcs12(ResolveBeside(path, device.pkcs12()));
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
  ResolveDevices(path, config);
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
      ReadConfigFile(path, config, [&](TextFile& file) { CheckDevicesAndLanguage(config, file); }));
  ResolveDevices(path, config);
  return DeviceSettings{{config.device().begin(), config.device().end()},
                        LanguageOf(config.language())};
}

}  // namespace paraphe::agent
