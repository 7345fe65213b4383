#include "server/store/sqlite/store_check.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "SQLiteCpp/Statement.h"
#include "common/hash.h"
#include "common/status_macros.h"
#include "server/store/record_parts.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/schema.h"
#include "server/store/sqlite/statements.h"

namespace paraphe::server::sqlite {
namespace {

// SQLite names at most this many faults of its pages.
constexpr char kOwnCheck[] = "PRAGMA integrity_check(20)";

void CheckPages(SQLite::Database& database, StoreReport& report) {
  for (const char* pragma : {kOwnCheck, "PRAGMA foreign_key_check"}) {
    SQLite::Statement statement(database, pragma);
    const Query query(statement);
    while (query.Next()) {
      if (query.Bytes(0) == "ok") continue;
      report.faults.push_back(absl::StrCat("database: ", query.Bytes(0)));
    }
  }
}

absl::Status CheckSession(const Query& row,
                          const std::function<absl::Status(const v1::SessionRecord&)>& check) {
  ASSIGN_OR_RETURN(const v1::SessionRecord record,
                   JoinParts(row.Bytes(2), row.Bytes(3), row.Bytes(4)));
  RETURN_IF_ERROR(check(record));
  if (record.id() != row.Bytes(0) || static_cast<int64_t>(record.version()) != row.Number(1)) {
    return absl::DataLossError("its record is another session's, or of another version");
  }
  if (row.IsNull(5)) return absl::OkStatus();
  const absl::string_view document = row.Bytes(5);
  if (document.size() != record.document_size() || Sha256(document) != record.document_sha256()) {
    return absl::DataLossError("its document is not the one that was stored");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<StoreReport> CheckStore(
    const std::string& path, const std::function<absl::Status(const v1::SessionRecord&)>& check) {
  return WithStatus([&]() -> absl::StatusOr<StoreReport> {
    ASSIGN_OR_RETURN(SQLite::Database database, OpenStore(path));
    StoreReport report;
    CheckPages(database, report);
    SQLite::Statement all(
        database,
        "SELECT id, version, record, policy.bytes, tables.bytes, documents.bytes FROM sessions "
        "LEFT JOIN shared AS policy ON policy.sha256 = policy_sha256 "
        "LEFT JOIN shared AS tables ON tables.sha256 = table_sha256 "
        "LEFT JOIN documents ON documents.session = id");
    const Query row(all);
    while (row.Next()) {
      ++report.sessions;
      if (!row.IsNull(5)) ++report.documents;
      const absl::Status status = CheckSession(row, check);
      if (status.ok()) continue;
      report.faults.push_back(absl::StrCat("session ", row.Bytes(0), ": ", status.message()));
    }
    return report;
  });
}

}  // namespace paraphe::server::sqlite
