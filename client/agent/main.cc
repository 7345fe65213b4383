// paraphe-agent --config FILE [--ticket LINK] [--unattended]
#include <cstdio>
#include <cstdlib>
#include <string>

#include "CLI/CLI.hpp"
#include <unistd.h>

#include "client/agent/agent_main.h"
#include "client/agent/waited_device.h"
#include "common/errors.h"
#include "common/grpc/tls.h"
#include "common/log.h"
#include "render/visible.h"

namespace {

using paraphe::agent::AgentArguments;

void AddOptions(CLI::App& app, AgentArguments& arguments) {
  app.add_option("--config", arguments.config_file, "Configuration (AgentConfig, protobuf text)")
      ->required();
  app.add_option("--ticket", arguments.ticket_link,
                 "Link from the application, paraphe://HOST:PORT/TICKET; asked for where left out");
  app.add_flag("--unattended", arguments.unattended,
               "Ask nobody; only where the signature policy allows it");
  app.add_option("--save", arguments.save_folder,
                 "With --unattended: folder for the signed document and the receipt, which replace "
                 "nothing there");
  app.set_version_flag("--version", std::string("paraphe-agent " PARAPHE_VERSION));
}

int Report(const absl::Status& status) {
  // A message may be a server's. REQ: PRES-6
  const absl::string_view message(status.message().data(), status.message().size());
  const std::string line = paraphe::VisibleLine(message, paraphe::Language::kEnglish);
  std::fprintf(stderr, "paraphe-agent: %s\n", line.c_str());
  return paraphe::ExitCodeOf(status);
}

}  // namespace

int main(int argc, char** argv) {
  paraphe::agent::ForbidDumps();
  paraphe::FixCipherSuites();
  // A failed handshake is an error that is told; gRPC's own words of it are for nobody here.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
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
  const paraphe::agent::AgentResult result = paraphe::agent::RunAgent(arguments);
  // A signer who sits at standard error was told in the same place, in words of their own.
  const bool reported = result.status.ok() || (result.told && isatty(STDERR_FILENO) == 1);
  const int code = reported ? paraphe::ExitCodeOf(result.status) : Report(result.status);
  if (paraphe::agent::WaitedDevice::AnyLeft()) std::_Exit(code);
  return code;
}
