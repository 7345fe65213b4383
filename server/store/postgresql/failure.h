// What the database's errors mean.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_FAILURE_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_FAILURE_H_

#include <string>

#include "absl/status/status.h"

namespace paraphe::server::postgresql {

// Why a statement failed. Never the server's DETAIL, which quotes values.
struct Failure {
  std::string sqlstate;    // five characters; empty where the connection was lost
  std::string constraint;  // the one that was violated, where it was one
};

// The failure's meaning for who called the store. Logged where only the operator can mend it.
// Errors:
//   IDEMPOTENCY_CONFLICT, SESSION_CONFLICT  another session has a key
//   STORE_UNAVAILABLE  the connection was lost, the database ends or is full, or took too long
//   STORE_UNUSABLE     the role lacks a right, or the tables are not this program's
//   INTERNAL           anything else: a defect
absl::Status StatusOf(const Failure& failure);

// Whether the transaction, which was rolled back, may go well when it is repeated at once: two waited for
// each other, or a shared part was removed between two statements.
bool MayGoWellAgain(const Failure& failure);

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_FAILURE_H_
