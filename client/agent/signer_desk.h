// The signer's desk: everything that a person sees and does. The terminal is one, the unattended
// desk another. The flow (agent_session.h) knows this interface only, and calls it in this order:
//
//   ShowDocument → ChooseCertificate → AskConsent → AskPin
//
// and begins again wherever something changed meanwhile, or the signer asked for a change.
#ifndef PARAPHE_CLIENT_AGENT_SIGNER_DESK_H_
#define PARAPHE_CLIENT_AGENT_SIGNER_DESK_H_

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "client/agent/certificate_choice.h"
#include "client/agent/phrases.h"
#include "client/agent/receipt.h"
#include "client/agent/signing_view.h"
#include "client/device/signature_device.h"
#include "common/secret_buffer.h"

namespace paraphe::agent {

// The deliberate acts of CONS-1, in their order: those that a person really did, and no others. The
// PIN comes after them.
struct ConsentActs {
  bool document_presented = false;
  bool box_ticked = false;
  bool signature_requested = false;
};

// What the signer asks for in place of the next step. Possible until the consent is given.
enum class Change {
  kCertificate,  // to choose again
  kCard,         // to choose again, after the device was read again: another card is in the reader
  // To be shown the page in the other of the two languages: consent is to what is on the screen, so the
  // document is presented again, and the session speaks that language from then on. REQ: PRES-9
  kLanguage,
};

struct PinRequest {
  device::DeviceState device;
  int attempt = 1;       // counted from 1 in each consent
  absl::Status refused;  // why the PIN before was refused; OK where there was none
};

// Not thread-safe. Each function that asks something may answer ABORTED_BY_SIGNER: the signer
// stopped (CONS-2).
class SignerDesk {
 public:
  virtual ~SignerDesk() = default;

  // Asks for the link of a program that was started without one, before there is a session.
  virtual absl::StatusOr<std::string> AskLink() = 0;

  // Presents the document: for the first time, because it changed, or because the signer was away.
  // What was displayed before does not count any more. Returns OK once the signer goes on, whether
  // the document was displayed to its end or left early. Every error means that it could not be
  // displayed.
  virtual absl::Status ShowDocument(const SigningView& view) = 0;

  // Asks for one of `choices`, and returns the position of an acceptable one, or
  // Change::kCard or kLanguage.
  //
  // Errors:
  //   CERTIFICATE_REFUSED          none is acceptable; the signer has seen the reasons
  //   CERTIFICATE_IMPOSED_MISSING  none is acceptable, and the one that the application demands is
  //                                not among them
  virtual absl::StatusOr<std::variant<size_t, Change>> ChooseCertificate(
      const SigningView& view, const std::vector<CertificateChoice>& choices) = 0;

  // Shows the exact attributes and asks for consent to everything in `view`. Returns the acts that
  // were really done since ShowDocument was last called: `document_presented` only where the whole
  // document was on the screen, there or when the signer looked again.
  //
  // REQ: CONS-1, PRES-9
  virtual absl::StatusOr<std::variant<ConsentActs, Change>> AskConsent(const SigningView& view) = 0;

  // Asks for the PIN. It is empty where the signer enters it at the reader, and knows so.
  virtual absl::StatusOr<SecretBuffer> AskPin(const PinRequest& request) = 0;

  // Asks a signer who stopped for the reason, in words for the application. Empty where none is
  // given; at most kMaxReasonCharacters, without control characters.
  virtual std::string AskReason() = 0;

  // Hands over what the signer may keep: the document is signed, and delivered. Nothing that fails
  // here changes that.
  //
  // REQ: EXP-4
  virtual void OfferResult(const SignedResult& result) = 0;

  // Says `phrase`, then `detail`, which may be empty and is text of others: the desk makes it
  // visible.
  virtual void Tell(Phrase phrase, absl::string_view detail) = 0;
  // Says what went wrong, in the signer's words.
  virtual void TellError(const absl::Status& status) = 0;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_SIGNER_DESK_H_
