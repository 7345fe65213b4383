#include "server/store/sqlite/store_file.h"

#include <cstdint>
#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "SQLiteCpp/Backup.h"
#include "SQLiteCpp/Statement.h"
#include "common/errors.h"
#include "common/file.h"
#include "common/status_macros.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/schema.h"
#include "server/store/sqlite/statements.h"

namespace paraphe::server::sqlite {
namespace {

uint32_t BigEndian(const std::string& bytes, size_t at) {
  uint32_t number = 0;
  for (size_t i = at; i < at + 4; ++i) number = number << 8 | static_cast<uint8_t>(bytes[i]);
  return number;
}

}  // namespace

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

// SQLite's file format, §1.3: where application_id and user_version stand.
absl::Status CheckHeader(const std::string& path) {
  constexpr size_t kHeaderBytes = 100, kVersionAt = 60, kApplicationAt = 68;
  constexpr absl::string_view kMagic("SQLite format 3\0", 16);
  std::ifstream file(path, std::ios::binary);
  std::string header(kHeaderBytes, '\0');
  if (!file.is_open())
    return MakeError(v1::FILE_UNREADABLE, absl::StrCat(path, ": cannot be read"));
  file.read(header.data(), kHeaderBytes);
  if (file.gcount() == 0) return absl::OkStatus();
  const auto number = [&](size_t at) { return BigEndian(header, at); };
  const bool ours = absl::StartsWith(header, kMagic) && number(kApplicationAt) == kApplicationId;
  if (ours && number(kVersionAt) <= Migrations().size()) return absl::OkStatus();
  return MakeError(v1::STORE_UNUSABLE,
                   absl::StrCat(path, ours ? ": a later program wrote this store; start that one"
                                           : ": this file is no session store; name another path"));
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
