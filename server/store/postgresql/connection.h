// A connection to the store's database, set up as every connection to it must be.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_CONNECTION_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_CONNECTION_H_

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "server/store/postgresql/failure.h"
#include "server/store/postgresql/libpq.h"
#include "server/store/postgresql/statement.h"

namespace paraphe::server::postgresql {

// A database's host and name, as a connection string has them, for people and logs: never a password.
std::string NameOf(const std::string& conninfo);

// Not thread-safe.
class Connection {
 public:
  // Connects: each commit is on the disk before it returns (synchronous_commit), a statement takes at most
  // 60 s and waits at most 10 s for a lock, a transaction that is left alone for 60 s is ended. What
  // `conninfo` (PostgreSQL, 34.1.1) says of connect_timeout and keepalives comes before our own.
  // Errors:
  //   STORE_UNAVAILABLE  it cannot be reached, or refuses; in libpq's words
  //   STORE_UNUSABLE     it is older than PostgreSQL 15, or its encoding is not UTF8
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& conninfo);

  // Runs a script, outside a pipeline. Errors: as StatusOf() of failure.h.
  absl::Status Execute(const std::string& script);

  // Adds a statement to those that Run() sends at once. What `arguments` views must outlive Run().
  // Its place among the results of Run().
  size_t Add(const Statement& statement, Arguments arguments = Arguments());

  // Runs what was added, in one round trip, in order, until one fails. What each returned.
  // Errors: those of StatusOf() of failure.h, for the first that failed
  absl::StatusOr<std::vector<Rows>> Run();

  // The same, with a COMMIT behind it.
  // Errors, beside those of Run():
  //   STORE_UNAVAILABLE  also where the transaction may or may not be committed: see uncertain()
  absl::Status Commit();

  // Ends a transaction that did not go well, where there is one.
  void Rollback();

  // Runs a COPY … FROM STDIN (FORMAT binary) with `data`. Errors: as Execute().
  absl::Status CopyIn(const std::string& copy, absl::string_view data);

  // Gives each row to `visit`, as it arrives. The statement may take any time.
  // Errors: the visitor's, and as Run()
  absl::Status ForEach(const Statement& statement,
                       const std::function<absl::Status(const Rows&)>& visit);

  // What was notified (PostgreSQL, LISTEN) since it was asked last. Waits until there is something, or
  // `wake`, a file descriptor, can be read.
  // Errors:
  //   STORE_UNAVAILABLE  the connection was lost
  absl::StatusOr<std::vector<std::string>> AwaitNotifications(int wake);

  // What made the last Run() fail.
  const Failure& failure() const { return failure_; }
  // A Commit() was sent, and no answer came.
  bool uncertain() const { return uncertain_; }
  // Neither in a transaction nor lost.
  bool Idle() const { return PQtransactionStatus(connection_.get()) == PQTRANS_IDLE; }
  bool Lost() const { return PQstatus(connection_.get()) != CONNECTION_OK; }

 private:
  struct Queued {
    const Statement* statement;
    Arguments arguments;
    bool to_prepare = false;
  };

  explicit Connection(UniquePgConn connection) : connection_(std::move(connection)) {}

  bool Send(const Queued& queued);
  // The next result of the pipeline; null where the connection was lost.
  UniquePgResult Next();
  // Remembers why a result is not what was asked for.
  void Note(const PGresult* result);
  absl::Status Failed() { return StatusOf(failure_); }

  UniquePgConn connection_;
  std::set<const Statement*> prepared_;
  std::vector<Queued> queue_;
  Failure failure_;
  bool uncertain_ = false;
};

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_CONNECTION_H_
