#include "server/store/sqlite/audit_tail.h"

#include <cstdint>
#include <string>
#include <utility>

#include "server/store/sqlite/statements.h"

namespace paraphe::server::sqlite {

AuditTail::AuditTail(SQLite::Database* database)
    : last_(*database, "SELECT number, sha256 FROM audit ORDER BY number DESC LIMIT 1"),
      append_(*database, "INSERT INTO audit (number, sha256, body) VALUES (?, ?, ?)") {}

// REQ: ADM-2
void AuditTail::Append(const v1::AuditEntry& entry) {
  if (!head_.has_value()) head_ = ReadHead();
  ChainedEntry chained = Chain(*head_, entry);
  append_.bind(1, static_cast<int64_t>(chained.head.number));
  BindBytes(append_, 2, chained.head.sha256);
  BindBytes(append_, 3, chained.body);
  Execute(append_);
  head_ = std::move(chained.head);
}

ChainHead AuditTail::ReadHead() {
  const Query query(last_);
  if (!query.Next()) return ChainHead();
  return {static_cast<uint64_t>(query.Number(0)), std::string(query.Bytes(1))};
}

}  // namespace paraphe::server::sqlite
