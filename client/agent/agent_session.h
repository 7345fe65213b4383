// One session, from the ticket to the signature, as the signer's side of docs/session.md. It knows
// neither terminal nor transport nor PKCS#11, and trusts none of the three.
//
// REQ: CONS-1, CONS-2, CONS-3, PRES-8, DEV-1, DEV-3, DEV-4
#ifndef PARAPHE_CLIENT_AGENT_AGENT_SESSION_H_
#define PARAPHE_CLIENT_AGENT_AGENT_SESSION_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "client/agent/attributes_check.h"
#include "client/agent/certificate_choice.h"
#include "client/agent/desk_rules.h"
#include "client/agent/material.h"
#include "client/agent/signer_calls.h"
#include "client/agent/signer_desk.h"
#include "client/device/signature_device.h"

namespace paraphe::agent {

// Use once. Not thread-safe. What it is given must outlive it.
class AgentSession {
 public:
  AgentSession(SignerServer& server, device::SignatureDevice& device, SignerDesk& desk,
               const DeskRules& rules, Pause pause);

  // Everything between ticket and signature. Closes the device, whatever happens; tells the signer
  // how it ended; leaves no session behind that nobody could finish: aborts it, or reports the
  // failure where the digest was released. OK once the server has accepted the signature.
  // ABORTED_BY_SIGNER; DEVICE_*; PRESENTATION_MISMATCH, SERVER_ANSWER_MISMATCH, TABLE_NOT_PINNED,
  // ALGORITHM_NOT_ALLOWED where the server lied or asked for what this desk does not do (nothing
  // was handed to the device then); what the server refused with.
  absl::Status Run(absl::string_view ticket);

 private:
  // How far it went, which decides how it is given up.
  enum class Phase { kNotOpen, kRevocable, kReleaseAsked, kReleased, kSignatureMade, kDone };

  absl::Status Sign(absl::string_view ticket);
  absl::Status Open(absl::string_view ticket);
  absl::Status AgreeAndRelease();
  absl::Status Agree();
  absl::Status Show();
  absl::Status Choose();
  absl::Status FixTerms();
  absl::Status Refresh();
  absl::Status TakePresentation(v1::PresentResponse response);
  absl::Status GiveConsent();
  absl::Status ActivateKey();
  absl::Status Release();
  absl::Status SignAndDeliver();
  // Whether the signer must look again after `status`; tells why.
  bool MustLookAgain(const absl::Status& status);

  void GiveUp(const absl::Status& status);
  void Withdraw(const absl::Status& status);
  void ReportFailure(const absl::Status& status);
  void TellEnd(const absl::StatusOr<std::string>& return_url);
  const CertificateChoice& chosen() const { return choices_[*choice_]; }

  device::SignatureDevice& device_;
  SignerDesk& desk_;
  const DeskRules& rules_;
  SignerCalls calls_;
  Phase phase_ = Phase::kNotOpen;

  std::shared_ptr<const Material> material_;
  Exhibit exhibit_;
  bool shown_ = false;  // material_ was before the signer's eyes
  bool asked_ = false;  // for consent, since the last time that something was to be looked at again
  bool contradicted_ = false;                 // the server spoke of other material than it had sent
  std::vector<CertificateChoice> on_device_;  // not judged
  std::vector<CertificateChoice> choices_;    // the same, judged
  std::optional<size_t> choice_;
  std::optional<SigningTerms> terms_;  // what the signer sees, or saw, and consents to
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_AGENT_SESSION_H_
