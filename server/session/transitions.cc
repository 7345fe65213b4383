#include "server/session/transitions.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"

#include "common/errors.h"

namespace paraphe::server {
namespace {

using enum SessionState;
using enum SessionEvent;

// Why a pair that the table does not list is refused; the first row that fits decides.
struct Refusal {
  bool (*fits)(SessionState, SessionEvent);
  v1::ErrorReason reason;
  absl::string_view words;
};

bool IsReleased(SessionState state) {
  return state == kSigning || state == kSigned || state == kFinalized;
}

constexpr Refusal kRefusals[] = {
    {[](SessionState state, SessionEvent) { return state == kNone; }, v1::SESSION_UNKNOWN,
     "there is no such session"},
    {[](SessionState state, SessionEvent) { return state == kAborted; }, v1::SESSION_ABORTED,
     "the session was aborted"},
    {[](SessionState state, SessionEvent) { return state == kExpired; }, v1::SESSION_EXPIRED,
     "the session has expired"},
    {[](SessionState state, SessionEvent) { return state == kFailed; }, v1::SESSION_FAILED,
     "the session has failed"},
    {[](SessionState state, SessionEvent event) { return event == kAbort && IsReleased(state); },
     v1::DIGEST_RELEASED, "the digest already left for the device: nothing can be rolled back"},
    {[](SessionState state, SessionEvent event) { return IsResult(event) && IsReleased(state); },
     v1::SIGNATURE_ALREADY_DELIVERED, "the session already has its signature"},
    {[](SessionState, SessionEvent) { return true; }, v1::SESSION_WRONG_STATE,
     "the session is in another state"},
};

absl::Status Refuse(SessionState from, SessionEvent event) {
  const auto* refusal = std::find_if(std::begin(kRefusals), std::end(kRefusals),
                                     [&](const Refusal& row) { return row.fits(from, event); });
  const StateInfo& state = InfoOf(from);
  return MakeStateError(refusal->reason, from,
                        absl::StrCat(refusal->words, "; ", InfoOf(event).name,
                                     " is refused in state ", state.name, ": ", state.advice));
}

}  // namespace

const StateInfo kStates[10] = {
    {kNone, "NONE", "not created yet, or removed", "prepare a session"},
    {kPrepared, "PREPARED", "waits for the signer's agent",
     "the signer's agent presents the document next"},
    {kPresented, "PRESENTED", "the document is before the signer",
     "the signer chooses a certificate (Present), then consents"},
    {kConsented, "CONSENTED", "the signer consented; nothing has left yet",
     "the signer's agent asks for the digest next (Sign)"},
    {kSigning, "SIGNING", "the digest is on its way: no way back",
     "the signer's agent delivers the device's result next (Sign)"},
    {kSigned, "SIGNED", "the signature is here and verified",
     "the caller takes the signed document (Finalize)"},
    {kFinalized, "FINALIZED",
     "the caller took the signed document; it can again, until the retention ends",
     "the caller may take the signed document again (Finalize)"},
    {kAborted, "ABORTED", "the signer or the caller stopped; rolled back",
     "prepare another session"},
    {kExpired, "EXPIRED", "nobody finished in time; rolled back", "prepare another session"},
    {kFailed, "FAILED",
     "no signature came of a released digest; rolled back, unless no answer came in time at all",
     "prepare another session"},
};

const EventInfo kEvents[17] = {
    {kCreate, "Create", "Prepare", "SessionMachine::Create"},
    {kAmend, "Amend", "Prepare with a session id", "SessionMachine::Amend"},
    {kReissue, "Reissue", "Prepare repeated with its idempotency key", "SessionMachine::Reissue"},
    {kPresent, "Present", "Present", "SessionMachine::RecordPresentation"},
    {kConsent, "Consent", "Consent", "SessionMachine::RecordConsent"},
    {kStaleConsent, "StaleConsent",
     "Sign (release) too long after Present, or with a certificate that the policy now refuses",
     "SessionMachine::ReleaseDigest"},
    {kRelease, "Release", "Sign (release)", "SessionMachine::ReleaseDigest"},
    {kAcceptSignature, "AcceptSignature", "Sign (signature)", "SessionMachine::AcceptSignature"},
    {kReportFailure, "ReportFailure", "Sign (failure)", "SessionMachine::RecordFailure"},
    {kWrongSignature, "WrongSignature", "Sign (signature) that does not verify",
     "SessionMachine::AcceptSignature"},
    {kGiveUp, "GiveUp", "the deadline of a release without answer",
     "SessionMachine::ApplyDeadline"},
    {kFinalize, "Finalize", "Finalize", "SessionMachine::Finalize"},
    {kExport, "Export", "Export", "SessionMachine::Export"},
    {kAbort, "Abort", "Abort", "SessionMachine::Abort"},
    {kExpire, "Expire", "the deadline of an open session", "SessionMachine::ApplyDeadline"},
    {kRetentionEnd, "RetentionEnd", "the deadline of an ended session",
     "SessionMachine::ApplyDeadline"},
    {kRefuseOpening, "RefuseOpening", "Present or Abort with a ticket that was used, or comes late",
     "SessionMachine::CountRefusedOpening"},
};

// Both tables stand in the order of their enums (tested).
const StateInfo& InfoOf(SessionState state) { return kStates[static_cast<int>(state)]; }
const EventInfo& InfoOf(SessionEvent event) { return kEvents[static_cast<int>(event)]; }

absl::StatusOr<SessionState> Next(SessionState from, SessionEvent event, bool released) {
  if (from == kFailed && IsResult(event) && !released) return Refuse(from, event);
  for (const Transition& row : kTransitions) {
    if (row.from == from && row.event == event) return row.to;
  }
  return Refuse(from, event);
}

bool IsResult(SessionEvent event) {
  return event == kAcceptSignature || event == kReportFailure || event == kWrongSignature;
}

bool KeepsEveryState(SessionEvent event) { return event == kReissue || event == kRefuseOpening; }

bool IsRepeat(SessionState state, SessionEvent event) {
  return std::any_of(std::begin(kRepeats), std::end(kRepeats),
                     [&](const Repeat& row) { return row.state == state && row.event == event; });
}

// REQ: ROLE-1
bool MayCause(Party party, SessionEvent event) {
  switch (event) {
    case kAmend:
    case kFinalize:
      return party == Party::kCaller;
    case kPresent:
      return party != Party::kCaller;
    case kConsent:
    case kRelease:
    case kAcceptSignature:
    case kReportFailure:
    case kExport:
      return party == Party::kSigner;
    case kAbort:
      return true;
    default:
      return false;
  }
}

SessionEvent DeadlineEvent(SessionState state) {
  for (const SessionEvent event : {kExpire, kGiveUp}) {
    if (Next(state, event).ok()) return event;
  }
  return kRetentionEnd;
}

absl::Status MakeStateError(v1::ErrorReason reason, SessionState state, absl::string_view message) {
  absl::Status status = MakeError(reason, message);
  v1::ErrorDetail detail = *GetErrorDetail(status);
  detail.set_session_state(std::string(InfoOf(state).name));
  SetErrorDetail(detail, status);
  return status;
}

}  // namespace paraphe::server
