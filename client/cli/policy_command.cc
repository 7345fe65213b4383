// REQ: POL-1, POL-8
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/commands.h"
#include "client/cli/output.h"
#include "common/clock.h"
#include "common/status_macros.h"
#include "policy/policy_file.h"
#include "policy/policy_rules.h"
#include "policy/policy_warnings.h"

namespace paraphe::cli {
namespace {

// The server's CAs are not known here.
std::vector<std::string> WarningsOf(const v1::Policy& policy) {
  std::vector<std::string> lines;
  for (const PolicyWarning& warning :
       FindPolicyWarnings(policy, std::nullopt, SystemClock().Now())) {
    lines.push_back(
        absl::StrCat(PathText(*v1::Policy::descriptor(), warning.path), ": ", warning.message));
  }
  return lines;
}

absl::Status CheckPolicy(const std::string& file, bool json) {
  ASSIGN_OR_RETURN(const v1::Policy policy, ReadPolicy(file));
  const std::vector<std::string> warnings = WarningsOf(policy);
  for (const std::string& words : warnings) {
    Note(absl::StrCat(ForTerminal(file), ": warning: ", ForTerminal(words)));
  }
  if (json) {
    return PrintJson({{"file", file},
                      {"accepted", true},
                      {"name", policy.name()},
                      {"identifier", policy.identifier()},
                      {"digest", DigestText(Normalize(policy).digest())},
                      {"text_file", policy.text_file()},
                      {"certification_authorities", policy.trusted_ca_pem_size()},
                      {"warnings", warnings}});
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
  check->footer(
      "  paraphe policy check deploy/policies/mairie-actes.textproto\n\n"
      "Warnings go to standard error, and the exit code is 0: paraphed starts with such a policy, "
      "and\n"
      "warns too. 3: paraphed would not start with it.");
  check->add_option("FILE", *file, "the policy; - or nothing: standard input");
  check->add_flag("--json", outcome->json, "the verdict as JSON");
  check->callback([=] { outcome->status = CheckPolicy(*file, outcome->json); });
}

}  // namespace paraphe::cli
