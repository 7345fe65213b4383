// The end of every transaction: the sums of what is held, and the entry of the audit log. Changes of
// different sessions wait for each other from Lock() to the commit, and nowhere else.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_CHAIN_TAIL_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_CHAIN_TAIL_H_

#include <cstdint>
#include <map>
#include <optional>
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

  // Whether there is room for a new session by what kReadUsage returned: to be asked before much is written, without a
  // lock.
  // Errors: as RoomFor()
  absl::Status CheckRoom(const Rows& usage, const Wanted& wanted) const;

  // Counts a session in or out, as it is stored.
  void Add(const Holding& session);
  void Subtract(const Holding& session);

  // Runs what was added to the connection, then locks the head and reads what is held, all in one round trip. What
  // everything returned.
  // Errors: as Connection::Run()
  absl::StatusOr<std::vector<Rows>> Lock(const std::string& application);

  // The same for an entry that is no session's: the head alone.
  // Errors: as Connection::Run()
  absl::Status LockHead();

  // Forgets sessions until there is room for what the application wants; a new session then counts in its minute.
  // Errors: as Connection::Run(), RoomFor()
  absl::Status MakeRoom(const std::string& application, const Wanted& wanted);

  // Appends the entry, stores the sums, commits. `erases` says whether Purge() has something to do after it.
  // Errors: as Connection::Commit()
  absl::Status Commit(const v1::AuditEntry& entry, bool erases);

 private:
  struct Change {
    int64_t sessions = 0, bytes = 0, erased_sessions = 0, erased_bytes = 0, open_sessions = 0;
    std::optional<Minute> minute;
  };
  absl::Status TakeHead(const Rows& head);
  void Count(const Holding& session, int64_t sign);
  void Begin(const std::string& application, absl::Time time);
  absl::Status Forget(const Statement& statement, const std::string& application);

  Connection& connection_;
  const StoreBounds& bounds_;
  ChainHead head_;
  HeldSum own_, all_;                      // as they are stored
  std::map<std::string, Change> changes_;  // by application; "" for all
};

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_CHAIN_TAIL_H_
