// REQ: POL-1
#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/commands.h"
#include "client/cli/output.h"
#include "common/status_macros.h"
#include "policy/policy_file.h"

namespace paraphe::cli {
namespace {

absl::Status CheckPolicy(const std::string& file, bool json) {
  ASSIGN_OR_RETURN(const v1::Policy policy, ReadPolicy(file));
  if (json) {
    return PrintJson({{"file", file},
                      {"accepted", true},
                      {"name", policy.name()},
                      {"identifier", policy.identifier()},
                      {"certification_authorities", policy.trusted_ca_pem_size()}});
  }
  return Print(absl::StrCat(ForTerminal(file), ": OK, policy ", policy.name(), "\n"));
}

}  // namespace

void AddPolicyCommand(CLI::App& app, Outcome* outcome) {
  const auto file = std::make_shared<std::string>("-");
  CLI::App* policy = app.add_subcommand("policy", "Work on signature policies");
  policy->require_subcommand(1);
  CLI::App* check =
      policy->add_subcommand("check", "Report every fault of a policy, with line and column");
  check->footer("  paraphe policy check deploy/policies/mairie-actes.textproto");
  check->add_option("FILE", *file, "the policy; - or nothing: standard input");
  check->add_flag("--json", outcome->json, "the verdict as JSON");
  check->callback([=] { outcome->status = CheckPolicy(*file, outcome->json); });
}

}  // namespace paraphe::cli
