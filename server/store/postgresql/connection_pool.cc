#include "server/store/postgresql/connection_pool.h"

#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"

#include "common/errors.h"
#include "common/log.h"
#include "server/store/postgresql/schema.h"

namespace paraphe::server::postgresql {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(10);

// Names of hosts and roles are for the log, not for who called.
absl::Status CannotConnect(const absl::Status& why) {
  Log(LogLevel::kError, "store_unavailable", {{"words", std::string(why.message())}});
  if (ReasonOf(why) != v1::STORE_UNAVAILABLE) return why;
  return MakeError(v1::STORE_UNAVAILABLE, "the session store's database cannot be reached");
}

}  // namespace

absl::StatusOr<ConnectionPool::Lease> ConnectionPool::Take() const {
  {
    absl::MutexLock lock(&mutex_);
    const absl::Time latest = absl::Now() + kPatience;
    while (used_ >= size_) {
      if (!free_.WaitWithDeadline(&mutex_, latest) || used_ < size_) continue;
      return MakeError(v1::STORE_UNAVAILABLE,
                       "all connections to the session store's database are in use");
    }
    ++used_;
    if (!idle_.empty()) {
      Lease lease(this, std::move(idle_.back()));
      idle_.pop_back();
      return lease;
    }
  }
  absl::StatusOr<std::unique_ptr<Connection>> connection = OpenServing(conninfo_);
  if (connection.ok()) return Lease(this, *std::move(connection));
  {
    absl::MutexLock lock(&mutex_);
    --used_;
    free_.Signal();
  }
  return CannotConnect(connection.status());
}

void ConnectionPool::GiveBack(std::unique_ptr<Connection> connection) const {
  connection->Rollback();
  if (!connection->Idle()) connection.reset();
  absl::MutexLock lock(&mutex_);
  --used_;
  free_.Signal();
  if (connection != nullptr) idle_.push_back(std::move(connection));
}

void ConnectionPool::DropIdle() const {
  std::vector<std::unique_ptr<Connection>> dropped;  // closed without the lock
  absl::MutexLock lock(&mutex_);
  dropped.swap(idle_);
}

bool ConnectionPool::MayRepeat(const Connection& connection) {
  if (connection.uncertain()) return false;
  return connection.Lost() || MayGoWellAgain(connection.failure());
}

}  // namespace paraphe::server::postgresql
