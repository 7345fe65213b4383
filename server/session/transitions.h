// The state machine of a session (SES-1): one table. Nothing else decides what may happen next, and
// only SessionMachine::Store() moves a record along it.
//
// clang-format off
//                         ┌─────┐ Amend
//                         v     │
//    Create ──────────> PREPARED ──────────────────────────────┐
//                        │    ^                                │
//                Present │    │ Amend                          │
//                        v    │                                │
//            Present ┌> PRESENTED ─────────────────────────────┤
//                    └── │    ^                                ├─ Abort ──> ABORTED ─┐
//                Consent │    │ StaleConsent                   │                     │
//                        v    │                                │                     │
//                       CONSENTED ─────────────────────────────┴─ Expire ─> EXPIRED ─┤
//                        │                                                           │
//                Release │                                                           │
//    ════════════════════╪═════ the digest is on its way: no way back ═════════      │
//                        v                                                           │
//            Release ┌> SIGNING ── ReportFailure, WrongSignature, GiveUp ─> FAILED ──┤
//                    └── │                                                   │       │
//        AcceptSignature │ ┌─── AcceptSignature (of what was given up) ──────┘       │
//                        v v                                            RetentionEnd v
//             Export ┌> SIGNED ──────────────────────────────────────────────────> (none)
//                    └── │                                                           ^
//               Finalize │                                                           │
//                        v                                                           │
//           Finalize ┌> FINALIZED ───────────────────────────────────────────────────┘
//             Export └───┘
//
// clang-format on
//
// A release that was given up (GiveUp) is FAILED, and keeps its document: nobody knows what the card
// did, and a result that comes after all is taken, until the retention ends. Every other FAILED was
// rolled back, and takes none. A late ReportFailure or WrongSignature rolls back too.
//
// Reissue (Prepare repeated) and RefuseOpening (a ticket that opens nothing) leave every state as it
// is. docs/session.md is generated from the
// table. What each state's record holds: invariants.h.
#ifndef PARAPHE_SERVER_SESSION_TRANSITIONS_H_
#define PARAPHE_SERVER_SESSION_TRANSITIONS_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/errors.h"
#include "paraphe/v1/session.pb.h"

namespace paraphe::server {

// The numbers are those of v1::SessionState, which is what is stored and sent.
enum class SessionState {
  kNone = v1::SESSION_STATE_UNSPECIFIED,  // not created yet, or removed
  kPrepared = v1::PREPARED,
  kPresented = v1::PRESENTED,
  kConsented = v1::CONSENTED,
  kSigning = v1::SIGNING,
  kSigned = v1::SIGNED,
  kFinalized = v1::FINALIZED,
  kAborted = v1::ABORTED,
  kExpired = v1::EXPIRED,
  kFailed = v1::FAILED,
};

enum class SessionEvent {
  kCreate,
  kAmend,
  kReissue,
  kPresent,
  kConsent,
  kStaleConsent,
  kRelease,
  kAcceptSignature,
  kReportFailure,
  kWrongSignature,
  kGiveUp,
  kFinalize,
  kExport,
  kAbort,
  kExpire,
  kRetentionEnd,
  kRefuseOpening,
};

// Who a call comes from, by what it shows of the session.
enum class Party { kCaller, kTicketHolder, kSigner };

struct Transition {
  SessionState from;
  SessionEvent event;
  SessionState to;
};

// REQ: SES-1 SES-2 SES-3 SES-4
inline constexpr Transition kTransitions[] = {
    {SessionState::kNone, SessionEvent::kCreate, SessionState::kPrepared},

    {SessionState::kPrepared, SessionEvent::kAmend, SessionState::kPrepared},
    {SessionState::kPresented, SessionEvent::kAmend, SessionState::kPrepared},
    {SessionState::kPrepared, SessionEvent::kPresent, SessionState::kPresented},
    {SessionState::kPresented, SessionEvent::kPresent, SessionState::kPresented},
    {SessionState::kPresented, SessionEvent::kConsent, SessionState::kConsented},
    {SessionState::kConsented, SessionEvent::kStaleConsent, SessionState::kPresented},

    {SessionState::kPrepared, SessionEvent::kAbort, SessionState::kAborted},
    {SessionState::kPresented, SessionEvent::kAbort, SessionState::kAborted},
    {SessionState::kConsented, SessionEvent::kAbort, SessionState::kAborted},
    {SessionState::kPrepared, SessionEvent::kExpire, SessionState::kExpired},
    {SessionState::kPresented, SessionEvent::kExpire, SessionState::kExpired},
    {SessionState::kConsented, SessionEvent::kExpire, SessionState::kExpired},

    {SessionState::kConsented, SessionEvent::kRelease, SessionState::kSigning},
    {SessionState::kSigning, SessionEvent::kRelease, SessionState::kSigning},
    {SessionState::kSigning, SessionEvent::kAcceptSignature, SessionState::kSigned},
    {SessionState::kSigning, SessionEvent::kReportFailure, SessionState::kFailed},
    {SessionState::kSigning, SessionEvent::kWrongSignature, SessionState::kFailed},
    {SessionState::kSigning, SessionEvent::kGiveUp, SessionState::kFailed},
    // Given up only: a result that comes late.
    {SessionState::kFailed, SessionEvent::kAcceptSignature, SessionState::kSigned},
    {SessionState::kFailed, SessionEvent::kReportFailure, SessionState::kFailed},
    {SessionState::kFailed, SessionEvent::kWrongSignature, SessionState::kFailed},
    {SessionState::kSigned, SessionEvent::kFinalize, SessionState::kFinalized},
    {SessionState::kFinalized, SessionEvent::kFinalize, SessionState::kFinalized},
    {SessionState::kSigned, SessionEvent::kExport, SessionState::kSigned},
    {SessionState::kFinalized, SessionEvent::kExport, SessionState::kFinalized},

    {SessionState::kPrepared, SessionEvent::kReissue, SessionState::kPrepared},
    {SessionState::kPresented, SessionEvent::kReissue, SessionState::kPresented},
    {SessionState::kConsented, SessionEvent::kReissue, SessionState::kConsented},
    {SessionState::kSigning, SessionEvent::kReissue, SessionState::kSigning},
    {SessionState::kSigned, SessionEvent::kReissue, SessionState::kSigned},
    {SessionState::kFinalized, SessionEvent::kReissue, SessionState::kFinalized},
    {SessionState::kAborted, SessionEvent::kReissue, SessionState::kAborted},
    {SessionState::kExpired, SessionEvent::kReissue, SessionState::kExpired},
    {SessionState::kFailed, SessionEvent::kReissue, SessionState::kFailed},

    {SessionState::kPrepared, SessionEvent::kRefuseOpening, SessionState::kPrepared},
    {SessionState::kPresented, SessionEvent::kRefuseOpening, SessionState::kPresented},
    {SessionState::kConsented, SessionEvent::kRefuseOpening, SessionState::kConsented},
    {SessionState::kSigning, SessionEvent::kRefuseOpening, SessionState::kSigning},
    {SessionState::kSigned, SessionEvent::kRefuseOpening, SessionState::kSigned},
    {SessionState::kFinalized, SessionEvent::kRefuseOpening, SessionState::kFinalized},
    {SessionState::kAborted, SessionEvent::kRefuseOpening, SessionState::kAborted},
    {SessionState::kExpired, SessionEvent::kRefuseOpening, SessionState::kExpired},
    {SessionState::kFailed, SessionEvent::kRefuseOpening, SessionState::kFailed},

    {SessionState::kSigned, SessionEvent::kRetentionEnd, SessionState::kNone},
    {SessionState::kFinalized, SessionEvent::kRetentionEnd, SessionState::kNone},
    {SessionState::kAborted, SessionEvent::kRetentionEnd, SessionState::kNone},
    {SessionState::kExpired, SessionEvent::kRetentionEnd, SessionState::kNone},
    {SessionState::kFailed, SessionEvent::kRetentionEnd, SessionState::kNone},
};

// A call that repeats, with the same content, the one that led to this state is answered OK and
// changes nothing (SES-5): its first answer may have been lost. With other content it is refused as
// Next() says.
struct Repeat {
  SessionState state;
  SessionEvent event;
};

// REQ: SES-5
inline constexpr Repeat kRepeats[] = {
    {SessionState::kConsented, SessionEvent::kConsent},
    {SessionState::kSigned, SessionEvent::kAcceptSignature},
    {SessionState::kFinalized, SessionEvent::kAcceptSignature},
    {SessionState::kFailed, SessionEvent::kReportFailure},
    {SessionState::kAborted, SessionEvent::kAbort},
};

// One row per state and event, for messages and the drawing.
struct StateInfo {
  SessionState state;
  absl::string_view name;     // as in v1::SessionState
  absl::string_view meaning;  // one line
  absl::string_view advice;   // what to do where a call is refused in this state
};
struct EventInfo {
  SessionEvent event;
  absl::string_view name;
  absl::string_view call;      // the RPC, or what else causes it
  absl::string_view function;  // the one function that does it
};

extern const StateInfo kStates[10];
extern const EventInfo kEvents[17];

const StateInfo& InfoOf(SessionState state);
const EventInfo& InfoOf(SessionEvent event);

// The state that `event` leads to from `from`. `released`: whether the session has what was released; a
// FAILED one without it was rolled back, and takes no result. ErrorDetail.session_state holds the
// state's name.
// Errors:
//   SESSION_UNKNOWN              from kNone
//   SESSION_ABORTED, SESSION_EXPIRED, SESSION_FAILED  from these states
//   DIGEST_RELEASED              kAbort in kSigning, kSigned, kFinalized (SES-3)
//   SIGNATURE_ALREADY_DELIVERED  a signature or a failure in kSigned, kFinalized
//   SESSION_WRONG_STATE          any other pair that kTransitions does not list; says what to do
absl::StatusOr<SessionState> Next(SessionState from, SessionEvent event, bool released = true);

// Whether the event is what the signer's agent says that the device made of the digest.
bool IsResult(SessionEvent event);

// Whether the event leaves every state as it is: it is not drawn.
bool KeepsEveryState(SessionEvent event);

// Whether kRepeats lists the pair.
bool IsRepeat(SessionState state, SessionEvent event);

// Whether the event is one that this party's calls cause; nobody's calls cause what the server does
// by itself.
bool MayCause(Party party, SessionEvent event);

// The event that a passed deadline causes in `state`; kNone has none and must not be asked.
SessionEvent DeadlineEvent(SessionState state);

// An error of `reason` which names `state` in ErrorDetail.session_state.
absl::Status MakeStateError(v1::ErrorReason reason, SessionState state, absl::string_view message);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_TRANSITIONS_H_
