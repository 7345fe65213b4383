// The phases of a session at the signer's side. Each is a value that only the one before can make,
// and that cannot be copied, so that no step can be left out or repeated:
//
//   Presented   the document, the attributes and the certificates are checked
//   Shown       the signer has seen the document
//   Chosen      the signer has chosen a certificate
//   Agreed      the agent has derived what will be signed, as the server says it
//   Consented   the signer has consented to that, and the server has recorded it
//   Activated   the device is ready to sign
//   Released    the server has released the digest: nothing can be taken back any more
//   Signed      the device has signed what the agent derived
//
// Each function that makes a phase takes the one before, does the step, and passes the errors of
// the parties on.
#ifndef PARAPHE_CLIENT_AGENT_PHASES_H_
#define PARAPHE_CLIENT_AGENT_PHASES_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"

#include "client/agent/certificate_choice.h"
#include "client/agent/desk_rules.h"
#include "client/agent/presented_document.h"
#include "client/agent/signer_calls.h"
#include "client/agent/signer_desk.h"
#include "client/agent/signing_checks.h"
#include "client/device/signature_device.h"

namespace paraphe::agent {

// What the signer did in an earlier round of the session and need not do again.
struct SignerMemory {
  std::shared_ptr<const PresentedDocument> seen_document;  // null: none
  std::optional<size_t> chosen_position;                   // among the device's certificates
};

// A value that can be handed on only.
class Phase {
 protected:
  Phase() = default;
  Phase(Phase&&) = default;
  Phase& operator=(Phase&&) = default;
};

class Presented : Phase {
 public:
  // Checks an answer that carries the document. `on_device`: the device's certificates, of which
  // the server was asked to judge those that can be offered.
  //
  // REQ: PRES-8
  static absl::StatusOr<Presented> Check(v1::PresentResponse response,
                                         const std::vector<CertificateChoice>& on_device,
                                         const DeskRules& rules);

 private:
  friend class Shown;
  Presented(SigningView view, std::vector<CertificateChoice> choices)
      : view_(std::move(view)), choices_(std::move(choices)) {}

  SigningView view_;
  std::vector<CertificateChoice> choices_;
};

class Shown : Phase {
 public:
  // Shows the document, unless the signer has seen the same one with the same table.
  static absl::StatusOr<Shown> Show(Presented presented, SignerDesk& desk, SignerMemory& memory);

 private:
  friend class Chosen;
  explicit Shown(Presented presented)
      : view_(std::move(presented.view_)), choices_(std::move(presented.choices_)) {}

  SigningView view_;
  std::vector<CertificateChoice> choices_;
};

class Chosen : Phase {
 public:
  // Asks for a certificate, unless the signer has chosen one that is still acceptable. Or what the
  // signer wants changed first.
  //
  // REQ: CERT-3, CERT-4
  static absl::StatusOr<std::variant<Chosen, Change>> Ask(Shown shown, SignerDesk& desk,
                                                          SignerMemory& memory);

  const PresentedDocument& document() const { return *view_.document; }
  const Certificate& certificate() const { return *view_.certificate; }
  // Whether `response` speaks of the document that was shown, for the same application and role.
  bool IsAbout(const v1::PresentResponse& response) const;

 private:
  friend class Agreed;
  Chosen(SigningView view, CertificateChoice choice)
      : view_(std::move(view)), on_device_(std::move(choice.certificate)) {
    view_.certificate = std::move(choice.parsed);
  }

  SigningView view_;
  device::DeviceCertificate on_device_;
};

class Agreed : Phase {
 public:
  // Checks the answer that was asked for with the chosen certificate, which must be about the
  // same as `chosen` (Chosen::IsAbout).
  //
  // REQ: PRES-8
  static absl::StatusOr<Agreed> Check(Chosen chosen, const v1::PresentResponse& response,
                                      const std::vector<CertificateChoice>& on_device,
                                      const DeskRules& rules, absl::Time now);

 private:
  friend class Consented;
  Agreed(Chosen chosen, AttributesToSign to_sign, const v1::PresentResponse& response);

  SigningView view_;
  device::DeviceCertificate on_device_;
  AttributesToSign to_sign_;
};

class Consented : Phase {
 public:
  // Asks the signer, and tells the server the acts that were done, those alone, and the digests of
  // what was shown. Or what the signer wants changed first: the server is told nothing then.
  //
  // REQ: CONS-1, CONS-3, PRES-9
  static absl::StatusOr<std::variant<Consented, Change>> Ask(Agreed agreed, SignerDesk& desk,
                                                             SignerCalls& calls);

 private:
  friend class Activated;
  explicit Consented(Agreed agreed)
      : view_(std::move(agreed.view_)),
        on_device_(std::move(agreed.on_device_)),
        plan_(std::move(agreed.to_sign_.plan)) {}

  SigningView view_;  // with a certificate, from here on
  device::DeviceCertificate on_device_;
  xades::SignaturePlan plan_;
};

class Activated : Phase {
 public:
  // Asks for the PIN, as often as the device lets it be tried again, and activates the key. Errors
  // of a PIN that may be tried again are told to the signer.
  //
  // REQ: DEV-3
  static absl::StatusOr<Activated> Activate(Consented consented, device::SignatureDevice& device,
                                            SignerDesk& desk);

 private:
  friend class Released;
  explicit Activated(Consented consented)
      : view_(std::move(consented.view_)), plan_(std::move(consented.plan_)) {}

  SigningView view_;
  xades::SignaturePlan plan_;
};

class Released : Phase {
 public:
  // Asks the server for the digest. After an error the digest may have been released all the same:
  // only the server knows (SES-3).
  static absl::StatusOr<Released> Ask(Activated activated, SignerCalls& calls);

  // What the signer consented to.
  const SigningView& view() const { return view_; }

 private:
  friend class Signed;
  Released(Activated activated, v1::SignResponse response)
      : view_(std::move(activated.view_)),
        plan_(std::move(activated.plan_)),
        response_(std::move(response)) {}

  const Certificate& certificate() const { return *view_.certificate; }

  SigningView view_;
  xades::SignaturePlan plan_;
  v1::SignResponse response_;  // not checked yet
};

class Signed : Phase {
 public:
  // Checks that the server released what the agent derived, has the device sign that, and checks
  // the signature.
  //
  // REQ: PRES-8, DEV-4
  static absl::StatusOr<Signed> Sign(const Released& released, device::SignatureDevice& device,
                                     SignerDesk& desk);

  const std::string& signature() const { return signature_; }

  // The signed document: the one that was shown, with this signature. It was verified, but for the
  // path of the certificate, which is the server's to judge.
  //
  // Errors:
  //   INTERNAL  it does not verify
  //
  // REQ: EXP-4, EXP-2
  absl::StatusOr<std::string> Assemble(const Released& released, const DeskRules& rules) const;

 private:
  explicit Signed(std::string signature) : signature_(std::move(signature)) {}

  std::string signature_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_PHASES_H_
