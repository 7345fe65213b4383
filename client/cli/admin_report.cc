// REQ: ADM-1, ADM-3
#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/admin_commands.h"
#include "client/cli/output.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

Json ToJson(const v1::GetInventoryResponse& inventory) {
  Json policies = Json::array(), tables = Json::array(), applications = Json::array();
  for (const auto& policy : inventory.policies()) {
    policies.push_back({{"name", policy.name()},
                        {"sha256", policy.sha256()},
                        {"description", policy.description()}});
  }
  for (const auto& table : inventory.tables()) {
    tables.push_back({{"name", table.name()}, {"sha256", table.sha256()}});
  }
  for (const auto& application : inventory.applications()) {
    applications.push_back({{"name", application.name()},
                            {"description", application.description()},
                            {"identities", application.identities()},
                            {"inline_policies_allowed", application.inline_policies_allowed()},
                            {"inline_tables_allowed", application.inline_tables_allowed()}});
  }
  return {{"since", TimeText(inventory.since())},
          {"policies", policies},
          {"tables", tables},
          {"applications", applications},
          {"administrators", inventory.administrators()}};
}

std::string ToText(const v1::GetInventoryResponse& inventory) {
  std::string text = absl::StrCat("in force since ", TimeText(inventory.since()), "\n");
  for (const auto& policy : inventory.policies()) {
    absl::StrAppend(&text, "policy ", policy.name(), "  ", policy.sha256(), "  ",
                    ForTerminal(policy.description()), "\n");
  }
  for (const auto& table : inventory.tables()) {
    absl::StrAppend(&text, "table ", ForTerminal(table.name()), "  ", table.sha256(), "\n");
  }
  for (const auto& application : inventory.applications()) {
    absl::StrAppend(&text, "application ", application.name(),
                    "  client certificates: ", application.identities(),
                    application.inline_policies_allowed() ? ", inline policies" : "",
                    application.inline_tables_allowed() ? ", inline tables" : "", "  ",
                    ForTerminal(application.description()), "\n");
  }
  for (const std::string& name : inventory.administrators()) {
    absl::StrAppend(&text, "administrator ", name, "\n");
  }
  return text;
}

Json ToJson(const v1::GetIntegrityResponse& integrity) {
  Json files = Json::array();
  for (const auto& file : integrity.files()) {
    files.push_back(
        {{"setting", file.setting()}, {"path", file.path()}, {"sha256", file.sha256()}});
  }
  return {{"version", integrity.version()},
          {"build", integrity.build()},
          {"program_sha256", integrity.program_sha256()},
          {"files", files}};
}

std::string ToText(const v1::GetIntegrityResponse& integrity) {
  std::string text = absl::StrCat("paraphed ", ForTerminal(integrity.version()),
                                  "\nbuild: ", ForTerminal(integrity.build()),
                                  "\nsha256: ", integrity.program_sha256(), "\n");
  for (const auto& file : integrity.files()) {
    absl::StrAppend(&text, file.sha256(), "  ", ForTerminal(file.path()), "\n");
  }
  return text;
}

template <typename Response>
absl::Status Show(const absl::StatusOr<Response>& response, bool json) {
  RETURN_IF_ERROR(response.status());
  return json ? PrintJson(ToJson(*response)) : Print(ToText(*response));
}

}  // namespace

void AddAdminInventory(CLI::App& admin, Outcome* outcome) {
  AddAdminWork(
      admin, "inventory", "Policies, tables, applications and administrators that are in force",
      outcome,
      [=](client::AdminClient& server) { return Show(server.GetInventory(), outcome->json); })
      ->footer("  paraphe admin inventory --config deploy/examples/paraphe-admin.textproto");
}

void AddAdminIntegrity(CLI::App& admin, Outcome* outcome) {
  AddAdminWork(
      admin, "integrity",
      "Exactly which program runs, and the SHA-256 of each file that it was given", outcome,
      [=](client::AdminClient& server) { return Show(server.GetIntegrity(), outcome->json); })
      ->footer(
          "At the machine itself, `paraphed integrity --config FILE | sha256sum -c` compares.\n\n"
          "  paraphe admin integrity --config deploy/examples/paraphe-admin.textproto");
}

}  // namespace paraphe::cli
