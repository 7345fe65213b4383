// One commit for all changes that wait at the same time: a commit waits for the disk, and the disk
// takes many changes as fast as one.
#ifndef PARAPHE_SERVER_STORE_SQLITE_COMMIT_QUEUE_H_
#define PARAPHE_SERVER_STORE_SQLITE_COMMIT_QUEUE_H_

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"

#include "SQLiteCpp/Database.h"
#include "SQLiteCpp/Statement.h"

namespace paraphe::server::sqlite {

// Thread-safe. Changes run one after another, in the order in which they came, each on whichever of
// the waiting threads does the work for all; never two at once.
class CommitQueue {
 public:
  using Change = std::function<absl::Status()>;

  // `database` must outlive the queue, and be used by changes only. `undone` runs, like a change,
  // where what changes did was rolled back though none of them returned an error: SQLite failed.
  CommitQueue(SQLite::Database* database, std::function<void()> undone)
      : database_(*database),
        begin_(database_, "BEGIN IMMEDIATE"),
        commit_(database_, "COMMIT"),
        roll_back_(database_, "ROLLBACK"),
        begin_one_(database_, "SAVEPOINT one"),
        end_one_(database_, "RELEASE one"),
        roll_back_one_(database_, "ROLLBACK TO one"),
        undone_(std::move(undone)) {}
  CommitQueue(const CommitQueue&) = delete;
  CommitQueue& operator=(const CommitQueue&) = delete;

  // Runs `change` in a transaction. OK once its commit is on the disk. An error that `change` returns
  // must come before it changes anything; what it did before it throws is rolled back, and nothing else,
  // and the exception counts as connection.h says.
  // Errors:
  //   STORE_UNAVAILABLE  the commit failed
  absl::Status Commit(const Change& change);

  // Runs `work` alone and outside a transaction.
  absl::Status RunAlone(const Change& work);

  // How many wait for their turn.
  size_t WaitingNow() const;

 private:
  struct Waiting {
    Waiting(const Change& work, bool is_alone) : change(work), alone(is_alone) {}

    const Change& change;
    const bool alone;
    bool done = false;
    absl::Status result;
    absl::CondVar turn;  // it is done, or the first of those that wait while nobody works
  };

  absl::Status Run(const Change& change, bool alone);
  // The work that comes first: one that wants to be alone, or all before the next such.
  std::vector<Waiting*> TakeFirst() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void DoAll(const std::vector<Waiting*>& batch);
  // One of several, which can be undone alone.
  absl::Status DoOne(const Change& change);
  // One that is undone with the whole transaction.
  absl::Status DoOnly(const Change& change);
  bool InTransaction() const;
  static absl::Status RunOne(SQLite::Statement& statement);

  SQLite::Database& database_;
  SQLite::Statement begin_, commit_, roll_back_, begin_one_, end_one_, roll_back_one_;
  const std::function<void()> undone_;
  mutable absl::Mutex mutex_;
  std::vector<Waiting*> waiting_ ABSL_GUARDED_BY(mutex_);
  bool working_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace paraphe::server::sqlite

#endif  // PARAPHE_SERVER_STORE_SQLITE_COMMIT_QUEUE_H_
