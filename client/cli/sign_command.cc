// The whole caller's side of a session in one command.
//
// REQ: SES-1, SES-2, SES-3, EXP-1
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "client/cli/caller_settings.h"
#include "client/cli/commands.h"
#include "client/cli/input.h"
#include "client/cli/interrupt.h"
#include "client/cli/output.h"
#include "client/cli/request_options.h"
#include "client/cli/result.h"
#include "client/cli/session_file.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/hash.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

// How long a digest that is on its way already is waited for after the caller gave up.
constexpr absl::Duration kReleasedPatience = absl::Minutes(2);

struct Options {
  std::string config;
  RequestOptions request;
  std::string out;
  std::string state;
  bool force = false;
};

// Before anybody is asked to sign.
absl::Status CheckFiles(const Options& options) {
  std::vector<std::string> read = FilesReadFor(options.request);
  read.push_back(options.config);
  RETURN_IF_ERROR(CheckNothingIsLost(options.state, options.force, read));
  read.push_back(options.state);
  RETURN_IF_ERROR(CheckNothingIsLost(options.out, options.force, read));
  return CheckWritable(options.out);
}

// Where people read: standard output, unless the document goes there.
absl::Status Tell(const Options& options, absl::string_view line) {
  if (options.out != "-") return Print(absl::StrCat(line, "\n"));
  Note(line);
  return absl::OkStatus();
}

absl::Status TellPrepared(const client::PreparedSession& session, const Options& options,
                          bool json) {
  if (json) {
    return PrintJsonLine({{"event", "prepared"},
                          {"session_id", session.key.session_id},
                          {"link", session.link},
                          {"session_code", session.response.session_code()},
                          {"policy", session.response.policy_name()},
                          {"table", session.response.table_name()},
                          {"expires_at", TimeText(session.response.expires_at())}});
  }
  return Tell(options, absl::StrCat("session  ", session.key.session_id, "\nlink     ",
                                    session.link.empty() ? "none: it waits in the signer's inbox"
                                                         : session.link,
                                    "\ncode     ", session.response.session_code(), "\npolicy   ",
                                    session.response.policy_name(), "\ntable    ",
                                    session.response.table_name(), "\nwaiting for the signer ..."));
}

// Keeps the session where asked to, and says where the signer finds it.
absl::Status Begin(const client::PreparedSession& session, const Options& options,
                   const CallerSettings& settings, bool json) {
  if (!options.state.empty()) RETURN_IF_ERROR(SaveSession(options.state, settings, session.key));
  return TellPrepared(session, options, json);
}

absl::Status TellSigned(const v1::FinalizeResponse& response, const Options& options, bool json) {
  if (json) {
    Json line = {{"event", "finalized"}};
    line.update(ResultToJson(response, options.out));
    return PrintJsonLine(line);
  }
  return Tell(options,
              absl::StrCat("signed: ", options.out, " (", response.signed_document().size(),
                           " bytes", response.unattended() ? ", unattended" : "", ")"));
}

absl::StatusOr<client::PreparedSession> PrepareSession(client::CallerClient& client,
                                                       const Options& options,
                                                       v1::PrepareRequest request) {
  absl::StatusOr<client::PreparedSession> session = client.Prepare(std::move(request));
  if (session.ok()) return session;
  const std::optional<v1::ErrorDetail> detail = GetErrorDetail(session.status());
  const bool placed = detail.has_value() && detail->has_position();
  return placed ? AtFile(options.request.document, session.status()) : session.status();
}

// The caller gave up: rolls the session back where that still can be. OK where the digest was on
// its way and the signature has come after all.
absl::Status GiveUp(const CallerSettings& settings, const client::SessionKey& key,
                    const absl::Status& cause) {
  ASSIGN_OR_RETURN(const auto client, OpenClient(settings));
  const absl::Status aborted = client->Abort(key, "the caller stopped waiting").status();
  if (aborted.ok()) {
    return MakeError(v1::ABORTED_BY_CALLER,
                     absl::StrCat(cause.message(), "; the session was rolled back"));
  }
  if (ReasonOf(aborted) != v1::DIGEST_RELEASED) return aborted;
  Note("paraphe: the digest is on its way to the signature device already; waiting for its answer");
  return client->WaitUntilSigned(key, kReleasedPatience);
}

// Waits for the end and takes the result. An end without signature is not an error here: the result
// says it.
absl::StatusOr<v1::FinalizeResponse> WaitAndTake(client::CallerClient& client,
                                                 const CallerSettings& settings,
                                                 const client::SessionKey& key) {
  uint32_t told = 0;
  absl::Status waited =
      client.Watch(key, settings.patience, [&told](const v1::SessionEvent& event) {
        NoteRefusedOpenings(event, told);
        told = event.refused_openings();
      });
  const v1::ErrorReason reason = ReasonOf(waited);
  if (reason == v1::ABORTED_BY_CALLER || reason == v1::NOT_SIGNED_YET || reason == v1::DEADLINE) {
    waited = GiveUp(settings, key, waited);
  }
  RETURN_IF_ERROR(waited);
  return client.Finalize(key);
}

absl::Status Sign(const Options& options, bool json) {
  RETURN_IF_ERROR(CheckJsonAndOut(json, options.out));
  RETURN_IF_ERROR(CheckFiles(options));
  ASSIGN_OR_RETURN(const CallerSettings settings, LoadCallerConfig(options.config));
  ASSIGN_OR_RETURN(v1::PrepareRequest request,
                   BuildRequest(options.request, settings.default_country));
  const std::string original_sha256 = Sha256(request.document());

  const BlockedInterrupts blocked;
  ASSIGN_OR_RETURN(const auto client, OpenClient(settings));
  ASSIGN_OR_RETURN(const client::PreparedSession session,
                   PrepareSession(*client, options, std::move(request)));
  const InterruptListener listener(blocked, [&client] { client->StopWaiting(); });
  if (const absl::Status begun = Begin(session, options, settings, json); !begun.ok()) {
    static_cast<void>(client->Abort(session.key, "the link could not be told").status());
    return begun;
  }
  ASSIGN_OR_RETURN(const v1::FinalizeResponse response,
                   WaitAndTake(*client, settings, session.key));
  RETURN_IF_ERROR(WriteResult(response, original_sha256, options.out));
  return TellSigned(response, options, json);
}

}  // namespace

void AddSignCommand(CLI::App& app, Outcome* outcome) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "sign", "Have a document signed: open a session, wait for the signer, write the result");
  command->footer(
      "Prints a link for the signer's agent (paraphe-agent --ticket LINK) and waits. Interrupted, "
      "it\n"
      "rolls the session back. The file of --out is written whole, or not at all.\n\n"
      "  paraphe sign --config deploy/examples/paraphe.textproto --application demo --role Maire "
      "\\\n"
      "          --place Montpellier --commitment approval \\\n"
      "          --document act.c14n.xml --out act.signed.xml");
  command->add_option("--config", options->config, "the caller's configuration")->required();
  AddRequestOptions(*command, /*document_required=*/true, &options->request);
  command
      ->add_option("--out", options->out,
                   "where to write the signed document; - for standard output")
      ->required();
  command->add_option(
      "--state", options->state,
      "keep the session there too, so that `paraphe finalize` could take the result "
      "should this command be killed");
  command->add_flag("--force", options->force, kForceHelp);
  command->add_flag("--json", outcome->json, "a line of JSON when prepared and one when signed");
  command->callback([=] { outcome->status = Sign(*options, outcome->json); });
}

}  // namespace paraphe::cli
