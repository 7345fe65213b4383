#include "server/store_commands.h"

#include <cstdio>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

#include "common/audit_text.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "server/audit/audit_heads.h"
#include "server/audit/audit_report.h"
#include "server/chosen_store.h"
#include "server/session/invariants.h"
#include "server/store/postgresql/connection.h"
#include "server/store/postgresql/schema.h"
#include "server/store/sqlite/store_file.h"

namespace paraphe::server {
namespace {

absl::Status CheckLasts(const ServerSettings& settings) {
  if (Lasts(settings)) return absl::OkStatus();
  return MakeError(v1::USAGE,
                   "this configuration keeps sessions in memory: there is no store and no audit "
                   "log to look at");
}

absl::Status Print(absl::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) {
    return absl::OkStatus();
  }
  return MakeError(v1::FILE_UNWRITABLE, "cannot write to standard output");
}

}  // namespace

absl::Status VerifyAuditLog(const ServerSettings& settings) {
  RETURN_IF_ERROR(CheckLasts(settings));
  ASSIGN_OR_RETURN(std::vector<ChainHead> known, ReadAuditHeads(settings.audit_heads_file));
  const size_t heads = known.size();
  ASSIGN_OR_RETURN(const ChainHead head, VerifyAudit(AuditOf(settings), std::move(known)));
  return Print(absl::StrCat(NameOfStore(settings), ": OK, ", head.number, " entries, head ",
                            absl::BytesToHexString(head.sha256), ", ", heads,
                            " heads compared that were kept in ", settings.audit_heads_file, "\n"));
}

absl::Status ExportAuditLog(const ServerSettings& settings) {
  RETURN_IF_ERROR(CheckLasts(settings));
  return ExportAudit(AuditOf(settings),
                     [](absl::string_view line) { return Print(absl::StrCat(line, "\n")); });
}

absl::Status ShowSession(const ServerSettings& settings, const std::string& session_id) {
  RETURN_IF_ERROR(CheckLasts(settings));
  ASSIGN_OR_RETURN(const auto entries, FindSessionAudit(AuditOf(settings), session_id));
  std::string text = absl::StrCat("Session ", session_id, " of ", entries.front().application(),
                                  ", ", entries.size(), " acts\n");
  for (const v1::AuditEntry& entry : entries) absl::StrAppend(&text, AuditText(entry));
  return Print(text);
}

absl::Status CheckWholeStore(const ServerSettings& settings) {
  RETURN_IF_ERROR(CheckLasts(settings));
  ASSIGN_OR_RETURN(const StoreReport report, CheckStoreOf(settings, CheckInvariants));
  const absl::Status audit = VerifyAudit(AuditOf(settings), {}).status();
  for (const std::string& fault : report.faults) std::fprintf(stderr, "%s\n", fault.c_str());
  RETURN_IF_ERROR(audit);
  if (!report.faults.empty()) {
    return MakeError(v1::STORE_UNUSABLE,
                     absl::StrCat(NameOfStore(settings), " is damaged, ", report.faults.size(),
                                  " faults: stop the server and restore a backup"));
  }
  return Print(absl::StrCat(NameOfStore(settings), ": OK, ", report.sessions, " sessions, ",
                            report.documents, " documents\n"));
}

absl::Status BackUpWholeStore(const ServerSettings& settings, const std::string& copy) {
  RETURN_IF_ERROR(CheckLasts(settings));
  if (settings.sqlite_path.empty()) {
    return MakeError(v1::USAGE,
                     "a store in PostgreSQL is copied with pg_dump (docs/guide-store.md)");
  }
  RETURN_IF_ERROR(sqlite::BackUpStore(settings.sqlite_path, copy));
  return Print(absl::StrCat(copy, ": a copy of ", settings.sqlite_path, "\n"));
}

absl::Status MigrateDatabase(const std::string& conninfo) {
  ASSIGN_OR_RETURN(const auto connection, postgresql::Connection::Open(conninfo));
  RETURN_IF_ERROR(postgresql::Migrate(*connection));
  return Print(absl::StrCat(postgresql::NameOf(conninfo), ": version ",
                            postgresql::Migrations().size(), "\n"));
}

}  // namespace paraphe::server
