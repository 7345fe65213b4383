#include "server/store/store_usage.h"

#include "common/status_macros.h"
#include "server/store/record_time.h"
#include "server/store/store_errors.h"

namespace paraphe::server {
namespace {

constexpr absl::Duration kRetryAfter = absl::Seconds(30);

// The bounds of one application, or of all.
struct Most {
  Whose whose;
  uint64_t open_sessions, new_sessions, sessions, bytes;
};

Most OwnMost(const StoreBounds& bounds) {
  return {Whose::kApplication, bounds.application_open_sessions,
          bounds.application_new_sessions_per_minute, bounds.application_sessions,
          bounds.application_bytes};
}

Most AllMost(const StoreBounds& bounds) {
  return {Whose::kServer, bounds.open_sessions, bounds.new_sessions_per_minute, bounds.sessions,
          bounds.bytes};
}

// Whether what is held and what is wanted is too much; `erased` says whether the erased count.
bool TooManySessions(const HeldSum& sum, const Most& most, const Wanted& wanted, bool erased) {
  const uint64_t held = sum.sessions - (erased ? 0 : sum.erased_sessions);
  return held + wanted.sessions > most.sessions;
}
bool TooManyBytes(const HeldSum& sum, const Most& most, const Wanted& wanted, bool erased) {
  const uint64_t held = sum.bytes - (erased ? 0 : sum.erased_bytes);
  return held + wanted.bytes > most.bytes;
}
bool TooMuch(const HeldSum& sum, const Most& most, const Wanted& wanted) {
  return TooManySessions(sum, most, wanted, true) || TooManyBytes(sum, most, wanted, true);
}

absl::Time EndOf(const Minute& minute) { return absl::FromUnixSeconds((minute.number + 1) * 60); }

// What only a new session needs.
absl::Status CheckNew(const HeldSum& sum, const Most& most, const Wanted& wanted) {
  if (wanted.bytes > most.bytes) return NeverFits(most.whose, wanted.bytes, most.bytes);
  if (sum.open_sessions >= most.open_sessions) {
    return QuotaReached(Quota::kOpenSessions, most.whose, most.open_sessions, kRetryAfter);
  }
  const Minute minute = MinuteAt(sum.minute, wanted.time);
  if (minute.sessions < most.new_sessions) return absl::OkStatus();
  return QuotaReached(Quota::kNewSessions, most.whose, most.new_sessions,
                      EndOf(minute) - wanted.time);
}

// OK where it fits once all that was erased is forgotten.
absl::Status CheckFits(const HeldSum& sum, const Most& most, const Wanted& wanted) {
  if (wanted.sessions > 0) RETURN_IF_ERROR(CheckNew(sum, most, wanted));
  if (TooManySessions(sum, most, wanted, false)) {
    return QuotaReached(Quota::kSessions, most.whose, most.sessions, kRetryAfter);
  }
  if (!TooManyBytes(sum, most, wanted, false)) return absl::OkStatus();
  return QuotaReached(Quota::kBytes, most.whose, most.bytes, kRetryAfter);
}

}  // namespace

bool IsOpen(v1::SessionState state) { return v1::PREPARED <= state && state <= v1::SIGNED; }

Minute MinuteAt(const Minute& last, absl::Time time) {
  const int64_t number = absl::ToUnixSeconds(time) / 60;
  return number == last.number || number + 1 == last.number ? last : Minute{number, 0};
}

Minute MinuteWith(const Minute& last, absl::Time time) {
  Minute minute = MinuteAt(last, time);
  ++minute.sessions;
  return minute;
}

absl::StatusOr<Room> RoomFor(const StoreBounds& bounds, const HeldSum& own, const HeldSum& all,
                             const Wanted& wanted) {
  const Most own_most = OwnMost(bounds), all_most = AllMost(bounds);
  RETURN_IF_ERROR(CheckFits(own, own_most, wanted));
  RETURN_IF_ERROR(CheckFits(all, all_most, wanted));
  if (TooMuch(own, own_most, wanted)) return Room::kForgetOwn;
  return TooMuch(all, all_most, wanted) ? Room::kForgetAny : Room::kThere;
}

Holding HoldingOf(const v1::SessionRecord& record, std::optional<uint64_t> document_bytes) {
  return {record.id(),
          record.application(),
          DeadlineOf(record),
          record.ByteSizeLong() + document_bytes.value_or(0) + kSessionOverheadBytes,
          !document_bytes.has_value(),
          IsOpen(record.state())};
}

void StoreUsage::Add(const Holding& session) {
  for (HeldSum* sum : {&all_, &applications_[session.application]}) {
    ++sum->sessions;
    sum->bytes += session.bytes;
    if (session.open) ++sum->open_sessions;
    if (!session.erased) continue;
    ++sum->erased_sessions;
    sum->erased_bytes += session.bytes;
  }
  if (!session.erased) return;
  erased_.emplace(session.deadline, session.id);
  erased_of_.emplace(session.application, session.deadline, session.id);
}

void StoreUsage::Subtract(const Holding& session) {
  const auto own = applications_.find(session.application);
  for (HeldSum* sum : {&all_, &own->second}) {
    --sum->sessions;
    sum->bytes -= session.bytes;
    if (session.open) --sum->open_sessions;
    if (!session.erased) continue;
    --sum->erased_sessions;
    sum->erased_bytes -= session.bytes;
  }
  if (own->second.sessions == 0) applications_.erase(own);
  if (!session.erased) return;
  erased_.erase({session.deadline, session.id});
  erased_of_.erase({session.application, session.deadline, session.id});
}

// Only the applications of the configuration have any.
void StoreUsage::Began(const std::string& application, absl::Time time) {
  for (Minute* minute : {&all_.minute, &minutes_[application]}) *minute = MinuteWith(*minute, time);
}

void StoreUsage::Clear() {
  const Minute minute = all_.minute;
  all_ = HeldSum();
  all_.minute = minute;
  applications_.clear();
  erased_.clear();
  erased_of_.clear();
}

HeldSum StoreUsage::SumOf(const std::string& application) const {
  const auto found = applications_.find(application);
  HeldSum sum = found == applications_.end() ? HeldSum() : found->second;
  const auto minute = minutes_.find(application);
  if (minute != minutes_.end()) sum.minute = minute->second;
  return sum;
}

absl::Status StoreUsage::CheckRoom(const std::string& application, const Wanted& wanted) const {
  return RoomFor(bounds_, SumOf(application), all_, wanted).status();
}

absl::StatusOr<std::string> StoreUsage::InTheWay(const std::string& application,
                                                 const Wanted& wanted) const {
  ASSIGN_OR_RETURN(const Room room, RoomFor(bounds_, SumOf(application), all_, wanted));
  switch (room) {
    case Room::kForgetOwn:
      return std::get<2>(*erased_of_.lower_bound({application, absl::InfinitePast(), ""}));
    case Room::kForgetAny:
      return erased_.begin()->second;
    case Room::kThere:
      break;
  }
  return std::string();
}

}  // namespace paraphe::server
