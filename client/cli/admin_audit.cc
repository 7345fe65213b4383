// REQ: ADM-2
#include <cstdint>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"

#include "client/cli/admin_commands.h"
#include "client/cli/output.h"
#include "common/audit_text.h"

namespace paraphe::cli {

void AddAdminAudit(CLI::App& admin, Outcome* outcome) {
  const auto first = std::make_shared<uint64_t>(0);
  CLI::App* const command = AddAdminWork(
      admin, "audit", "The audit log, which the server verifies while it reads it", outcome,
      [=](client::AdminClient& server) {
        v1::ReadAuditRequest request;
        request.set_first(*first);
        return server.ReadAudit(request, [&](const v1::AuditEntry& entry) {
          return Print(outcome->json ? absl::StrCat(AuditJson(entry), "\n") : AuditText(entry));
        });
      });
  command->add_option("--first", *first, "the number of the first entry to print");
  command->footer(
      "With --json each entry is a line, as `paraphed audit export` has it. Exit code 3 where the "
      "log is\nnot what was written; the entries before that were printed.\n\n"
      "  paraphe admin audit --config deploy/examples/paraphe-admin.textproto --first 1000");
}

}  // namespace paraphe::cli
