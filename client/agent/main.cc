// paraphe-agent --config FILE [--ticket LINK] [--unattended]
#include <cstdio>
#include <string>

#include "CLI/CLI.hpp"

#include "client/agent/agent_main.h"
#include "client/agent/terminal.h"
#include "common/errors.h"
#include "common/grpc/tls.h"
#include "common/log.h"

namespace {

using paraphe::agent::AgentArguments;

void AddOptions(CLI::App& app, AgentArguments& arguments) {
  app.add_option("--config", arguments.config_file, "Configuration (AgentConfig, protobuf text)")
      ->required();
  app.add_option("--ticket", arguments.ticket_link,
                 "Link from the application, paraphe://HOST:PORT/TICKET; asked for where left out");
  app.add_flag("--unattended", arguments.unattended,
               "Ask nobody; only where the signature policy allows it");
  app.set_version_flag("--version", std::string("paraphe-agent " PARAPHE_VERSION));
}

int Report(const absl::Status& status) {
  const std::string message(status.message());
  std::fprintf(stderr, "paraphe-agent: %s\n", paraphe::agent::MarkControls(message).c_str());
  return paraphe::ExitCodeOf(status);
}

}  // namespace

int main(int argc, char** argv) {
  paraphe::agent::ForbidDumps();
  paraphe::FixCipherSuites();
  paraphe::SetLogLevel(paraphe::LogLevel::kError);
  CLI::App app("Shows a document to its signer, asks, and has the card sign it.", "paraphe-agent");
  AgentArguments arguments;
  AddOptions(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    return Report(
        paraphe::MakeError(paraphe::v1::USAGE, std::string(error.what()) + "; see --help"));
  }
  const absl::Status status = paraphe::agent::RunAgent(arguments);
  return status.ok() ? 0 : Report(status);
}
