// REQ: DOC-5
#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "client/cli/commands.h"
#include "client/cli/input.h"
#include "client/cli/output.h"
#include "common/bounds.h"
#include "common/file.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "document/canonicalizer.h"
#include "document/intake.h"

namespace paraphe::cli {
namespace {

struct Options {
  std::string file = "-";
  std::string out = "-";
  bool force = false;
};

// A canonical document may still be one that nobody may sign: said here, decided by `check`.
void NoteRefusal(const Options& options, const std::string& canonical) {
  xml::Bounds bounds;
  bounds.document_bytes = kMaxDocumentBytes;
  const absl::Status verdict = CheckDocument(canonical, bounds).status();
  if (verdict.ok()) return;
  Note(absl::StrCat("note: ", ForTerminal(options.file),
                    ": the canonical form would still be refused, at its ", verdict.message()));
}

absl::Status WriteCanonical(const Options& options, bool json) {
  RETURN_IF_ERROR(CheckJsonAndOut(json, options.out));
  RETURN_IF_ERROR(CheckNothingIsLost(options.out, options.force, {options.file}));
  ASSIGN_OR_RETURN(const std::string bytes, ReadInput(options.file));
  const absl::StatusOr<std::string> canonical = xml::Canonicalize(bytes, kMaxDocumentBytes);
  if (!canonical.ok()) return AtFile(options.file, canonical.status());
  NoteRefusal(options, *canonical);
  RETURN_IF_ERROR(WriteFile(options.out, *canonical));
  if (!json) return absl::OkStatus();
  return PrintJson({{"file", options.file},
                    {"out", options.out},
                    {"changed", *canonical != bytes},
                    {"bytes", canonical->size()},
                    {"sha256", absl::BytesToHexString(Sha256(*canonical))}});
}

}  // namespace

void AddCanonicalizeCommand(CLI::App& app, Outcome* outcome) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "canonicalize",
      "Write any XML in its canonical form (UTF-8, exclusive C14N without comments)");
  command->footer(
      "Comments are lost; processing instructions and references to other files stay what they "
      "are\n"
      "and `paraphe check` judges them. Nothing is fetched.\n\n"
      "  paraphe canonicalize act.xml > act.c14n.xml");
  command->add_option("FILE", options->file, kFileHelp);
  command->add_option("--out", options->out, "where to write; standard output unless given");
  command->add_flag("--force", options->force, kForceHelp);
  command->add_flag("--json", outcome->json, "size and digest as JSON; needs --out");
  command->callback([=] { outcome->status = WriteCanonical(*options, outcome->json); });
}

}  // namespace paraphe::cli
