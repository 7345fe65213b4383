#include "server/store/sqlite/commit_queue.h"

#include <algorithm>
#include <utility>

#include <sqlite3.h>

#include "common/errors.h"
#include "server/store/sqlite/connection.h"
#include "server/store/sqlite/statements.h"

namespace paraphe::server::sqlite {
namespace {

// Why a change that went well is not stored.
absl::Status Ended(const absl::Status& why) {
  return why.ok() ? MakeError(v1::STORE_UNAVAILABLE, "the session store gave up the commit") : why;
}

}  // namespace

absl::Status CommitQueue::Commit(const Change& change) { return Run(change, /*alone=*/false); }

absl::Status CommitQueue::RunAlone(const Change& work) { return Run(work, /*alone=*/true); }

size_t CommitQueue::WaitingNow() const {
  absl::MutexLock lock(&mutex_);
  return waiting_.size();
}

absl::Status CommitQueue::Run(const Change& change, bool alone) {
  Waiting own(change, alone);
  absl::MutexLock lock(&mutex_);
  waiting_.push_back(&own);
  while (true) {
    while (!own.done && working_) own.turn.Wait(&mutex_);
    if (own.done) return own.result;
    const std::vector<Waiting*> batch = TakeFirst();
    working_ = true;
    mutex_.Unlock();
    DoAll(batch);
    mutex_.Lock();
    for (Waiting* one : batch) {
      one->done = true;
      one->turn.Signal();
    }
    working_ = false;
    if (!waiting_.empty()) waiting_.front()->turn.Signal();
  }
}

std::vector<CommitQueue::Waiting*> CommitQueue::TakeFirst() {
  auto end =
      std::find_if(waiting_.begin(), waiting_.end(), [](const Waiting* w) { return w->alone; });
  if (end == waiting_.begin()) ++end;
  std::vector<Waiting*> batch(waiting_.begin(), end);
  waiting_.erase(waiting_.begin(), end);
  return batch;
}

void CommitQueue::DoAll(const std::vector<Waiting*>& batch) {
  if (batch.front()->alone) {
    batch.front()->result = WithStatus(batch.front()->change);
    return;
  }
  absl::Status status = RunOne(begin_);
  const bool is_only = batch.size() == 1;
  for (Waiting* one : batch) {
    one->result =
        InTransaction() ? is_only ? DoOnly(one->change) : DoOne(one->change) : Ended(status);
  }
  if (InTransaction()) {
    status = RunOne(commit_);
    if (status.ok()) return;
  }
  if (InTransaction()) (void)RunOne(roll_back_);
  for (Waiting* one : batch) {
    if (one->result.ok()) one->result = Ended(status);
  }
  undone_();
}

// SQLite itself ends a transaction that it cannot go on with: a full disk, for one.
bool CommitQueue::InTransaction() const {
  return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

absl::Status CommitQueue::DoOne(const Change& change) {
  bool done = false;
  const absl::Status status = WithStatus([&] {
    Execute(begin_one_);
    const absl::Status result = change();
    Execute(end_one_);
    done = true;
    return result;
  });
  if (done) return status;
  if (InTransaction() && RunOne(roll_back_one_).ok()) (void)RunOne(end_one_);
  undone_();
  return status;
}

absl::Status CommitQueue::DoOnly(const Change& change) {
  bool done = false;
  const absl::Status status = WithStatus([&] {
    const absl::Status result = change();
    done = true;
    return result;
  });
  if (!done && InTransaction()) (void)RunOne(roll_back_);
  return status;
}

absl::Status CommitQueue::RunOne(SQLite::Statement& statement) {
  return WithStatus([&] {
    Execute(statement);
    return absl::OkStatus();
  });
}

}  // namespace paraphe::server::sqlite
