#include "server/store/sqlite/store_check.h"

#include <optional>

#include "absl/strings/str_cat.h"

#include "SQLiteCpp/Statement.h"
#include "common/status_macros.h"
#include "server/store/sealed_parts.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/schema.h"
#include "server/store/sqlite/statements.h"
#include "server/store/sqlite/store_key_rows.h"
#include "server/store/sqlite/stored_record.h"

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

// Behind what ReadRecord() reads.
absl::StatusOr<std::optional<absl::string_view>> DocumentOf(const StoreKeys& keys, const Query& row,
                                                            std::string& kept) {
  if (row.IsNull(kRecordColumnCount)) return std::nullopt;
  const absl::string_view id = row.Bytes(0);
  ASSIGN_OR_RETURN(const RowKey key, KeyAt(keys, row, 2, SessionKeyPlace(id)));
  return key.Open(row.Bytes(kRecordColumnCount), DocumentPlace(id), kept);
}

}  // namespace

absl::StatusOr<StoreReport> CheckStore(const std::string& path, const RecordCheck& check,
                                       const StoreKeys& keys) {
  return WithStatus([&]() -> absl::StatusOr<StoreReport> {
    ASSIGN_OR_RETURN(SQLite::Database database, OpenStore(path));
    RETURN_IF_ERROR(CheckStoreKeys(database, keys));
    StoreReport report;
    CheckPages(database, report);
    SQLite::Statement all(
        database, absl::StrCat("SELECT ", kRecordColumns, ", documents.bytes FROM sessions ",
                               "LEFT JOIN documents ON documents.session = sessions.id"));
    SharedTexts texts;
    SharedReader shared(database, &texts);
    const Query row(all);
    while (row.Next()) {
      std::string kept;
      ReportSession(row.Bytes(0), static_cast<uint64_t>(row.Number(1)),
                    ReadRecord(keys, row, shared), DocumentOf(keys, row, kept), check, report);
    }
    return report;
  });
}

}  // namespace paraphe::server::sqlite
