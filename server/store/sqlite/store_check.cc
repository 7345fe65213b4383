#include "server/store/sqlite/store_check.h"

#include <optional>

#include "absl/strings/str_cat.h"

#include "SQLiteCpp/Statement.h"
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

}  // namespace

absl::StatusOr<StoreReport> CheckStore(const std::string& path, const RecordCheck& check) {
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
      std::optional<absl::string_view> document;
      if (!row.IsNull(5)) document = row.Bytes(5);
      ReportSession(row.Bytes(0), static_cast<uint64_t>(row.Number(1)),
                    JoinParts(row.Bytes(2), row.Bytes(3), row.Bytes(4)), document, check, report);
    }
    return report;
  });
}

}  // namespace paraphe::server::sqlite
