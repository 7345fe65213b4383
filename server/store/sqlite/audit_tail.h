// The end of the audit log, where entries are added. Reading it: store_file.h.
#ifndef PARAPHE_SERVER_STORE_SQLITE_AUDIT_TAIL_H_
#define PARAPHE_SERVER_STORE_SQLITE_AUDIT_TAIL_H_

#include <optional>

#include "SQLiteCpp/Database.h"
#include "SQLiteCpp/Statement.h"
#include "paraphe/v1/audit.pb.h"
#include "server/audit/audit_chain.h"

namespace paraphe::server::sqlite {

// Not thread-safe. Its functions may throw SQLite::Exception.
class AuditTail {
 public:
  // `database` must outlive the object, and nobody else adds to its log.
  explicit AuditTail(SQLite::Database* database);

  // Adds an entry behind the last, in a transaction.
  void Append(const v1::AuditEntry& entry);

  // To be called where a transaction with an entry was rolled back: the last is another then.
  void ReadAgain() { head_.reset(); }

 private:
  ChainHead ReadHead();

  SQLite::Statement last_, append_;
  std::optional<ChainHead> head_;  // with what is about to be committed; nothing: to be read
};

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_AUDIT_TAIL_H_
