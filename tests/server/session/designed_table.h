// What design.md says of the states of a session, written down a second time and in another shape:
// what tests compare the table of transitions.h with.
#ifndef PARAPHE_TESTS_SERVER_SESSION_DESIGNED_TABLE_H_
#define PARAPHE_TESTS_SERVER_SESSION_DESIGNED_TABLE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/errors.h"
#include "server/session/transitions.h"

namespace paraphe::server::test {

// A small letter is the state that a call leaves the session in; a capital one the reason for which
// it is refused.
inline char LetterOf(SessionState state) {
  switch (state) {
    case SessionState::kNone:
      return 'n';
    case SessionState::kPrepared:
      return 'p';
    case SessionState::kPresented:
      return 'r';
    case SessionState::kConsented:
      return 'c';
    case SessionState::kSigning:
      return 's';
    case SessionState::kSigned:
      return 'd';
    case SessionState::kFinalized:
      return 'z';
    case SessionState::kAborted:
      return 'x';
    case SessionState::kExpired:
      return 'e';
    case SessionState::kFailed:
      return 'f';
  }
  return '?';
}

inline char LetterOf(const absl::Status& refusal) {
  switch (ReasonOf(refusal)) {
    case v1::SESSION_UNKNOWN:
      return 'U';
    case v1::SESSION_WRONG_STATE:
      return 'W';
    case v1::SESSION_ABORTED:
      return 'A';
    case v1::SESSION_EXPIRED:
      return 'E';
    case v1::SESSION_FAILED:
      return 'F';
    case v1::DIGEST_RELEASED:
      return 'D';
    case v1::SIGNATURE_ALREADY_DELIVERED:
      return 'S';
    case v1::DEVICE_SIGNATURE_INVALID:
      return 'I';
    default:
      return '?';
  }
}

// One letter an event, in the order of SessionEvent: Create Amend Reissue Present Consent
// StaleConsent Release AcceptSignature ReportFailure WrongSignature GiveUp Finalize Export Abort
// Expire RetentionEnd RefuseOpening.
struct DesignedState {
  SessionState state;
  absl::string_view events;
};
// clang-format off
inline constexpr DesignedState kDesigned[] = {
    {SessionState::kNone,      "pUUUUUUUUUUUUUUUU"},
    {SessionState::kPrepared,  "WpprWWWWWWWWWxeWp"},
    {SessionState::kPresented, "WprrcWWWWWWWWxeWr"},
    {SessionState::kConsented, "WWcWWrsWWWWWWxeWc"},
    {SessionState::kSigning,   "WWsWWWsdfffWWDWWs"},
    {SessionState::kSigned,    "WWdWWWWSSSWzdDWnd"},
    {SessionState::kFinalized, "WWzWWWWSSSWzzDWnz"},
    {SessionState::kAborted,   "AAxAAAAAAAAAAAAnx"},
    {SessionState::kExpired,   "EEeEEEEEEEEEEEEne"},
    {SessionState::kFailed,    "FFfFFFFdffFFFFFnf"},
};
// Where nothing of the release is left.
inline constexpr absl::string_view kDesignedRolledBack = "FFfFFFFFFFFFFFFnf";
// clang-format on

inline char Designed(SessionState from, SessionEvent event) {
  for (const DesignedState& row : kDesigned) {
    if (row.state == from) return row.events[static_cast<size_t>(event)];
  }
  return '?';
}

}  // namespace paraphe::server::test

#endif  // PARAPHE_TESTS_SERVER_SESSION_DESIGNED_TABLE_H_
