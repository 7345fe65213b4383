// paraphe-agent --config FILE [--ticket LINK] [--unattended [--save PATH]...]
// paraphe-agent --config FILE --inbox [--user NAME] [--server HOST:PORT]
// paraphe-agent --config FILE --list [--json]
#include <cstdio>
#include <string>

#include "CLI/CLI.hpp"
#include <unistd.h>

#include "client/agent/agent_main.h"
#include "client/agent/reader_report.h"
#include "client/agent/session_parts.h"
#include "common/errors.h"
#include "common/version_flag.h"
#include "render/visible.h"

namespace {

using paraphe::agent::AgentArguments;

struct Listing {
  bool wanted = false;
  bool json = false;
};

void AddOptions(CLI::App& app, AgentArguments& arguments, Listing& listing) {
  app.add_option("--config", arguments.config_file, "Configuration (AgentConfig, protobuf text)")
      ->required();
  CLI::Option* ticket = app.add_option(
      "--ticket", arguments.ticket_link,
      "Link from the application, paraphe://HOST:PORT/TICKET; asked for where left out");
  CLI::Option* unattended = app.add_flag("--unattended", arguments.unattended,
                                         "Ask nobody; only where the signature policy allows it");
  app.add_option("--save", arguments.save,
                 "With --unattended: the folder for the signed document and its receipt, or a file "
                 "name that ends in .json for the receipt alone; may be repeated")
      ->needs(unattended)
      ->allow_extra_args(false);
  CLI::Option* inbox = app.add_flag(
      "--inbox", arguments.inbox,
      "Log in with user name and password, and sign the documents that wait for you, one after the "
      "other");
  inbox->excludes(ticket)->excludes(unattended);
  app.add_option("--user", arguments.user_name,
                 "With --inbox: the user name; asked for where left out")
      ->needs(inbox);
  app.add_option(
         "--server", arguments.server,
         "With --inbox: HOST:PORT of a server of the configuration; asked for where left out "
         "and there are several")
      ->needs(inbox);
  app.add_flag("--list", listing.wanted,
               "Print readers, cards, certificates and their digests, and sign nothing; of the "
               "configuration only device and language are needed")
      ->excludes(ticket)
      ->excludes(inbox)
      ->excludes(unattended);
  app.add_flag("--json", listing.json, "The list as JSON")->needs("--list");
  paraphe::AddVersionFlags(app, "paraphe-agent");
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
  paraphe::agent::PrepareProcess();
  CLI::App app("Shows a document to its signer, asks, and has the card sign it.", "paraphe-agent");
  AgentArguments arguments;
  Listing listing;
  AddOptions(app, arguments, listing);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help, --version
    return Report(
        paraphe::MakeError(paraphe::v1::USAGE, std::string(error.what()) + "; see --help"));
  }
  if (listing.wanted) {
    const absl::Status listed = paraphe::agent::PrintReaders(arguments.config_file, listing.json);
    return listed.ok() ? 0 : Report(listed);
  }
  const paraphe::agent::AgentResult result =
      arguments.inbox ? paraphe::agent::RunInbox(arguments) : paraphe::agent::RunAgent(arguments);
  // A signer who sits at standard error was told in the same place, in words of their own.
  const bool reported = result.status.ok() || (result.told && isatty(STDERR_FILENO) == 1);
  return reported ? paraphe::ExitCodeOf(result.status) : Report(result.status);
}
