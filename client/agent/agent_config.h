// The agent's configuration file (AgentConfig of config.proto), read and checked.
#ifndef PARAPHE_CLIENT_AGENT_AGENT_CONFIG_H_
#define PARAPHE_CLIENT_AGENT_AGENT_CONFIG_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "common/bilingual.h"
#include "document/scanner.h"
#include "paraphe/v1/config.pb.h"

namespace paraphe::agent {

// Reads the file at `path`. FILE_UNREADABLE; MALFORMED_FILE with every fault as FILE:LINE:COL.
// Paths in it are made relative to the file's folder, those of servers aside (OpenChannel does
// that).
absl::StatusOr<v1::AgentConfig> ReadAgentConfig(const std::string& path);

// What the configuration says, with the defaults of config.proto.
Language LanguageOf(const v1::AgentConfig& config);
absl::Duration DeadlineOf(const v1::AgentConfig& config);
xml::Bounds BoundsOf(const v1::AgentConfig& config);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_AGENT_CONFIG_H_
