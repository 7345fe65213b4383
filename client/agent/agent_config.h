// The agent's configuration (AgentConfig in proto/paraphe/v1/config.proto), read and checked.
#ifndef PARAPHE_CLIENT_AGENT_AGENT_CONFIG_H_
#define PARAPHE_CLIENT_AGENT_AGENT_CONFIG_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "common/bilingual.h"
#include "document/scanner.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::agent {

// AgentConfig.clock_tolerance: where it is unset, and at most.
inline constexpr absl::Duration kClockTolerance = absl::Minutes(5);
inline constexpr absl::Duration kMaxClockTolerance = absl::Hours(24);

// What the file says, defaults filled in.
struct AgentSettings {
  // As it was written, but the paths of devices and of the PIN file are resolved beside the file,
  // and digests are 64 hexadecimal digits in lower case. The paths of servers are as written:
  // OpenChannel resolves them.
  v1::AgentConfig config;
  Language language = Language::kFrench;
  absl::Duration deadline = absl::Seconds(30);
  absl::Duration clock_tolerance = kClockTolerance;
  xml::Bounds bounds;  // of documents that are shown
};

// Errors: as ReadConfigFile (common/config_file.h).
absl::StatusOr<AgentSettings> LoadAgentConfig(const std::string& path);

// A configuration and the file that it was read from, beside which its paths are.
struct AgentPlace {
  AgentSettings settings;
  std::string config_file;
};

// The errors are those of LoadAgentConfig.
absl::StatusOr<AgentPlace> LoadAgentPlace(const std::string& path);

// What looking at the device needs, of a configuration that may lack the rest.
struct DeviceSettings {
  std::vector<v1::DeviceConfig> devices;  // in order, their paths resolved; may be none
  Language language = Language::kFrench;
};

// A file that names no device is taken, for who looks for what to write into it. Errors: as ReadConfigFile.
absl::StatusOr<DeviceSettings> LoadDeviceConfig(const std::string& path);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_AGENT_CONFIG_H_
