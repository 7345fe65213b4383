// The signer's desk: everything that a person sees and does. The terminal is one, the unattended
// desk another. The flow (agent_session.h) knows this interface only, and calls it in this order:
//
//   ShowDocument → ChooseCertificate → AskConsent → AskPin
#ifndef PARAPHE_CLIENT_AGENT_SIGNER_DESK_H_
#define PARAPHE_CLIENT_AGENT_SIGNER_DESK_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/agent/certificate_choice.h"
#include "client/agent/phrases.h"
#include "client/agent/presented_document.h"
#include "client/device/signature_device.h"
#include "common/secret_buffer.h"
#include "paraphe/v1/attributes.pb.h"

namespace paraphe::agent {

// What the signer can look at while deciding. All of it is text of others, as it stands: a desk
// shows it through render/visible.h and render/text_view.h.
struct SigningView {
  std::string application;
  std::string signer_role;
  std::string session_code;
  std::shared_ptr<const PresentedDocument> document;  // never null
  std::vector<v1::AttributeLine> attributes;          // in words
  std::optional<Certificate> certificate;             // the chosen one, once there is one
};

// The deliberate acts of CONS-1, in their order. The PIN comes after them.
struct ConsentActs {
  bool document_presented = false;
  bool box_ticked = false;
  bool signature_requested = false;
};

struct PinRequest {
  device::DeviceState device;
  int attempt = 1;  // counted from 1 in each consent
};

// Not thread-safe. Each function that asks something may answer ABORTED_BY_SIGNER: the signer
// stopped (CONS-2).
class SignerDesk {
 public:
  virtual ~SignerDesk() = default;

  // Presents the document, for the first time or because it changed. Returns OK once the signer has
  // seen it; every error means that it was not shown.
  virtual absl::Status ShowDocument(const SigningView& view) = 0;

  // Asks for one of `choices`, and returns the position of an acceptable one.
  //
  // Errors:
  //   CERTIFICATE_REFUSED  none is acceptable; the signer has seen the reasons
  virtual absl::StatusOr<size_t> ChooseCertificate(
      const SigningView& view, const std::vector<CertificateChoice>& choices) = 0;

  // Shows the exact attributes and asks for consent to everything in `view`. Returns the acts that
  // were really done.
  virtual absl::StatusOr<ConsentActs> AskConsent(const SigningView& view) = 0;

  // Asks for the PIN. It is empty where the signer enters it at the reader, and knows so.
  virtual absl::StatusOr<SecretBuffer> AskPin(const PinRequest& request) = 0;

  // Says `phrase`, then `detail`, which may be empty and is text of others: the desk makes it
  // visible.
  virtual void Tell(Phrase phrase, absl::string_view detail) = 0;
  // Says what went wrong, in the signer's words.
  virtual void TellError(const absl::Status& status) = 0;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SIGNER_DESK_H_
