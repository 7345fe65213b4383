// REQ: PRES-1, PRES-2, PRES-3
#include <memory>
#include <string>
#include <utility>
#include <vector>

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
#include "render/attachment.h"
#include "render/html.h"
#include "render/html_output.h"
#include "render/styled_page.h"
#include "render/table.h"
#include "render/table_file.h"

namespace paraphe::cli {
namespace {

struct Options {
  std::string file = "-";
  std::string table;
  std::string out = "-";
  std::string language = "fr";
  bool force = false;
  bool styled = false;
  std::string attachments;  // the folder to save them in; empty: none are saved
};

struct Rendered {
  std::string html;
  std::vector<Attachment> attachments;  // where they are to be saved
};

absl::StatusOr<Rendered> RenderFile(const Options& options) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(options.table, kMaxTableBytes));
  ASSIGN_OR_RETURN(const auto table, Table::Create(text, options.table));
  ASSIGN_OR_RETURN(const std::string document, ReadInput(options.file));
  xml::Bounds bounds;
  bounds.document_bytes = kMaxDocumentBytes;
  Rendered rendered;
  HtmlText page(document.size());
  const absl::Status written =
      CheckAndWriteHtml(document, *table, LanguageOf(options.language), bounds, page,
                        options.attachments.empty() ? nullptr : &rendered.attachments)
          .status();
  if (!written.ok()) return AtFile(options.file, written);
  rendered.html = std::move(page).Take();
  return rendered;
}

// What was saved, for the result.
absl::StatusOr<Json> SaveAttachments(const Options& options,
                                     const std::vector<Attachment>& attachments) {
  Json saved = Json::array();
  for (const Attachment& attachment : attachments) {
    const std::string file =
        absl::StrCat(options.attachments, "/", AttachmentFileName(attachment, saved.size() + 1));
    RETURN_IF_ERROR(
        CheckNothingIsLost(file, options.force, {options.file, options.table, options.out}));
    RETURN_IF_ERROR(WriteFile(file, attachment.bytes));
    saved.push_back({{"file", file},
                     {"bytes", attachment.bytes.size()},
                     {"sha256", absl::BytesToHexString(Sha256(attachment.bytes))}});
  }
  return saved;
}

absl::Status Render(const Options& options, bool json) {
  RETURN_IF_ERROR(CheckJsonAndOut(json, options.out));
  RETURN_IF_ERROR(CheckNothingIsLost(options.out, options.force, {options.file, options.table}));
  ASSIGN_OR_RETURN(Rendered rendered, RenderFile(options));
  const std::string sha256 = json ? Sha256(rendered.html) : "";
  if (options.styled) {
    ASSIGN_OR_RETURN(rendered.html, StyledPage(rendered.html));
  }
  RETURN_IF_ERROR(WriteFile(options.out, rendered.html));
  ASSIGN_OR_RETURN(const Json saved, SaveAttachments(options, rendered.attachments));
  if (!json) return absl::OkStatus();
  return PrintJson({{"file", options.file},
                    {"table", options.table},
                    {"out", options.out},
                    {"bytes", rendered.html.size()},
                    {"sha256", absl::BytesToHexString(sha256)},
                    {"attachments", saved}});
}

}  // namespace

void AddRenderCommand(CLI::App& app, Outcome* outcome) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "render", "Write the HTML that a signer would see, by a presentation table");
  command->footer(
      "  paraphe render --table deploy/tables/pes-aller.textproto --styled \\\n"
      "          deploy/samples/bordereau.xml > page.html");
  command->add_option("FILE", options->file, kFileHelp);
  command->add_option("--table", options->table, "the presentation table")->required();
  command->add_option("--language", options->language, "of labels and words; fr unless given")
      ->check(CLI::IsMember({"fr", "en"}));
  command->add_option("--out", options->out, "where to write; standard output unless given");
  command->add_flag("--styled", options->styled,
                    "with our style for screens and print, which no digest covers");
  command->add_option("--save-attachments", options->attachments,
                      "save the files in the document, decoded, in this folder");
  command->add_flag("--force", options->force, kForceHelp);
  command->add_flag("--json", outcome->json,
                    "size of the file and digest of the page without style, as JSON; needs --out");
  command->callback([=] { outcome->status = Render(*options, outcome->json); });
}

}  // namespace paraphe::cli
