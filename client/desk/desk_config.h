// Where the desk's configuration is, and how the window changes it. It is the agent's
// (client/agent/agent_config.h): window, terminal agent and an editor write one and the same file.
#ifndef PARAPHE_CLIENT_DESK_DESK_CONFIG_H_
#define PARAPHE_CLIENT_DESK_DESK_CONFIG_H_

#include <string>
#include <vector>

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

// A file that a configuration names, to be written beside it.
struct NamedFile {
  std::string name;  // without a folder
  std::string bytes;
};

// What an administrator gives, before anything of it is written.
struct ImportedConfig {
  v1::AgentConfig config;
  std::vector<NamedFile> files;
};

// Reads the administrator's file `from` and the files that it names for its servers: certificates, the
// agent's own certificate and key, passwords of proxies. In the result they are named as they will be
// called beside the user's file. Paths of modules, PKCS#12 files and the PIN file become full ones.
// Nothing is written.
//
// Errors:
//   FILE_UNREADABLE  `from`, or a file that it names, cannot be read
//   MALFORMED_FILE   it is no configuration, names no server, or two files of one name
//   TOO_LARGE        it, or a file that it names, is longer than such a file can be
absl::StatusOr<ImportedConfig> ImportConfig(const std::string& from);

// `config` of the file `from` as it reads in another folder: with full paths.
v1::AgentConfig WithFullPaths(const std::string& from, v1::AgentConfig config);

// Writes `files` and then `config` to `path`, whose folder is made where there is none (mode 0700); all
// are their owner's only. The configuration is checked as the agent will read it before it replaces the
// old one, in one step; the old one is kept beside it as "agent.textproto.bak". Where it fails the old
// one stays as it is, and no file is left that was not there before. Comments of a file that people
// wrote are in the .bak only.
//
// Errors:
//   MALFORMED_FILE   the configuration is faulty; each fault is named
//   FILE_UNWRITABLE  a file or the folder cannot be written, or another file of a name is there
//   and those of LoadAgentConfig
absl::Status WriteConfig(const std::string& path, const v1::AgentConfig& config,
                         const std::vector<NamedFile>& files = {});

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_DESK_CONFIG_H_
