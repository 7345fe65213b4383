#include "server/store/sqlite/store_file.h"

#include <filesystem>

#include "SQLiteCpp/Backup.h"
#include "SQLiteCpp/Statement.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/schema.h"
#include "server/store/sqlite/statements.h"

namespace paraphe::server::sqlite {

AuditSource ReadAudit(const std::string& path) {
  return [path](const AuditVisitor& visit) {
    return WithStatus([&]() -> absl::Status {
      ASSIGN_OR_RETURN(SQLite::Database database, OpenStore(path));
      SQLite::Statement rows(database, "SELECT body, sha256 FROM audit ORDER BY number");
      const Query query(rows);
      while (query.Next()) RETURN_IF_ERROR(visit(query.Bytes(0), query.Bytes(1)));
      return absl::OkStatus();
    });
  };
}

absl::StatusOr<ChainHead> ReadAuditHead(const std::string& path) {
  return WithStatus([&]() -> absl::StatusOr<ChainHead> {
    ASSIGN_OR_RETURN(SQLite::Database database, OpenStore(path));
    SQLite::Statement last(database,
                           "SELECT number, sha256 FROM audit ORDER BY number DESC LIMIT 1");
    const Query query(last);
    if (!query.Next()) return ChainHead();
    return ChainHead{static_cast<uint64_t>(query.Number(0)), std::string(query.Bytes(1))};
  });
}

absl::Status BackUpStore(const std::string& path, const std::string& copy) {
  constexpr int kAllPages = -1;
  return WithStatus([&]() -> absl::Status {
    ASSIGN_OR_RETURN(SQLite::Database store, OpenStore(path));
    RETURN_IF_ERROR(CreateEmptyFile(copy, 0600));
    const absl::Status status = WithStatus([&] {
      SQLite::Database target(copy, SQLite::OPEN_READWRITE);
      SQLite::Backup backup(target, store);
      backup.executeStep(kAllPages);
      return absl::OkStatus();
    });
    std::error_code error;
    if (!status.ok()) std::filesystem::remove(copy, error);
    return status;
  });
}

}  // namespace paraphe::server::sqlite
