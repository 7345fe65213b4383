// What an agent does first where one before it was killed once a digest may have been released.
#ifndef PARAPHE_CLIENT_AGENT_FINISH_KEPT_H_
#define PARAPHE_CLIENT_AGENT_FINISH_KEPT_H_

#include "absl/status/status.h"

#include "client/agent/desk_rules.h"
#include "client/agent/kept_session.h"
#include "client/agent/signer_calls.h"
#include "client/agent/signer_desk.h"
#include "client/agent/signer_server.h"

namespace paraphe::agent {

// Ends the session of `kept`, which MayBeReleased(): delivers the signature that was made, or reports that there will be
// none. The device is never asked again: whether it signed is not known. The signer is told which request it is and how
// it ended. OK once the signature is delivered. What is kept stays where the server was not reached, and goes otherwise.
// `host.kept` need not be set.
//
// Errors:
//   SESSION_FAILED  no signature was kept; the server knows it now, or has ended the session itself
//   and those of SignerCalls (signer_calls.h)
//
// REQ: SES-5, EXP-5
absl::Status FinishKept(SignerServer& server, KeptSession kept, const DeskRules& rules, Host host,
                        SignerDesk& desk);

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_FINISH_KEPT_H_
