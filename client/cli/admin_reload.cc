// REQ: ADM-1
#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/admin_commands.h"
#include "client/cli/output.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

absl::Status Reload(client::AdminClient& server, bool check_only, bool json) {
  v1::ReloadRequest request;
  request.set_check_only(check_only);
  ASSIGN_OR_RETURN(const v1::ReloadResponse response, server.Reload(request));
  if (json) {
    return PrintJson({{"in_force", !check_only},
                      {"changes", response.changes()},
                      {"warnings", response.warnings()}});
  }
  for (const std::string& warning : response.warnings()) {
    Note(absl::StrCat("warning: ", ForTerminal(warning)));
  }
  std::string text;
  for (const std::string& change : response.changes()) {
    absl::StrAppend(&text, ForTerminal(change), "\n");
  }
  if (text.empty()) text = "nothing changed\n";
  return Print(text);
}

}  // namespace

void AddAdminReload(CLI::App& admin, Outcome* outcome) {
  const auto check = std::make_shared<bool>(false);
  CLI::App* const command = AddAdminWork(
      admin, "reload",
      "Have policies, tables, applications, identities and TLS certificate read again", outcome,
      [=](client::AdminClient& server) { return Reload(server, *check, outcome->json); });
  command->add_flag("--check", *check, "only say what would change");
  command->footer(
      "All takes effect, or nothing: exit code 3 where the server found a fault, which it names. "
      "Each line\nis one change: + added, - removed, ~ another. Open sessions keep what they began "
      "with.\n\n"
      "  paraphe admin reload --config deploy/examples/paraphe-admin.textproto");
}

}  // namespace paraphe::cli
