// REQ: CHN-4
#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/admin_commands.h"
#include "client/cli/output.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

// An initial password goes to standard output alone, once.
absl::Status PrintPassword(const std::string& name, const std::string& password, bool json) {
  if (json) return PrintJson({{"user_name", name}, {"initial_password", password}});
  return Print(absl::StrCat("initial password of ", name, ": ", ForTerminal(password), "\n"));
}

absl::Status PrintDone(absl::string_view what, const std::string& name, bool json) {
  if (json) return PrintJson({{"user_name", name}, {"done", std::string(what)}});
  return Print(absl::StrCat(name, ": ", what, "\n"));
}

absl::Status Create(client::AdminClient& server, const std::string& name, bool json) {
  v1::CreateAccountRequest request;
  request.set_user_name(name);
  ASSIGN_OR_RETURN(const v1::CreateAccountResponse response, server.CreateAccount(request));
  return PrintPassword(name, response.initial_password(), json);
}

absl::Status Reset(client::AdminClient& server, const std::string& name, bool json) {
  v1::ResetPasswordRequest request;
  request.set_user_name(name);
  ASSIGN_OR_RETURN(const v1::ResetPasswordResponse response, server.ResetPassword(request));
  return PrintPassword(name, response.initial_password(), json);
}

absl::Status Lock(client::AdminClient& server, const std::string& name, bool unlock, bool json) {
  v1::LockAccountRequest request;
  request.set_user_name(name);
  request.set_unlock(unlock);
  RETURN_IF_ERROR(server.LockAccount(request).status());
  return PrintDone(unlock ? "unlocked" : "locked", name, json);
}

absl::Status Remove(client::AdminClient& server, const std::string& name, bool json) {
  v1::RemoveAccountRequest request;
  request.set_user_name(name);
  RETURN_IF_ERROR(server.RemoveAccount(request).status());
  return PrintDone("removed", name, json);
}

Json ToJson(const v1::ListAccountsResponse::Account& account) {
  return {{"user_name", account.user_name()},
          {"locked", account.locked()},
          {"locked_until", account.has_locked_until() ? TimeText(account.locked_until()) : ""},
          {"last_login", account.has_last_login() ? TimeText(account.last_login()) : ""},
          {"must_change_password", account.must_change_password()}};
}

std::string ToText(const v1::ListAccountsResponse::Account& account) {
  return absl::StrCat(
      ForTerminal(account.user_name()),
      "  last login: ", account.has_last_login() ? TimeText(account.last_login()) : "never",
      account.locked() ? "  locked" : "",
      account.has_locked_until() ? absl::StrCat("  locked until ", TimeText(account.locked_until()))
                                 : "",
      account.must_change_password() ? "  initial password" : "", "\n");
}

// All of them, however many calls that takes.
absl::Status List(client::AdminClient& server, bool json) {
  Json accounts = Json::array();
  std::string text;
  v1::ListAccountsRequest request;
  while (true) {
    ASSIGN_OR_RETURN(const v1::ListAccountsResponse response, server.ListAccounts(request));
    for (const auto& account : response.accounts()) {
      accounts.push_back(ToJson(account));
      text += ToText(account);
    }
    if (!response.more() || response.accounts().empty()) break;
    request.set_after(response.accounts(response.accounts_size() - 1).user_name());
  }
  return json ? PrintJson({{"accounts", accounts}}) : Print(text);
}

using NamedWork = std::function<absl::Status(client::AdminClient&, const std::string& name)>;

void AddNamed(CLI::App& account, const std::string& name, const std::string& help, Outcome* outcome,
              const NamedWork& work) {
  const auto user = std::make_shared<std::string>();
  CLI::App* const command =
      AddAdminWork(account, name, help, outcome,
                   [=](client::AdminClient& server) { return work(server, *user); });
  command->add_option("NAME", *user, "the user name; upper and lower case are the same")
      ->required();
}

}  // namespace

void AddAdminAccount(CLI::App& admin, Outcome* outcome) {
  CLI::App* const account = admin.add_subcommand(
      "account", "Keep the accounts of signers who sign in with a name and a password");
  account->require_subcommand(1);
  account->footer(
      "An initial password is shown once, and must be changed at the first login: hand it over "
      "privately.\nEach act is in the server's audit log.\n\n"
      "  paraphe admin account create marie --config deploy/examples/paraphe-admin.textproto");
  AddNamed(*account, "create", "Make an account; prints its initial password", outcome,
           [=](client::AdminClient& server, const std::string& name) {
             return Create(server, name, outcome->json);
           });
  AddNamed(*account, "reset", "Give another initial password, end its logins and unlock it",
           outcome, [=](client::AdminClient& server, const std::string& name) {
             return Reset(server, name, outcome->json);
           });
  AddNamed(*account, "lock", "Lock an account until it is unlocked, and end its logins", outcome,
           [=](client::AdminClient& server, const std::string& name) {
             return Lock(server, name, /*unlock=*/false, outcome->json);
           });
  AddNamed(*account, "unlock", "Unlock an account, after failures too", outcome,
           [=](client::AdminClient& server, const std::string& name) {
             return Lock(server, name, /*unlock=*/true, outcome->json);
           });
  AddNamed(*account, "remove", "Forget an account, and end its logins", outcome,
           [=](client::AdminClient& server, const std::string& name) {
             return Remove(server, name, outcome->json);
           });
  AddAdminWork(*account, "list", "The accounts, by name", outcome,
               [=](client::AdminClient& server) { return List(server, outcome->json); });
}

}  // namespace paraphe::cli
