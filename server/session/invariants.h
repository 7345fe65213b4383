// What a session's record holds in each state. Checked after each load and before each store, so
// that neither a defect nor a changed row in the store passes for a session in that state.
#ifndef PARAPHE_SERVER_SESSION_INVARIANTS_H_
#define PARAPHE_SERVER_SESSION_INVARIANTS_H_

#include "absl/status/status.h"

#include "paraphe/v1/session_record.pb.h"
#include "server/session/transitions.h"

namespace paraphe::server {

// Which phases (sub-messages of the record) a state has. The document exists exactly where
// `prepared` does. FAILED has two rows: what was given up keeps all that a late result needs.
struct PhasesOf {
  SessionState state;
  bool prepared, presented, consented, released, signature, ended;
};

// REQ: SES-2 CONS-3
// clang-format off
inline constexpr PhasesOf kPhases[] = {
    // state                   prepared presented consented released signature ended
    {SessionState::kPrepared,  true,    false,    false,    false,   false,    false},
    {SessionState::kPresented, true,    true,     false,    false,   false,    false},
    {SessionState::kConsented, true,    true,     true,     false,   false,    false},
    {SessionState::kSigning,   true,    true,     true,     true,    false,    false},
    {SessionState::kSigned,    true,    true,     true,     true,    true,     false},
    {SessionState::kFinalized, true,    true,     true,     true,    true,     true},
    {SessionState::kAborted,   false,   false,    false,    false,   false,    true},
    {SessionState::kExpired,   false,   false,    false,    false,   false,    true},
    {SessionState::kFailed,    false,   false,    false,    false,   false,    true},
    {SessionState::kFailed,    true,    true,     true,     true,    false,    true},
};
// clang-format on

// The state of a record that passed CheckInvariants().
inline SessionState StateOf(const v1::SessionRecord& record) {
  return static_cast<SessionState>(record.state());
}

// INTERNAL, naming the first rule broken, unless:
//   - the phases are exactly those of the state, in one of its rows;
//   - identifiers, times and hashes are there, of the right length;
//   - there is a session token, from PRESENTED on;
//   - the document's facts lie in it, and their digest is of the session's algorithm;
//   - a chosen certificate was offered, was acceptable, and is the one to be signed;
//   - consent has all its acts, or was unattended;
//   - its digests and its language are those of what was presented;
//   - a release has both its byte strings, a signature is not empty;
//   - the end's status and reason fit the state; FAILED without a rollback is ST_NO_ANSWER, DEADLINE.
absl::Status CheckInvariants(const v1::SessionRecord& record);

}  // namespace paraphe::server

#endif  // PARAPHE_SERVER_SESSION_INVARIANTS_H_
