// REQ: ROLE-1
#include <utility>

#include "CLI/CLI.hpp"

#include "client/cli/admin_commands.h"
#include "client/cli/caller_settings.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

absl::Status Ask(const std::string& config, const AdminWork& work) {
  ASSIGN_OR_RETURN(const CallerSettings settings, LoadCallerConfig(config));
  ASSIGN_OR_RETURN(const std::unique_ptr<client::AdminClient> server,
                   client::AdminClient::Open(settings.server, settings.file, settings.deadline));
  return work(*server);
}

}  // namespace

CLI::App* AddAdminWork(CLI::App& admin, const std::string& name, const std::string& help,
                       Outcome* outcome, AdminWork work) {
  CLI::App* const command = admin.add_subcommand(name, help);
  const auto config = std::make_shared<std::string>();
  command
      ->add_option("--config", *config,
                   "the administrator's configuration (CallerConfig), with server.identity")
      ->required();
  command->add_flag("--json", outcome->json, "the answer as JSON");
  command->callback([=, work = std::move(work)] { outcome->status = Ask(*config, work); });
  return command;
}

void AddAdminCommand(CLI::App& app, Outcome* outcome) {
  CLI::App* const admin = app.add_subcommand(
      "admin", "Administer a server: what is in force, how sessions stand, its audit log");
  admin->require_subcommand(1);
  admin->footer(
      "The server knows an administrator by the client certificate (administrators in its "
      "configuration).\nNone sees a document, and none may sign.\n\n"
      "  paraphe admin reload --config deploy/examples/paraphe-admin.textproto --check");
  AddAdminReload(*admin, outcome);
  AddAdminInventory(*admin, outcome);
  AddAdminIntegrity(*admin, outcome);
  AddAdminSessions(*admin, outcome);
  AddAdminAudit(*admin, outcome);
  AddAdminAccount(*admin, outcome);
}

}  // namespace paraphe::cli
