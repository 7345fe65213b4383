// Begin, and what every step is made of: load, store, tell. The commits are in prepare.cc, present.cc,
// consent.cc, release.cc, result.cc and ends.cc.
#include "server/session/session_machine.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/hash.h"
#include "common/log.h"
#include "common/status_macros.h"
#include "server/session/audit_entry.h"
#include "server/session/credentials.h"
#include "server/session/invariants.h"
#include "server/store/record_time.h"
#include "server/store/store_errors.h"

namespace paraphe::server {
namespace {

// A broken record is a defect, or was written by something else than this server: it is logged.
absl::Status CheckLoudly(const v1::SessionRecord& record) {
  absl::Status status = CheckInvariants(record);
  if (!status.ok())
    Log(LogLevel::kError, "session_broken", {{"error", std::string(status.message())}});
  return status;
}

Party PartyOf(const SessionRef& ref) {
  if (std::holds_alternative<CallerRef>(ref)) return Party::kCaller;
  return std::holds_alternative<SignerRef>(ref) ? Party::kSigner : Party::kTicketHolder;
}

bool IsConflict(const absl::Status& status) { return ReasonOf(status) == v1::SESSION_CONFLICT; }

// Of a call with a ticket: that the ticket is not, or no longer, of use.
bool IsRefusedOpening(const absl::Status& status) {
  switch (ReasonOf(status)) {
    case v1::TICKET_USED:
    case v1::SESSION_ABORTED:
    case v1::SESSION_EXPIRED:
    case v1::SESSION_FAILED:
      return true;
    default:
      return false;
  }
}

// Whether it is the agent's that exchanged the ticket for the token: no stranger's.
bool WasExchangedBy(const TicketRef& ref, const v1::SessionRecord& record) {
  if (ref.agent_secret.empty()) return false;
  const absl::StatusOr<std::string> token = DeriveToken(ref.agent_secret, ref.ticket);
  return token.ok() && IsSessionToken(record, *token);
}

// The session token that this reference's ticket, or login, is exchanged for; empty where it is neither.
absl::StatusOr<std::string> TokenFor(const SessionRef& ref) {
  if (PartyOf(ref) != Party::kTicketHolder) return std::string();
  const auto* ticket = std::get_if<TicketRef>(&ref);
  if (ticket == nullptr || ticket->agent_secret.empty()) return NewSecret();
  return DeriveToken(ticket->agent_secret, ticket->ticket);
}

}  // namespace

absl::StatusOr<Step> SessionMachine::Begin(const SessionRef& ref, SessionEvent event) {
  absl::StatusOr<Step> step = BeginAs(ref, event);
  const auto* ticket = std::get_if<TicketRef>(&ref);
  if (ticket != nullptr && IsRefusedOpening(step.status())) CountRefusedOpening(*ticket);
  return step;
}

absl::StatusOr<Step> SessionMachine::BeginAs(const SessionRef& ref, SessionEvent event) {
  const Party party = PartyOf(ref);
  if (!MayCause(party, event)) {
    return MakeError(v1::INTERNAL, absl::StrCat(InfoOf(event).name, " is not this party's"));
  }
  ASSIGN_OR_RETURN(v1::SessionRecord record, Find(ref, event));
  const SessionState state = StateOf(record);
  if (!IsRepeat(state, event)) RETURN_IF_ERROR(Next(state, event, record.has_released()).status());
  ASSIGN_OR_RETURN(std::string token, TokenFor(ref));
  return Step(std::move(record), event, party, std::move(token));
}

absl::StatusOr<v1::SessionRecord> SessionMachine::Take(Step& step, SessionEvent event) {
  if (step.event_ == event) return std::move(step.record_);
  return MakeError(v1::INTERNAL, absl::StrCat("a step towards ", InfoOf(step.event_).name,
                                              " is committed as ", InfoOf(event).name));
}

absl::StatusOr<std::string> SessionMachine::LoadDocument(const Step& step) const {
  return store_.LoadDocument(step.record().id());
}

absl::StatusOr<v1::SessionRecord> SessionMachine::LoadByKey(const SessionKey& key, Towards event) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, store_.Load(key));
  RETURN_IF_ERROR(CheckLoudly(record));
  const bool in_time =
      event.has_value() && IsResult(*event) && StateOf(record) == SessionState::kSigning;
  if (in_time) return record;
  return ApplyDeadline(std::move(record));
}

// REQ: ROLE-1
absl::StatusOr<v1::SessionRecord> SessionMachine::Load(const CallerRef& ref, Towards event) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, LoadByKey(SessionId{ref.session_id}, event));
  const bool own = std::find(ref.applications.begin(), ref.applications.end(),
                             record.application()) != ref.applications.end();
  if (!IsCallerToken(record, ref.caller_token) || !own) return UnknownSession();
  return record;
}

absl::StatusOr<v1::SessionRecord> SessionMachine::Load(const SignerRef& ref, Towards event) {
  ASSIGN_OR_RETURN(v1::SessionRecord record,
                   LoadByKey(TokenHash{Sha256(ref.session_token)}, event));
  if (!IsSessionToken(record, ref.session_token)) return UnknownSession();
  return record;
}

// REQ: SES-5
absl::StatusOr<v1::SessionRecord> SessionMachine::Load(const TicketRef& ref, Towards event) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, LoadByKey(TicketHash{Sha256(ref.ticket)}, event));
  if (IsUnusedTicket(record, ref.ticket) || WasExchangedBy(ref, record)) return record;
  return MakeError(
      v1::TICKET_USED,
      "this ticket was already used by an agent; if that was not yours, abort the session "
      "and prepare another");
}

// REQ: CHN-4
absl::StatusOr<v1::SessionRecord> SessionMachine::Load(const WaitingRef& ref, Towards event) {
  ASSIGN_OR_RETURN(v1::SessionRecord record, LoadByKey(SessionId{ref.session_id}, event));
  if (ref.signer.empty() || record.signer() != ref.signer) return UnknownSession();
  return record;
}

absl::StatusOr<std::vector<v1::SessionRecord>> SessionMachine::ListWaiting(
    const std::string& signer, size_t limit) {
  ASSIGN_OR_RETURN(const std::vector<v1::SessionRecord> stored, store_.ListWaiting(signer, limit));
  std::vector<v1::SessionRecord> waiting;
  for (const v1::SessionRecord& one : stored) {
    RETURN_IF_ERROR(CheckLoudly(one));
    if (one.signer() != signer || DeadlineOf(one) <= clock_.Now()) continue;
    waiting.push_back(one);
  }
  return waiting;
}

absl::StatusOr<v1::SessionRecord> SessionMachine::Find(const SessionRef& ref, Towards event) {
  return std::visit([&](const auto& one) { return Load(one, event); }, ref);
}

absl::StatusOr<v1::SessionRecord> SessionMachine::Get(const SessionRef& ref) {
  return Find(ref, std::nullopt);
}

absl::StatusOr<v1::SessionRecord> SessionMachine::Store(SessionEvent event,
                                                        v1::SessionRecord record,
                                                        const DocumentChange& change) {
  const SessionState from = StateOf(record);
  const uint64_t version = record.version();
  ASSIGN_OR_RETURN(const SessionState to, Next(from, event));
  if (to != from || event == SessionEvent::kAmend) StartTime(to, record);
  record.set_state(static_cast<v1::SessionState>(to));
  record.set_version(version + 1);
  RETURN_IF_ERROR(CheckLoudly(record));
  absl::Status stored =
      store_.CompareAndSet(version, record, change, MakeAuditEntry(event, record, clock_.Now()));
  if (IsConflict(stored)) stored = StoreOverOpenings(event, version, record, change);
  RETURN_IF_ERROR(stored);
  Tell(event, record);
  return record;
}

// A stranger with a used ticket must not take the rightful signer's steps away. They count up to a
// bound, so this ends. REQ: CHN-3
absl::Status SessionMachine::StoreOverOpenings(SessionEvent event, uint64_t version,
                                               v1::SessionRecord& record,
                                               const DocumentChange& change) {
  absl::Status stored = MovedSession();
  while (IsConflict(stored) && event != SessionEvent::kRefuseOpening) {
    ASSIGN_OR_RETURN(const v1::SessionRecord now, store_.Load(SessionId{record.id()}));
    const uint64_t steps = now.version() - version;
    if (steps == 0 || steps != now.refused_openings() - record.refused_openings()) return stored;
    version = now.version();
    record.set_version(version + 1);
    record.set_refused_openings(now.refused_openings());
    stored =
        store_.CompareAndSet(version, record, change, MakeAuditEntry(event, record, clock_.Now()));
  }
  return stored;
}

// REQ: CHN-3
void SessionMachine::CountRefusedOpening(const TicketRef& ref) {
  constexpr int kAttempts = 8;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    absl::StatusOr<v1::SessionRecord> record = LoadByKey(TicketHash{Sha256(ref.ticket)});
    if (!record.ok() || WasExchangedBy(ref, *record)) return;
    if (record->refused_openings() >= kMostRefusedOpenings) return;
    record->set_refused_openings(record->refused_openings() + 1);
    const auto stored =
        Store(SessionEvent::kRefuseOpening, *std::move(record), KeepDocument{}).status();
    if (!IsConflict(stored)) return;
  }
}

// REQ: SES-4
void SessionMachine::StartTime(SessionState state, v1::SessionRecord& record) const {
  // PRESENTED and CONSENTED live on the time that PREPARED was given; the ended states share one
  // time.
  const std::pair<SessionState, absl::Duration> times[] = {
      {SessionState::kPrepared, options_.lifetime},
      {SessionState::kSigning, options_.signing_timeout},
      {SessionState::kSigned, options_.unclaimed_retention},
      {SessionState::kFinalized, options_.retention},
      {SessionState::kAborted, options_.retention},
      {SessionState::kExpired, options_.retention},
      {SessionState::kFailed, options_.retention},
  };
  for (const auto& [entered, time] : times) {
    if (entered == state) SetDeadline(clock_.Now() + time, record);
  }
}

void SessionMachine::Tell(SessionEvent event, const v1::SessionRecord& record) const {
  if (listener_ != nullptr) listener_->OnStored(event, record);
}

}  // namespace paraphe::server
