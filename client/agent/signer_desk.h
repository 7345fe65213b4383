// The signer's desk: everything that a person sees and does. The terminal is one; a window will be
// another; the flow (agent_session.h) knows this interface only.
//
//   ShowDocument → ChooseCertificate → AskConsent → AskPin → (signed)
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
#include "client/agent/material.h"
#include "client/agent/phrases.h"
#include "client/device/signature_device.h"
#include "common/secret_buffer.h"
#include "paraphe/v1/attributes.pb.h"

namespace paraphe::agent {

// What can be looked at, at any time. All of it is text of others, as it stands: a desk shows it
// through render/visible.h and render/text_view.h.
struct Exhibit {
  std::string application;
  std::string signer_role;
  std::string session_code;
  std::shared_ptr<const Material> material;  // document(), html(), title(); never null
  std::vector<v1::AttributeLine> attributes;
  std::optional<Certificate> certificate;  // the chosen one
};

// The deliberate acts of CONS-1, in their order; the PIN is the last one and comes after.
struct ConsentActs {
  bool document_presented = false;
  bool box_ticked = false;
  bool signature_requested = false;
};

struct PinRequest {
  device::DeviceState device;
  int attempt = 1;
};

// Every function that asks may answer ABORTED_BY_SIGNER: the signer stopped (CONS-2). Not
// thread-safe.
class SignerDesk {
 public:
  virtual ~SignerDesk() = default;

  // Presents the document, for the first time or because it changed. Returns once the signer has
  // had it before their eyes.
  virtual absl::Status ShowDocument(const Exhibit& exhibit) = 0;

  // The position of an acceptable choice. CERTIFICATE_REFUSED where none is; the signer has seen
  // the reasons then.
  virtual absl::StatusOr<size_t> ChooseCertificate(
      const Exhibit& exhibit, const std::vector<CertificateChoice>& choices) = 0;

  // Shows the exact attributes and asks for consent to what is in the exhibit. The acts that were
  // really done.
  virtual absl::StatusOr<ConsentActs> AskConsent(const Exhibit& exhibit) = 0;

  // The PIN; empty where it is entered at the reader, after the signer was told so.
  virtual absl::StatusOr<SecretBuffer> AskPin(const PinRequest& request) = 0;

  // Says something. `detail` is plain text of anybody's: the desk makes it visible. May be empty.
  virtual void Tell(Phrase phrase, absl::string_view detail) = 0;
  // Says what went wrong, in the signer's words.
  virtual void TellError(const absl::Status& status) = 0;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SIGNER_DESK_H_
