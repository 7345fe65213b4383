// REQ: EXP-1
#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/commands.h"
#include "client/cli/output.h"
#include "client/cli/result.h"
#include "client/cli/session_options.h"
#include "common/status_macros.h"

namespace paraphe::cli {
namespace {

struct Options {
  SessionOptions session;
  std::string out;
  bool force = false;
};

absl::Status TellResult(const v1::FinalizeResponse& response, const Options& options) {
  if (options.out == "-") return absl::OkStatus();
  return Print(
      absl::StrCat("signed: ", options.out, " (", response.signed_document().size(), " bytes)\n"));
}

absl::Status Finalize(const Options& options, Outcome* outcome) {
  RETURN_IF_ERROR(CheckJsonAndOut(outcome->json, options.out));
  const SessionOptions& session = options.session;
  RETURN_IF_ERROR(CheckNothingIsLost(options.out, options.force,
                                     {session.config, session.state, session.token_file}));
  RETURN_IF_ERROR(CheckWritable(options.out));
  ASSIGN_OR_RETURN(const OpenSession open, OpenSessionFrom(options.session));
  ASSIGN_OR_RETURN(const v1::FinalizeResponse response, open.client->Finalize(open.key));
  const absl::Status written = WriteResult(response, "", options.out);
  if (!outcome->json) return written.ok() ? TellResult(response, options) : written;

  Json json = ResultToJson(response, options.out);
  if (!written.ok()) json["error"] = ErrorToJson(written);
  outcome->reported = true;
  RETURN_IF_ERROR(PrintJson(json));
  return written;
}

}  // namespace

void AddFinalizeCommand(CLI::App& app, Outcome* outcome) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("finalize", "Take the signed document of a session");
  command->footer(
      "May be repeated until the server's retention ends. A session that ended without a "
      "signature\n"
      "is a named error (exit code 4 or 5), and no file is written.\n\n"
      "  paraphe finalize --config deploy/examples/paraphe.textproto --state session.state --out "
      "act.signed.xml");
  AddSessionOptions(*command, &options->session);
  command
      ->add_option("--out", options->out,
                   "where to write the signed document; - for standard output")
      ->required();
  command->add_flag("--force", options->force, kForceHelp);
  command->add_flag("--json", outcome->json, "status, return URL and digests as JSON");
  command->callback([=] { outcome->status = Finalize(*options, outcome); });
}

}  // namespace paraphe::cli
