// REQ: SES-1, ATT-3
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "client/cli/caller_settings.h"
#include "client/cli/commands.h"
#include "client/cli/input.h"
#include "client/cli/output.h"
#include "client/cli/request_options.h"
#include "client/cli/session_file.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

struct Options {
  std::string config;
  RequestOptions request;
  std::string state;
  bool amend = false;
  bool force = false;
};

absl::Status CheckOptions(const Options& options, bool json) {
  if (options.amend && options.state.empty()) {
    return MakeError(v1::USAGE, "--amend needs --state FILE: the session to amend");
  }
  if (!options.amend && options.request.document.empty()) {
    return MakeError(v1::USAGE, "--document is required; it may be left out with --amend only");
  }
  if (options.state.empty() && !json) {
    return MakeError(v1::USAGE,
                     "the session's secret needs a place: give --state FILE, or --json to keep it "
                     "yourself");
  }
  // The file may hold the only secret of an open session.
  std::vector<std::string> read = FilesReadFor(options.request);
  read.push_back(options.config);
  return CheckNothingIsLost(options.state, options.force || options.amend, read);
}

absl::StatusOr<client::PreparedSession> PrepareOrAmend(const Options& options,
                                                       const CallerSettings& settings) {
  ASSIGN_OR_RETURN(v1::PrepareRequest request,
                   BuildRequest(options.request, settings.default_country));
  ASSIGN_OR_RETURN(const auto client, OpenClient(settings));
  absl::StatusOr<client::PreparedSession> session;
  if (options.amend) {
    ASSIGN_OR_RETURN(const client::SessionKey key, LoadSession(options.state, settings));
    session = client->Amend(key, std::move(request));
  } else {
    session = client->Prepare(std::move(request));
  }
  if (session.ok() || options.request.document.empty()) return session;
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(session.status());
  const bool placed = detail.has_value() && detail->has_position();
  return placed ? AtFile(options.request.document, session.status()) : session.status();
}

Json ToJson(const client::PreparedSession& session) {
  const v1::PrepareResponse& response = session.response;
  return {{"session_id", session.key.session_id},
          {"caller_token", session.key.caller_token},
          {"link", session.link},
          {"session_code", response.session_code()},
          {"state", v1::SessionState_Name(response.state())},
          {"version", response.version()},
          {"expires_at", TimeText(response.expires_at())},
          {"policy", response.policy_name()},
          {"table", response.table_name()},
          {"document_sha256", absl::BytesToHexString(response.document_sha256())}};
}

// What stands for the link. REQ: CHN-4
std::string LinkText(const client::PreparedSession& session, const std::string& signer) {
  if (!session.link.empty()) return session.link;
  return signer.empty() ? "the signer's agent has it already, or it waits in their inbox"
                        : absl::StrCat("none: it waits in the inbox of ", signer);
}

std::string ToText(const client::PreparedSession& session, const std::string& signer) {
  const v1::PrepareResponse& response = session.response;
  const std::string link = LinkText(session, signer);
  return absl::StrCat("session  ", session.key.session_id, "\nlink     ", link, "\ncode     ",
                      response.session_code(), "\npolicy   ", response.policy_name(), "\ntable    ",
                      response.table_name(), "\nexpires  ", TimeText(response.expires_at()), "\n");
}

bool IsNewFile(const Options& options) {
  return !options.state.empty() && options.state != "-" && !options.amend && !options.force;
}

absl::Status Prepare(const Options& options, bool json) {
  RETURN_IF_ERROR(CheckOptions(options, json));
  ASSIGN_OR_RETURN(const CallerSettings settings, LoadCallerConfig(options.config));
  std::optional<SessionPlace> place;
  if (IsNewFile(options)) {
    ASSIGN_OR_RETURN(SessionPlace taken, SessionPlace::Take(options.state));
    place.emplace(std::move(taken));
  }
  ASSIGN_OR_RETURN(const client::PreparedSession session, PrepareOrAmend(options, settings));
  if (!options.state.empty()) RETURN_IF_ERROR(SaveSession(options.state, settings, session.key));
  if (place.has_value()) place->Keep();
  return json ? PrintJson(ToJson(session)) : Print(ToText(session, options.request.signer));
}

}  // namespace

void AddPrepareCommand(CLI::App& app, Outcome* outcome) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("prepare", "Open a session, or amend one (--amend)");
  command->footer(
      "Hand the link to the signer's agent: paraphe-agent --ticket LINK. The link works once.\n"
      "The session's secret goes into the file of --state (access rights 0600) or into the "
      "JSON.\n\n"
      "  paraphe prepare --config deploy/examples/paraphe.textproto --application demo --role "
      "Maire \\\n"
      "          --document act.c14n.xml --state session.state\n"
      "  paraphe prepare --amend --config deploy/examples/paraphe.textproto --application demo "
      "--role Maire \\\n"
      "          --place Paris --state session.state");
  command->add_option("--config", options->config, "the caller's configuration")->required();
  AddRequestOptions(*command, /*document_required=*/false, &options->request);
  command->add_option("--state", options->state, "where the session is kept for the next commands");
  command->add_flag("--amend", options->amend,
                    "replace what an open session says; without --document its document stays");
  command->add_flag("--force", options->force, kForceHelp);
  command->add_flag("--json", outcome->json,
                    "everything as JSON, the secret caller_token included");
  command->callback([=] { outcome->status = Prepare(*options, outcome->json); });
}

}  // namespace paraphe::cli
