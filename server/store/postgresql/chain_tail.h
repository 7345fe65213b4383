// The end of every transaction: the sums of what is held, and the entry of the audit log. Changes of
// different sessions wait for each other from Lock() to the commit, and nowhere else.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_CHAIN_TAIL_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_CHAIN_TAIL_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "server/audit/audit_chain.h"
#include "server/store/postgresql/connection.h"
#include "server/store/session_store.h"
#include "server/store/store_usage.h"

namespace paraphe::server::postgresql {

// For one transaction, in the order of its functions.
class ChainTail {
 public:
  ChainTail(Connection* connection, const StoreBounds* bounds)
      : connection_(*connection), bounds_(*bounds) {}

  // OVERLOADED where there is no room for a new session by what kReadUsage returned: to be asked before much is
  // written, without a lock.
  absl::Status CheckRoom(const Rows& usage, uint64_t bytes) const;

  // Counts a session in or out, as it is stored.
  void Add(const std::string& application, uint64_t bytes, bool erased);
  void Subtract(const std::string& application, uint64_t bytes, bool erased);

  // Runs what was added to the connection, then locks the head and reads what is held, all in one round trip. What
  // everything returned.
  // Errors: as Connection::Run()
  absl::StatusOr<std::vector<Rows>> Lock(const std::string& application);

  // Forgets sessions until there is room for one more (`sessions` 1) or larger one (0) of the application.
  // Errors, beside those of Connection::Run:
  //   OVERLOADED  there is no room
  absl::Status MakeRoom(const std::string& application, uint64_t sessions, uint64_t bytes);

  // Appends the entry, stores the sums, commits. `erases` says whether Purge() has something to do after it.
  // Errors: as Connection::Commit()
  absl::Status Commit(const v1::AuditEntry& entry, bool erases);

 private:
  struct Change {
    int64_t sessions = 0, bytes = 0, erased_sessions = 0, erased_bytes = 0;
  };
  void Count(const std::string& application, int64_t sign, uint64_t bytes, bool erased);
  absl::Status Forget(const Statement& statement, const std::string& application);

  Connection& connection_;
  const StoreBounds& bounds_;
  ChainHead head_;
  HeldSum own_, all_;                      // as they are stored
  std::map<std::string, Change> changes_;  // by application; "" for all
};

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_CHAIN_TAIL_H_
