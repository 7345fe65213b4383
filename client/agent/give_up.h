// How a session ends without a signature. What the server is told follows from the phase that was
// reached, which the arguments are. Each function tells the signer what went wrong and how things
// stand, and returns `error`.
#ifndef PARAPHE_CLIENT_AGENT_GIVE_UP_H_
#define PARAPHE_CLIENT_AGENT_GIVE_UP_H_

#include <string>

#include "absl/status/status.h"

#include "client/agent/phases.h"
#include "client/agent/signer_calls.h"
#include "client/agent/signer_desk.h"

namespace paraphe::agent {

// No session was opened: the server is told nothing.
absl::Status GiveUp(const absl::Status& error, SignerDesk& desk);

// The digest was not released, as far as is known: the session is aborted. Where the server says
// that it was released, the failure is reported instead.
//
// REQ: CONS-2, SES-3
absl::Status GiveUp(OpenedSession& session, const absl::Status& error, SignerDesk& desk);

// The digest was released: the failure is reported, and the session fails.
absl::Status GiveUp(OpenedSession& session, const Released& released, const absl::Status& error,
                    SignerDesk& desk);

// The signature was made, and could not be delivered. Where the server was not reached, what the host keeps of the
// session stays, and the next agent delivers it (finish_kept.h).
absl::Status GiveUp(OpenedSession& session, const Signed& signature, const absl::Status& error,
                    SignerDesk& desk);

// Tells the signer where to go on. `url` comes from the caller through the server: it is passed on
// only where it is http or https.
void TellReturnUrl(const std::string& url, SignerDesk& desk);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_GIVE_UP_H_
