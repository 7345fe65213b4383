#include "server/store/postgresql/audit_rows.h"

#include <memory>
#include <vector>

#include "common/status_macros.h"
#include "server/store/postgresql/connection.h"
#include "server/store/postgresql/schema.h"

namespace paraphe::server::postgresql {
namespace {

constexpr Statement kAll{"all", "SELECT body, sha256 FROM audit ORDER BY number"};
constexpr Statement kLast{"last", "SELECT number, sha256 FROM audit ORDER BY number DESC LIMIT 1"};

absl::StatusOr<std::unique_ptr<Connection>> OpenReading(const std::string& conninfo) {
  ASSIGN_OR_RETURN(std::unique_ptr<Connection> connection, Connection::Open(conninfo));
  RETURN_IF_ERROR(CheckVersion(*connection));
  return connection;
}

}  // namespace

AuditSource ReadAudit(const std::string& conninfo) {
  return [conninfo](const AuditVisitor& visit) -> absl::Status {
    ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection, OpenReading(conninfo));
    return connection->ForEach(kAll,
                               [&](const Rows& row) { return visit(row.Bytes(0), row.Bytes(1)); });
  };
}

absl::StatusOr<ChainHead> ReadAuditHead(const std::string& conninfo) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection, OpenReading(conninfo));
  connection->Add(kLast);
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection->Run());
  if (results[0].empty()) return ChainHead();
  return ChainHead{static_cast<uint64_t>(results[0].Number(0)), std::string(results[0].Bytes(1))};
}

}  // namespace paraphe::server::postgresql
