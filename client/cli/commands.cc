#include "client/cli/commands.h"

#include <sstream>
#include <string>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/output.h"
#include "common/errors.h"
#include "common/version_flag.h"

namespace paraphe::cli {
namespace {

constexpr char kFooter[] =
    "Where FILE is left out or is -, standard input is read.\n"
    "Exit codes: 0 done, 1 internal error, 2 usage, 3 input refused, 4 aborted or expired,\n"
    "5 device failed, 6 not reachable or not allowed, 7 signature indeterminate (verify).\n\n"
    "  paraphe canonicalize deploy/samples/arrete.xml > act.c14n.xml\n"
    "  paraphe sign --config deploy/examples/paraphe.textproto --application demo --role Maire \\\n"
    "          --document act.c14n.xml --out act.signed.xml\n"
    "  paraphe verify --ca build/demo/pki/ca.pem act.signed.xml";

using AddCommand = void (*)(CLI::App&, Outcome*);

// In the order of --help.
constexpr AddCommand kCommands[] = {
    AddSignCommand,  AddPrepareCommand, AddWatchCommand,  AddFinalizeCommand,     AddAbortCommand,
    AddCheckCommand, AddVerifyCommand,  AddRenderCommand, AddCanonicalizeCommand, AddPolicyCommand,
    AddTableCommand, AddAdminCommand,   AddPinCommand,
};

// CLI11 speaks in exceptions; this is where they end.
absl::Status Parse(CLI::App& app, int argc, const char* const* argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& help) {
    std::ostringstream text;  // of --help and --version
    app.exit(help, text, text);
    return Print(text.str());
  } catch (const CLI::ParseError& error) {
    return MakeError(v1::USAGE, absl::StrCat(error.what(), "; see `paraphe --help`"));
  }
  return absl::OkStatus();
}

}  // namespace

int Run(int argc, const char* const* argv) {
  CLI::App app("The caller's side of a signature session, and offline tools.", "paraphe");
  AddVersionFlags(app, "paraphe");
  app.require_subcommand(1);
  app.footer(kFooter);
  Outcome outcome;
  for (const AddCommand add : kCommands) add(app, &outcome);

  const absl::Status parsed = Parse(app, argc, argv);
  if (!parsed.ok()) outcome.status = parsed;
  if (!outcome.status.ok()) ReportError(outcome.status, outcome.json && !outcome.reported);
  return ExitCodeOf(outcome.status);
}

}  // namespace paraphe::cli
