#include "server/store/postgresql/chain_tail.h"

#include <utility>
#include <vector>

#include "common/errors.h"
#include "common/status_macros.h"
#include "server/store/postgresql/session_statements.h"
#include "server/store/store_errors.h"

namespace paraphe::server::postgresql {
namespace {

struct Held {
  HeldSum own, all;
};

// Of kReadUsage.
Held HeldIn(const Rows& rows) {
  Held held;
  for (int row = 0; row < rows.size(); ++row) {
    HeldSum& sum = rows.Bytes(0, row).empty() ? held.all : held.own;
    const auto number = [&](int column) { return static_cast<uint64_t>(rows.Number(column, row)); };
    sum = {number(1), number(2), number(3), number(4), number(5), {rows.Number(6, row), number(7)}};
  }
  return held;
}

std::optional<int64_t> NumberOf(const std::optional<Minute>& minute) {
  if (!minute.has_value()) return std::nullopt;
  return minute->number;
}

std::optional<int64_t> SessionsOf(const std::optional<Minute>& minute) {
  if (!minute.has_value()) return std::nullopt;
  return static_cast<int64_t>(minute->sessions);
}

}  // namespace

absl::Status ChainTail::CheckRoom(const Rows& usage, const Wanted& wanted) const {
  const Held held = HeldIn(usage);
  return RoomFor(bounds_, held.own, held.all, wanted).status();
}

void ChainTail::Add(const Holding& session) { Count(session, 1); }

void ChainTail::Subtract(const Holding& session) { Count(session, -1); }

void ChainTail::Count(const Holding& session, int64_t sign) {
  for (Change* change : {&changes_[session.application], &changes_[""]}) {
    const int64_t difference = sign * static_cast<int64_t>(session.bytes);
    change->sessions += sign;
    change->bytes += difference;
    if (session.open) change->open_sessions += sign;
    if (!session.erased) continue;
    change->erased_sessions += sign;
    change->erased_bytes += difference;
  }
}

absl::StatusOr<std::vector<Rows>> ChainTail::Lock(const std::string& application) {
  connection_.Add(kLockHead);
  connection_.Add(kMeet, Arguments().Text(application));
  connection_.Add(kReadUsage, Arguments().Text(application));
  ASSIGN_OR_RETURN(std::vector<Rows> results, connection_.Run());
  RETURN_IF_ERROR(TakeHead(results[results.size() - 3]));
  const Held held = HeldIn(results.back());
  own_ = held.own;
  all_ = held.all;
  return results;
}

absl::Status ChainTail::LockHead() {
  connection_.Add(kLockHead);
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection_.Run());
  return TakeHead(results.back());
}

absl::Status ChainTail::TakeHead(const Rows& head) {
  if (head.empty())
    return MakeError(v1::INTERNAL, "the session store has no head of its audit log");
  head_ = {static_cast<uint64_t>(head.Number(0)), std::string(head.Bytes(1))};
  return absl::OkStatus();
}

// REQ: SES-7
absl::Status ChainTail::MakeRoom(const std::string& application, const Wanted& wanted) {
  while (true) {
    ASSIGN_OR_RETURN(const Room room, RoomFor(bounds_, own_, all_, wanted));
    switch (room) {
      case Room::kThere:
        if (wanted.sessions > 0) Begin(application, wanted.time);
        return absl::OkStatus();
      case Room::kForgetOwn:
        RETURN_IF_ERROR(Forget(kForgetOwn, application));
        break;
      case Room::kForgetAny:
        RETURN_IF_ERROR(Forget(kForgetAny, application));
        break;
    }
  }
}

void ChainTail::Begin(const std::string& application, absl::Time time) {
  changes_[application].minute = MinuteWith(own_.minute, time);
  changes_[""].minute = MinuteWith(all_.minute, time);
}

absl::Status ChainTail::Forget(const Statement& statement, const std::string& application) {
  connection_.Add(statement,
                  &statement == &kForgetOwn ? Arguments().Text(application) : Arguments());
  ASSIGN_OR_RETURN(const std::vector<Rows> results, connection_.Run());
  const Rows& gone = results[0];
  // Others are about to change those that could go.
  if (gone.empty()) return Overload(absl::Seconds(1), "the session store makes room; try again");
  const std::string owner(gone.Bytes(0));
  const auto bytes = static_cast<uint64_t>(gone.Number(1));
  Holding forgotten;
  forgotten.application = owner;
  forgotten.bytes = bytes;
  forgotten.erased = true;
  Subtract(forgotten);
  for (HeldSum* sum : {&all_, owner == application ? &own_ : nullptr}) {
    if (sum == nullptr) continue;
    --sum->sessions;
    --sum->erased_sessions;
    sum->bytes -= bytes;
    sum->erased_bytes -= bytes;
  }
  return absl::OkStatus();
}

// REQ: ADM-2
absl::Status ChainTail::Commit(const v1::AuditEntry& entry, bool erases) {
  const ChainedEntry chained = Chain(head_, entry);
  const auto number = static_cast<int64_t>(chained.head.number);
  for (const auto& [application, change] : changes_) {
    connection_.Add(kCount, Arguments()
                                .Text(application)
                                .Number(change.sessions)
                                .Number(change.bytes)
                                .Number(change.erased_sessions)
                                .Number(change.erased_bytes)
                                .Number(change.open_sessions)
                                .Number(NumberOf(change.minute))
                                .Number(SessionsOf(change.minute)));
  }
  connection_.Add(kAppend,
                  Arguments().Number(number).Bytes(chained.head.sha256).Bytes(chained.body));
  connection_.Add(
      kMoveHead,
      Arguments().Number(number).Bytes(chained.head.sha256).Number(int64_t{erases ? 1 : 0}));
  return connection_.Commit();
}

}  // namespace paraphe::server::postgresql
