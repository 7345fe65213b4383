// How a session ended, as an error with a name.
//
// REQ: EXP-1
#ifndef PARAPHE_CLIENT_SDK_OUTCOME_H_
#define PARAPHE_CLIENT_SDK_OUTCOME_H_

#include "absl/status/status.h"

#include "paraphe/v1/caller_service.pb.h"
#include "paraphe/v1/session.pb.h"

namespace paraphe::client {

// Whether nothing will change any more for the caller: a terminal state, or SIGNED.
bool IsOver(v1::SessionState state);

// OK for a session that is SIGNED or FINALIZED. The message of an error holds the reason that the
// server gave, which is the signer's where one was given.
// Errors:
//   ABORTED_BY_SIGNER, ABORTED_BY_CALLER  somebody stopped it
//   SESSION_EXPIRED                       nobody signed in time, or the released digest was never
//                                         answered
//   SESSION_FAILED                        the device refused
//   INTERNAL                              agent or server failed, not the device (EXP-5)
//   DEVICE_SIGNATURE_INVALID              the device's signature was wrong
//   SESSION_WRONG_STATE                   it goes on
absl::Status OutcomeOf(const v1::SessionEvent& event);

// The same for a result. OK exactly when there is a document.
absl::Status OutcomeOf(const v1::FinalizeResponse& response);

}  // namespace paraphe::client

#endif  // PARAPHE_CLIENT_SDK_OUTCOME_H_
