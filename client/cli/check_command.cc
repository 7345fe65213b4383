// REQ: DOC-1, DOC-2, DOC-3, DOC-4, DOC-6, DOC-7
#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "client/cli/commands.h"
#include "client/cli/input.h"
#include "client/cli/output.h"
#include "common/bounds.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "document/intake.h"

namespace paraphe::cli {
namespace {

struct Options {
  std::string file = "-";
  size_t most_bytes = xml::Bounds().document_bytes;
};

absl::Status Check(const Options& options, bool json) {
  ASSIGN_OR_RETURN(const std::string document, ReadInput(options.file));
  xml::Bounds bounds;
  bounds.document_bytes = options.most_bytes;
  const absl::Status verdict = CheckDocument(document, bounds).status();
  if (!verdict.ok()) return AtFile(options.file, verdict);

  const std::string sha256 = absl::BytesToHexString(Sha256(document));
  if (json) {
    return PrintJson({{"file", options.file},
                      {"accepted", true},
                      {"bytes", document.size()},
                      {"sha256", sha256}});
  }
  return Print(absl::StrCat(ForTerminal(options.file), ": OK, canonical and may be signed; ",
                            document.size(), " bytes, SHA-256 ", sha256, "\n"));
}

}  // namespace

void AddCheckCommand(CLI::App& app, Outcome* outcome) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "check", "Say whether a document may be handed in: canonical, unsigned, within the bounds");
  command->footer(
      "Refused: exit code 3 and FILE:LINE:COL (byte N): what, and what was expected there.\n\n"
      "  paraphe check deploy/samples/arrete.xml\n"
      "  paraphe canonicalize deploy/samples/facture.xml | paraphe check");
  command->add_option("FILE", options->file, kFileHelp);
  command
      ->add_option("--max-bytes", options->most_bytes,
                   "the server's bound on documents; 67108864 (64 MiB) unless its operator "
                   "changed it")
      ->check(CLI::Range(uint64_t{1}, uint64_t{kMaxDocumentBytes}));
  command->add_flag("--json", outcome->json, "the verdict as JSON");
  command->callback([=] { outcome->status = Check(*options, outcome->json); });
}

}  // namespace paraphe::cli
