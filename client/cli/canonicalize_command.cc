// REQ: DOC-5
#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "client/cli/commands.h"
#include "client/cli/input.h"
#include "client/cli/output.h"
#include "common/bounds.h"
#include "common/errors.h"
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
  bool drop_instructions = false;
  bool strict = false;
  bool force = false;
};

std::string PlaceText(const v1::SourcePosition& place) {
  return absl::StrCat(place.line(), ":", place.column(), " (byte ", place.byte_offset(), ")");
}

void NoteAt(const Options& options, const v1::SourcePosition& place, absl::string_view words) {
  Note(absl::StrCat("note: ", ForTerminal(options.file), ":", PlaceText(place), ": ", words));
}

std::string WordsOf(const xml::LostNamespace& lost) {
  const std::string name =
      lost.prefix.empty() ? "the default namespace" : absl::StrCat("prefix ", lost.prefix);
  return absl::StrCat("canonical form leaves out the declaration of ", ForTerminal(name),
                      ", which only values use, and nobody can tell what they mean then; use it in "
                      "the name of an element or attribute here");
}

// A note for each of `findings` that was kept, and one for how many more there are.
void NoteEach(const Options& options, const xml::Findings& findings, absl::string_view before,
              absl::string_view after) {
  for (const xml::Finding& one : findings.first) {
    NoteAt(options, one.position, absl::StrCat(before, ForTerminal(one.name), after));
  }
  if (findings.count <= findings.first.size()) return;
  Note(absl::StrCat("note: ", ForTerminal(options.file), ": and ",
                    findings.count - findings.first.size(), " more like the last"));
}

void NoteReport(const Options& options, const xml::CanonicalReport& report) {
  for (const xml::LostNamespace& lost : report.lost_namespaces) {
    NoteAt(options, lost.position, WordsOf(lost));
  }
  NoteEach(options, report.dropped_instructions, "processing instruction ", ": taken out");
  if (options.drop_instructions) {
    NoteEach(options, report.kept_instructions, "processing instruction ",
             ": it may carry data of the document and stays; take it out if it does not");
  }
  NoteEach(options, report.c1_controls, "control character ",
           "; if the text is windows-1252 (quotes, dashes, the euro sign), declare that encoding "
           "and not ISO-8859-1");
}

absl::Status JudgeDocument(const std::string& document) {
  xml::Bounds bounds;
  bounds.document_bytes = kMaxDocumentBytes;
  return CheckDocument(document, bounds).status();
}

// A canonical document may still be one that nobody may sign: said here, decided by `check`.
void NoteRefusal(const Options& options, const std::string& canonical) {
  const absl::Status verdict = JudgeDocument(canonical);
  if (verdict.ok()) return;
  Note(absl::StrCat("note: ", ForTerminal(options.file),
                    ": the canonical form would still be refused, at its ", verdict.message()));
}

absl::Status CheckStrict(const Options& options, const xml::CanonicalReport& report) {
  if (!options.strict || report.lost_namespaces.empty()) return absl::OkStatus();
  const xml::LostNamespace& lost = report.lost_namespaces.front();
  return AtFile(options.file,
                MakeErrorAt(v1::DOCUMENT_LOSES_NAMESPACE, lost.position,
                            absl::StrCat(PlaceText(lost.position), ": ", WordsOf(lost))));
}

Json PlaceJson(const v1::SourcePosition& place) {
  return {{"line", place.line()}, {"column", place.column()}, {"byte_offset", place.byte_offset()}};
}

Json LostJson(const xml::CanonicalReport& report) {
  Json list = Json::array();
  for (const xml::LostNamespace& lost : report.lost_namespaces) {
    list.push_back(
        {{"prefix", lost.prefix}, {"namespace", lost.uri}, {"position", PlaceJson(lost.position)}});
  }
  return list;
}

Json FindingsJson(const xml::Findings& findings) {
  Json first = Json::array();
  for (const xml::Finding& one : findings.first) {
    first.push_back({{"name", one.name}, {"position", PlaceJson(one.position)}});
  }
  return {{"count", findings.count}, {"first", std::move(first)}};
}

struct Canonical {
  std::string bytes;
  bool changed = false;
  xml::CanonicalReport report;
};

// A document that may be signed is its own canonical form: it is neither written anew nor held twice.
absl::StatusOr<Canonical> ReadCanonical(const Options& options) {
  Canonical canonical;
  ASSIGN_OR_RETURN(canonical.bytes, ReadInput(options.file));
  if (JudgeDocument(canonical.bytes).ok()) {
    canonical.report.c1_controls = xml::C1ControlsIn(canonical.bytes);
    NoteReport(options, canonical.report);
    return canonical;
  }
  absl::StatusOr<std::string> written = xml::Canonicalize(
      canonical.bytes, kMaxDocumentBytes, {options.drop_instructions}, &canonical.report);
  if (!written.ok()) return AtFile(options.file, written.status());
  canonical.changed = *written != canonical.bytes;
  canonical.bytes = *std::move(written);
  RETURN_IF_ERROR(CheckStrict(options, canonical.report));
  NoteReport(options, canonical.report);
  NoteRefusal(options, canonical.bytes);
  return canonical;
}

absl::Status WriteCanonical(const Options& options, bool json) {
  RETURN_IF_ERROR(CheckJsonAndOut(json, options.out));
  RETURN_IF_ERROR(CheckNothingIsLost(options.out, options.force, {options.file}));
  ASSIGN_OR_RETURN(const Canonical canonical, ReadCanonical(options));
  RETURN_IF_ERROR(WriteFile(options.out, canonical.bytes));
  if (!json) return absl::OkStatus();
  return PrintJson({{"file", options.file},
                    {"out", options.out},
                    {"changed", canonical.changed},
                    {"bytes", canonical.bytes.size()},
                    {"sha256", absl::BytesToHexString(Sha256(canonical.bytes))},
                    {"lost_namespaces", LostJson(canonical.report)},
                    {"dropped_instructions", FindingsJson(canonical.report.dropped_instructions)},
                    {"c1_controls", FindingsJson(canonical.report.c1_controls)}});
}

}  // namespace

void AddCanonicalizeCommand(CLI::App& app, Outcome* outcome) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "canonicalize",
      "Write any XML in its canonical form (UTF-8, exclusive C14N without comments)");
  command->footer(
      "Comments are lost, as the canonical form demands; references to other files stay what they\n"
      "are; `paraphe check` judges the rest. Nothing is fetched.\n\n"
      "Notes on standard error name what a reader may miss: a namespace that only values use\n"
      "(xsi:type=\"t:...\"), whose declaration the canonical form leaves out; control characters\n"
      "that tell of another encoding; processing instructions that were taken out. Notes do not\n"
      "change the exit code; with --strict a lost namespace is refused, exit code 3.\n\n"
      "  paraphe canonicalize deploy/samples/arrete.xml > act.c14n.xml\n"
      "  paraphe canonicalize --drop-instructions --strict --out invoice.c14n.xml \\\n"
      "          deploy/samples/facture.xml");
  command->add_option("FILE", options->file, kFileHelp);
  command->add_option("--out", options->out, "where to write; standard output unless given");
  command->add_flag("--drop-instructions", options->drop_instructions,
                    "take out processing instructions that carry no data: those before and after "
                    "the document element (such as xml-stylesheet), and in it those that are a "
                    "name only; each is named");
  command->add_flag("--strict", options->strict,
                    "refuse a document that loses a namespace which its values use");
  command->add_flag("--force", options->force, kForceHelp);
  command->add_flag("--json", outcome->json, "size, digest and what was lost as JSON; needs --out");
  command->callback([=] { outcome->status = WriteCanonical(*options, outcome->json); });
}

}  // namespace paraphe::cli
