// The connections of one store, each used by one thread at a time.
#ifndef PARAPHE_SERVER_STORE_POSTGRESQL_CONNECTION_POOL_H_
#define PARAPHE_SERVER_STORE_POSTGRESQL_CONNECTION_POOL_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"

#include "server/store/postgresql/connection.h"

namespace paraphe::server::postgresql {

// Thread-safe. Connects where there is no idle connection, at most `size` times at once.
class ConnectionPool {
 public:
  ConnectionPool(std::string conninfo, size_t size) : conninfo_(std::move(conninfo)), size_(size) {}
  ConnectionPool(const ConnectionPool&) = delete;
  ConnectionPool& operator=(const ConnectionPool&) = delete;

  // Runs `work(connection)`, which returns a Status or a StatusOr, and returns its result. Where the
  // connection turns out to be lost, or the transaction may go well again, and nothing can have been
  // committed, `work` runs again, on a new connection in the first case: a database that was restarted is
  // not noticed. A transaction that `work` leaves open is rolled back.
  // Errors:
  //   STORE_UNAVAILABLE  there is no connection, and none comes free within 10 s
  //   and those of `work`
  template <typename Work>
  auto Run(const Work& work) const -> decltype(work(std::declval<Connection&>())) {
    constexpr int kMostRuns = 4;
    for (int runs = 1;; ++runs) {
      absl::StatusOr<Lease> lease = Take();
      if (!lease.ok()) return lease.status();
      Connection& connection = lease->connection();
      auto result = work(connection);
      if (result.ok() || runs == kMostRuns || !MayRepeat(connection)) return result;
      if (connection.Lost()) DropIdle();
    }
  }

 private:
  // A connection that is in use; given back at its end.
  class Lease {
   public:
    Lease(const ConnectionPool* pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (connection_ != nullptr) pool_->GiveBack(std::move(connection_));
    }
    Connection& connection() const { return *connection_; }

   private:
    const ConnectionPool* const pool_;
    std::unique_ptr<Connection> connection_;
  };

  absl::StatusOr<Lease> Take() const;
  void GiveBack(std::unique_ptr<Connection> connection) const;
  // Those that were cut together with one that was.
  void DropIdle() const;
  static bool MayRepeat(const Connection& connection);

  const std::string conninfo_;
  const size_t size_;
  mutable absl::Mutex mutex_;
  mutable absl::CondVar free_;  // one is no longer in use
  mutable std::vector<std::unique_ptr<Connection>> idle_ ABSL_GUARDED_BY(mutex_);
  mutable size_t used_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace paraphe::server::postgresql

#endif  // PARAPHE_SERVER_STORE_POSTGRESQL_CONNECTION_POOL_H_
