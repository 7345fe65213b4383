#include "client/cli/session_options.h"

#include "CLI/CLI.hpp"

#include "client/cli/session_file.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

absl::StatusOr<client::SessionKey> KeyFrom(const SessionOptions& options,
                                           const CallerSettings& settings) {
  const bool by_state = !options.state.empty();
  const bool by_name = !options.session.empty() && !options.token_file.empty();
  if (by_state == by_name) {
    return MakeError(v1::USAGE,
                     "which session? give --state FILE, or --session ID with --token-file FILE");
  }
  if (by_state) return LoadSession(options.state, settings);
  ASSIGN_OR_RETURN(std::string token, ReadTokenFile(options.token_file));
  return client::SessionKey{options.session, std::move(token)};
}

}  // namespace

void AddSessionOptions(CLI::App& command, SessionOptions* options) {
  command.add_option("--config", options->config, "the caller's configuration")->required();
  command.add_option("--state", options->state, "the session, as `prepare --state` wrote it");
  command.add_option("--session", options->session, "or its id, as `prepare` printed it,");
  command.add_option("--token-file", options->token_file,
                     "with a file that holds its caller_token (never on the command line)");
}

absl::StatusOr<OpenSession> OpenSessionFrom(const SessionOptions& options) {
  OpenSession open;
  ASSIGN_OR_RETURN(open.settings, LoadCallerConfig(options.config));
  ASSIGN_OR_RETURN(open.key, KeyFrom(options, open.settings));
  ASSIGN_OR_RETURN(open.client, OpenClient(open.settings));
  return open;
}

}  // namespace paraphe::cli
