// REQ: SES-2, SES-3
#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/commands.h"
#include "client/cli/output.h"
#include "client/cli/session_options.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

struct Options {
  SessionOptions session;
  std::string reason;
};

absl::Status AbortSession(const Options& options, bool json) {
  ASSIGN_OR_RETURN(const OpenSession open, OpenSessionFrom(options.session));
  ASSIGN_OR_RETURN(const v1::CallerAbortResponse response,
                   open.client->Abort(open.key, options.reason));
  const std::string state = v1::SessionState_Name(response.state());
  if (!json) {
    return Print(absl::StrCat("session ", response.session_id(), ": ", state, ", ",
                              StateText(response.state()), "\n"));
  }
  return PrintJson(
      {{"session_id", response.session_id()}, {"state", state}, {"version", response.version()}});
}

}  // namespace

void AddAbortCommand(CLI::App& app, Outcome* outcome) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("abort", "Roll a session back");
  command->footer(
      "Refused with DIGEST_RELEASED (exit code 3) once the digest is on its way to the device.\n\n"
      "  paraphe abort --config deploy/examples/paraphe.textproto --state session.state --reason "
      "\"wrong annex\"");
  AddSessionOptions(*command, &options->session);
  command->add_option("--reason", options->reason, "for the record, at most 256 characters");
  command->add_flag("--json", outcome->json, "the session's state as JSON");
  command->callback([=] { outcome->status = AbortSession(*options, outcome->json); });
}

}  // namespace paraphe::cli
