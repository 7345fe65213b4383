// What watch, finalize and abort have in common: which server, which session.
#ifndef PARAPHE_CLIENT_CLI_SESSION_OPTIONS_H_
#define PARAPHE_CLIENT_CLI_SESSION_OPTIONS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "client/cli/caller_settings.h"
#include "client/sdk/caller_client.h"

namespace CLI {
class App;
}  // namespace CLI

namespace paraphe::cli {

struct SessionOptions {
  std::string config;
  std::string state;    // either this,
  std::string session;  // or these two
  std::string token_file;
};

// Adds --config, --state, --session and --token-file.
void AddSessionOptions(CLI::App& command, SessionOptions* options);

// A session at hand: the client to its server, its key, and the settings.
struct OpenSession {
  CallerSettings settings;
  std::unique_ptr<client::CallerClient> client;
  client::SessionKey key;
};

// Errors:
//   USAGE  the options name no session, or two
//   and those of LoadCallerConfig, LoadSession and ReadTokenFile
absl::StatusOr<OpenSession> OpenSessionFrom(const SessionOptions& options);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_SESSION_OPTIONS_H_
