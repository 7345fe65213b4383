// How sessions end without a signature: abort and passed deadlines, through one rollback.
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/bounds.h"
#include "common/errors.h"
#include "common/log.h"
#include "common/status_macros.h"
#include "server/session/invariants.h"
#include "server/session/retry.h"
#include "server/session/rollback.h"
#include "server/session/session_service.h"
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

Ended AbortedBy(const SessionRef& ref, absl::string_view words) {
  return std::holds_alternative<CallerRef>(ref)
             ? MakeEnd(v1::ST_ABORTED_BY_CALLER, v1::ABORTED_BY_CALLER, words)
             : MakeEnd(v1::ST_ABORTED_BY_SIGNER, v1::ABORTED_BY_SIGNER, words);
}

}  // namespace

// REQ: SES-2
absl::StatusOr<v1::SessionRecord> SessionMachine::StoreEnd(SessionEvent event,
                                                           v1::SessionRecord record,
                                                           const Ended& ended) {
  RollBack(record);
  *record.mutable_ended() = ended;
  *record.mutable_ended()->mutable_time() = ToTimestamp(clock_.Now());
  return Store(event, std::move(record), EraseDocument{});
}

// REQ: SES-2 SES-3 CONS-2
absl::StatusOr<v1::SessionRecord> SessionMachine::Abort(const SessionRef& ref,
                                                        absl::string_view words) {
  if (words.size() > 4 * kMaxReasonCharacters) {
    return MakeError(
        v1::MALFORMED_REQUEST,
        absl::StrCat("reason has more than ", kMaxReasonCharacters, " characters; shorten it"));
  }
  return RetryOnConflict([&]() -> absl::StatusOr<v1::SessionRecord> {
    ASSIGN_OR_RETURN(v1::SessionRecord record,
                     std::visit([&](const auto& one) { return Load(one); }, ref));
    if (IsRepeat(StateOf(record), SessionEvent::kAbort)) return record;
    RETURN_IF_ERROR(Next(StateOf(record), SessionEvent::kAbort).status());
    return StoreEnd(SessionEvent::kAbort, std::move(record), AbortedBy(ref, words));
  });
}

// REQ: SES-4
absl::StatusOr<v1::SessionRecord> SessionMachine::ApplyDeadline(v1::SessionRecord record) {
  if (clock_.Now() < DeadlineOf(record)) return record;
  switch (DeadlineEvent(StateOf(record))) {
    case SessionEvent::kExpire:
      return StoreEnd(SessionEvent::kExpire, std::move(record),
                      MakeEnd(v1::ST_EXPIRED, v1::SESSION_EXPIRED, ""));
    case SessionEvent::kGiveUp:
      return StoreEnd(SessionEvent::kGiveUp, std::move(record),
                      MakeEnd(v1::ST_DEVICE_FAILED, v1::DEADLINE, ""));
    default:
      RETURN_IF_ERROR(Remove(record));
      return UnknownSession();
  }
}

absl::Status SessionMachine::Remove(const v1::SessionRecord& record) {
  RETURN_IF_ERROR(Next(StateOf(record), SessionEvent::kRetentionEnd).status());
  RETURN_IF_ERROR(store_.Remove(record.id(), record.version()));
  Tell(SessionEvent::kRetentionEnd, record);
  return absl::OkStatus();
}

absl::StatusOr<SweepCounts> SessionMachine::Sweep(size_t limit) {
  SweepCounts counts;
  ASSIGN_OR_RETURN(const auto due, store_.ListDue(clock_.Now(), limit));
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
