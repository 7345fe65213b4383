// REQ: PRES-2, PRES-3
#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "client/cli/commands.h"
#include "client/cli/output.h"
#include "common/file.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "render/table.h"
#include "render/table_file.h"

namespace paraphe::cli {
namespace {

absl::Status CheckTable(const std::string& file, bool json) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(file, kMaxTableBytes));
  ASSIGN_OR_RETURN(const auto table, Table::Create(text, file));
  const std::string sha256 = absl::BytesToHexString(table->sha256());
  if (json) {
    return PrintJson(
        {{"file", file}, {"accepted", true}, {"name", table->name()}, {"sha256", sha256}});
  }
  return Print(absl::StrCat(ForTerminal(file), ": OK, table ", table->name(),
                            "; SHA-256 to pin it: ", sha256, "\n"));
}

}  // namespace

void AddTableCommand(CLI::App& app, Outcome* outcome) {
  const auto file = std::make_shared<std::string>("-");
  CLI::App* table = app.add_subcommand("table", "Work on presentation tables");
  table->require_subcommand(1);
  CLI::App* check =
      table->add_subcommand("check", "Report every fault of a table, with line and column");
  check->footer("  paraphe table check deploy/tables/pes-aller.textproto");
  check->add_option("FILE", *file, "the table; - or nothing: standard input");
  check->add_flag("--json", outcome->json, "the verdict as JSON");
  check->callback([=] { outcome->status = CheckTable(*file, outcome->json); });
}

}  // namespace paraphe::cli
