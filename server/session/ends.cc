// How sessions end without a signature: abort, passed deadlines and failures, through one rollback. A release
// that is given up is not rolled back: a signature may exist.
#include <utility>

#include "common/errors.h"
#include "common/log.h"
#include "common/status_macros.h"
#include "server/session/audit_entry.h"
#include "server/session/invariants.h"
#include "server/session/session_machine.h"
#include "server/store/record_time.h"
#include "server/store/store_errors.h"

namespace paraphe::server {
namespace {

using Ended = v1::SessionRecord::Ended;

Ended MakeEnd(v1::StatusCode status, v1::ErrorReason reason, absl::string_view words) {
  Ended ended;
  ended.set_status(status);
  ended.set_reason(reason);
  ended.set_words(words.data(), words.size());
  return ended;
}

Ended AbortedBy(Party party, absl::string_view words) {
  return party == Party::kCaller ? MakeEnd(v1::ST_ABORTED_BY_CALLER, v1::ABORTED_BY_CALLER, words)
                                 : MakeEnd(v1::ST_ABORTED_BY_SIGNER, v1::ABORTED_BY_SIGNER, words);
}

// Clears every phase: of the attributes, the document's facts, the table, the certificates and the
// DTBS nothing is left. What stays are ids, times, digests, hashes and return URLs. REQ: SES-2
void RollBack(v1::SessionRecord& record) {
  record.clear_prepared();
  record.clear_presented();
  record.clear_consented();
  record.clear_released();
  record.clear_signature();
  record.clear_ended();
}

}  // namespace

// The one rollback. REQ: SES-2
absl::StatusOr<v1::SessionRecord> SessionMachine::StoreEnd(SessionEvent event,
                                                           v1::SessionRecord record,
                                                           const Ended& ended) {
  RollBack(record);
  *record.mutable_ended() = ended;
  *record.mutable_ended()->mutable_time() = ToTimestamp(clock_.Now());
  return Store(event, std::move(record), EraseDocument{});
}

// REQ: SES-2 SES-3 CONS-2
absl::StatusOr<v1::SessionRecord> SessionMachine::Abort(Step step, absl::string_view words) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, Take(step, SessionEvent::kAbort));
  if (IsRepeat(StateOf(record), SessionEvent::kAbort)) return record;
  return StoreEnd(SessionEvent::kAbort, std::move(record), AbortedBy(step.by_, words));
}

// REQ: SES-4 SES-5
absl::StatusOr<v1::SessionRecord> SessionMachine::GiveUp(v1::SessionRecord record) {
  *record.mutable_ended() = MakeEnd(v1::ST_NO_ANSWER, v1::DEADLINE, "");
  *record.mutable_ended()->mutable_time() = ToTimestamp(clock_.Now());
  return Store(SessionEvent::kGiveUp, std::move(record), KeepDocument{});
}

// REQ: SES-4
absl::StatusOr<v1::SessionRecord> SessionMachine::ApplyDeadline(v1::SessionRecord record) {
  if (clock_.Now() < DeadlineOf(record)) return record;
  switch (DeadlineEvent(StateOf(record))) {
    case SessionEvent::kExpire:
      return StoreEnd(SessionEvent::kExpire, std::move(record),
                      MakeEnd(v1::ST_EXPIRED, v1::SESSION_EXPIRED, ""));
    case SessionEvent::kGiveUp:
      return GiveUp(std::move(record));
    default:
      RETURN_IF_ERROR(Remove(record));
      return UnknownSession();
  }
}

absl::Status SessionMachine::Remove(const v1::SessionRecord& record) {
  RETURN_IF_ERROR(Next(StateOf(record), SessionEvent::kRetentionEnd).status());
  RETURN_IF_ERROR(store_.Remove(record.id(), record.version(),
                                MakeAuditEntry(SessionEvent::kRetentionEnd, record, clock_.Now())));
  Tell(SessionEvent::kRetentionEnd, record);
  return absl::OkStatus();
}

absl::StatusOr<SweepCounts> SessionMachine::Sweep(size_t limit) {
  SweepCounts counts;
  ASSIGN_OR_RETURN(const auto due, store_.ClaimDue(clock_.Now(), limit));
  for (const std::string& id : due) SweepOne(id, counts);
  return counts;
}

void SessionMachine::SweepOne(const std::string& id, SweepCounts& counts) {
  const absl::StatusOr<v1::SessionRecord> record = LoadByKey(SessionId{id});
  if (ReasonOf(record.status()) == v1::SESSION_UNKNOWN) {
    ++counts.removed;
  } else if (!record.ok()) {
    Log(LogLevel::kWarning, "sweep_skipped",
        {{"session", id}, {"reason", v1::ErrorReason_Name(ReasonOf(record.status()))}});
    ++counts.skipped;
  } else {
    ++(StateOf(*record) == SessionState::kExpired ? counts.expired : counts.given_up);
  }
}

}  // namespace paraphe::server
