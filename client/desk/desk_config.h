// Where the desk's configuration is, and how the window changes it. It is the agent's
// (client/agent/agent_config.h): window, terminal agent and an editor write one and the same file.
#ifndef PARAPHE_CLIENT_DESK_DESK_CONFIG_H_
#define PARAPHE_CLIENT_DESK_DESK_CONFIG_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "paraphe/v1/config.pb.h"

namespace paraphe::desk {

// The user's file, which the window writes; and the administrator's, which it only reads.
struct ConfigPlaces {
  std::string user;
  std::string administrator = "/etc/paraphe/agent.textproto";
};

// The user's file is $XDG_CONFIG_HOME/paraphe/agent.textproto, or ~/.config/paraphe/agent.textproto
// where that is unset or no full path (XDG Base Directory Specification); empty where there is no
// home either.
ConfigPlaces DefaultPlaces();

// The configuration in use: the user's file where there is one, else the administrator's, else empty.
// Whether it can be read is seen when it is loaded.
std::string FindConfig(const ConfigPlaces& places);

// What a file says, as it was written: paths are not resolved, nothing but the syntax is checked.
//
// Errors: as ReadConfigFile (common/config_file.h).
absl::StatusOr<v1::AgentConfig> ReadConfig(const std::string& path);

// Writes `config` to `path`, whose folder is made where there is none (mode 0700). The file is checked
// as the agent will read it before it replaces the old one, in one step; the old one is kept beside
// it as "agent.textproto.bak". Where it fails the old file stays as it is, and nothing is left behind.
// Comments of a file that people wrote are in the .bak only.
//
// Errors:
//   MALFORMED_FILE   the configuration is faulty; each fault is named
//   FILE_UNWRITABLE  the file or its folder cannot be written
//   and those of LoadAgentConfig
absl::Status WriteConfig(const std::string& path, const v1::AgentConfig& config);

// Takes the administrator's file `from` as the beginning of the user's file at `to`: the files that it
// names (certificates of servers, the agent's own certificate and key, passwords of proxies) are
// copied into the folder of `to`, and named as they are called there. Nothing is written to `to`
// itself. Where it fails, no file is left that was not there before.
//
// Errors:
//   FILE_UNREADABLE  `from`, or a file that it names, cannot be read
//   FILE_UNWRITABLE  a file cannot be copied, or another one of its name is there already
//   MALFORMED_FILE   it is no configuration, or names no server
//   TOO_LARGE        it, or a file that it names, is longer than such a file can be
absl::StatusOr<v1::AgentConfig> ImportConfig(const std::string& from, const std::string& to);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_DESK_CONFIG_H_
