// All that a server is given: its configuration and every file that this names, read and judged together. What a start,
// a check (--check) and a reload have in common.
#ifndef PARAPHE_SERVER_GIVEN_H_
#define PARAPHE_SERVER_GIVEN_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "server/catalogue.h"
#include "server/channel_material.h"
#include "server/config.h"
#include "server/identity/password_rules.h"
#include "server/start_report.h"

namespace paraphe::server {

struct Given {
  ServerSettings settings;
  std::string config_sha256;  // hexadecimal; empty where no file was read
  std::shared_ptr<const Catalogue> catalogue;
  ChannelMaterial channel;
  std::vector<GivenFile> files;                 // without the configuration
  std::optional<PasswordRules> password_rules;  // where there are accounts
};

// Reads the configuration at `config` and what it names; nothing takes effect. Goes on behind a fault, so that all are
// told at once: each is a line of the message, "FILE:LINE:COL: words" where a file has lines.
// Errors: those of ReadServerConfig(), Catalogue::Load(), ReadChannelMaterial() and StoreKeyFile::Open().
//
// REQ: ADM-1
absl::StatusOr<Given> ReadGiven(const std::string& config);

// The same, where `settings` gets what the configuration says as far as it goes.
absl::StatusOr<Given> ReadGiven(const std::string& config, ServerSettings& settings);

// What only the place where it is started tells: whether the store, the heads of the audit log and the file of the ports
// can be written there, and the addresses be listened on. Changes nothing. A port that is in use is a warning: the server
// that this is to replace may use it.
// Errors:
//   FILE_UNWRITABLE  a folder does not exist, or must not be written
//   STORE_UNUSABLE   the file is no store, or a later version's
//   NOT_REACHABLE    an address is not this machine's, or its port may not be listened on
absl::Status CheckPlace(const ServerSettings& settings, std::vector<StartWarning>& warnings);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_GIVEN_H_
