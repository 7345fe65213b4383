// REQ: SES-1
#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/commands.h"
#include "client/cli/output.h"
#include "client/cli/session_options.h"
#include "client/sdk/outcome.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

absl::Status PrintEvent(const v1::SessionEvent& event, bool json) {
  const std::string state = v1::SessionState_Name(event.state());
  if (!json) return Print(absl::StrCat(state, "  ", StateText(event.state()), "\n"));
  return PrintJsonLine({{"session_id", event.session_id()},
                        {"state", state},
                        {"version", event.version()},
                        {"status", v1::StatusCode_Name(event.status())},
                        {"expires_at", TimeText(event.expires_at())},
                        {"unattended", event.unattended()},
                        {"reason", event.reason()},
                        {"refused_openings", event.refused_openings()}});
}

absl::Status Watch(const SessionOptions& options, bool json) {
  ASSIGN_OR_RETURN(const OpenSession open, OpenSessionFrom(options));
  v1::SessionEvent last;
  absl::Status printed;
  const absl::Status watched =
      open.client->Watch(open.key, open.settings.patience, [&](const v1::SessionEvent& event) {
        NoteRefusedOpenings(event, last.refused_openings());
        last = event;
        printed.Update(PrintEvent(event, json));
      });
  RETURN_IF_ERROR(watched);
  RETURN_IF_ERROR(printed);
  return client::OutcomeOf(last);
}

}  // namespace

void AddWatchCommand(CLI::App& app, Outcome* outcome) {
  const auto options = std::make_shared<SessionOptions>();
  CLI::App* command =
      app.add_subcommand("watch", "Follow a session until the signer has signed or it ended");
  command->footer(
      "Exit code 0 once the signed document can be taken with `paraphe finalize`; 4 where the "
      "session\n"
      "ended without one, or is not signed within the configuration's patience (it goes on "
      "then). With --json each line has session_id, state, version, status, expires_at, "
      "unattended,\n"
      "refused_openings (how often somebody tried to open it with a ticket that was used or came "
      "late)\n"
      "and reason: why the session ended without a signature, the signer's or the caller's own "
      "words "
      "where\n"
      "some were given; empty otherwise. An error is a line of its own, as of every command.\n\n"
      "  paraphe watch --config deploy/examples/paraphe.textproto --state session.state");
  AddSessionOptions(*command, options.get());
  command->add_flag("--json", outcome->json, "a line of JSON for each change");
  command->callback([=] { outcome->status = Watch(*options, outcome->json); });
}

}  // namespace paraphe::cli
