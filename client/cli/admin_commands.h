// `paraphe admin …`, over AdminService: one small file a command.
#ifndef PARAPHE_CLIENT_CLI_ADMIN_COMMANDS_H_
#define PARAPHE_CLIENT_CLI_ADMIN_COMMANDS_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"

#include "client/cli/commands.h"
#include "client/sdk/admin_client.h"

namespace paraphe::cli {

// What one does once the server can be asked.
using AdminWork = std::function<absl::Status(client::AdminClient& server)>;

// A subcommand of `admin` with --config and --json, which does `work` with the server of that configuration. The
// configuration's identity is the administrator's certificate.
CLI::App* AddAdminWork(CLI::App& admin, const std::string& name, const std::string& help,
                       Outcome* outcome, AdminWork work);

void AddAdminReload(CLI::App& admin, Outcome* outcome);
void AddAdminInventory(CLI::App& admin, Outcome* outcome);
void AddAdminIntegrity(CLI::App& admin, Outcome* outcome);
void AddAdminSessions(CLI::App& admin, Outcome* outcome);
void AddAdminAudit(CLI::App& admin, Outcome* outcome);
void AddAdminAccount(CLI::App& admin, Outcome* outcome);

}  // namespace paraphe::cli

#endif  // PARAPHE_CLIENT_CLI_ADMIN_COMMANDS_H_
