// One session, from the ticket to the signature, at the signer's side (docs/session.md). It knows
// neither terminal nor transport nor PKCS#11, and trusts none of the three.
#ifndef PARAPHE_CLIENT_AGENT_AGENT_SESSION_H_
#define PARAPHE_CLIENT_AGENT_AGENT_SESSION_H_

#include <functional>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "client/agent/certificate_choice.h"
#include "client/agent/desk_rules.h"
#include "client/agent/phases.h"
#include "client/agent/setback.h"
#include "client/agent/signer_calls.h"
#include "client/agent/signer_desk.h"
#include "client/agent/signer_server.h"
#include "client/device/signature_device.h"

namespace paraphe::agent {

// Use once. Not thread-safe. What it is given must outlive it.
class AgentSession {
 public:
  AgentSession(SignerServer& server, device::SignatureDevice& device, SignerDesk& desk,
               const DeskRules& rules, Host host);

  // Everything between ticket and signature: OK once the server has accepted the signature. After
  // every error the signer was told, and the server was told that the session ends (give_up.h).
  // Closes the device in any case. What the server refuses with is passed on. What the host's stop
  // was asked with ends the session before the next step, until the digest is released.
  //
  // Errors:
  //   DEVICE_*                the device failed
  //   ABORTED_BY_SIGNER       the signer stopped
  //   PRESENTATION_MISMATCH   the server contradicts what it sent; nothing was signed
  //   SERVER_ANSWER_MISMATCH  the server asks for something else than was shown; nothing was signed
  //   TABLE_NOT_PINNED        this desk does not know the table; nothing was signed
  //   ALGORITHM_NOT_ALLOWED   this desk refuses the algorithm; nothing was signed
  //   SIGNING_TIME_OFF        the signing time is not this desk's; nothing was signed
  //   DOCUMENT_BEYOND_BOUND   the document is larger than this desk accepts; nothing was signed
  //   CERTIFICATE_IMPOSED_MISSING  the card lacks the certificate that the application demands, and
  //                                no other was put in
  //
  // REQ: CONS-1, CONS-2, CONS-3, CONS-4, PRES-8, PRES-9, DEV-1, DEV-3, DEV-4
  absl::Status Run(absl::string_view ticket);
  // The same for a session in the inbox. REQ: CHN-4
  absl::Status Run(const v1::PresentRequest::Waiting& waiting);

 private:
  using Opener = std::function<absl::StatusOr<OpenedSession>()>;
  absl::Status RunWith(const Opener& opener);
  absl::Status Sign(const Opener& opener);
  absl::StatusOr<OpenedSession> Open(const Opener& opener);
  // How a round of the steps up to the release ends.
  using RoundEnd = std::variant<Released, Change, Setback>;
  // Rounds, until one gets to the release.
  absl::StatusOr<Released> ReachRelease(OpenedSession& session);
  // With the judgements of the device's certificates; where those lack the one that the application
  // demands, a person is shown the document all the same, with all of them refused.
  absl::StatusOr<v1::PresentResponse> FetchDocument(SignerCalls& calls);
  RoundEnd Try(v1::PresentResponse response, SignerCalls& calls);
  absl::StatusOr<std::variant<Chosen, Change>> ShowAndChoose(v1::PresentResponse response);
  RoundEnd AgreeAndRelease(Chosen chosen, SignerCalls& calls);
  // What must happen before another round; an error where there is to be none.
  absl::Status LookAgain(const Setback& setback);
  absl::Status Make(Change change, SignerCalls& calls);
  absl::Status Deliver(const Signed& signature, SignerCalls& calls);
  // The document as this agent assembles it; the server must have the same. REQ: EXP-4
  absl::Status OfferResult(const Released& released, const Signed& signature, SignerCalls& calls);
  // `error`, or the stop that brought it about.
  absl::Status CauseOf(const absl::Status& error) const;

  SignerServer& server_;
  device::SignatureDevice& device_;
  SignerDesk& desk_;
  DeskRules rules_;  // in the language that the signer reads now
  Host host_;
  std::vector<CertificateChoice> on_device_;  // not judged by the server
  SignerMemory memory_;
  RoundLimit rounds_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_AGENT_SESSION_H_
