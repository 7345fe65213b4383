// The desk of test harnesses and batches: nobody is asked. Servers accept it only where the policy
// says allow_unattended.
#ifndef PARAPHE_CLIENT_AGENT_UNATTENDED_DESK_H_
#define PARAPHE_CLIENT_AGENT_UNATTENDED_DESK_H_

#include <string>
#include <variant>
#include <vector>

#include "client/agent/signer_desk.h"
#include "client/agent/terminal.h"

namespace paraphe::agent {

// `terminal` must outlive it. Nothing is read from it but the link.
class UnattendedDesk final : public SignerDesk {
 public:
  // `certificate_sha256` (hexadecimal) names the certificate; where it is empty, the only acceptable
  // one is taken. `pin_file` (pin_file.h) may be empty where the device asks for no PIN. What is
  // signed is saved at every path of `save` (SaveResult in receipt.h).
  UnattendedDesk(Terminal& terminal, Language language, std::string certificate_sha256,
                 std::string pin_file, std::vector<std::string> save);

  absl::StatusOr<std::string> AskLink() override;
  absl::Status ShowDocument(const SigningView& view) override;
  absl::StatusOr<std::variant<size_t, Change>> ChooseCertificate(
      const SigningView& view, const std::vector<CertificateChoice>& choices) override;
  absl::StatusOr<std::variant<ConsentActs, Change>> AskConsent(const SigningView& view) override;
  // Gives the PIN once: one that was refused is not tried again, and the last try of a card is not
  // used up.
  //
  // Errors:
  //   DEVICE_PIN_*            as the device refused the first try
  //   UNATTENDED_NOT_ALLOWED  one try is left, or the PIN is entered at the reader
  //   and those of ReadPinFile
  absl::StatusOr<SecretBuffer> AskPin(const PinRequest& request) override;
  std::string AskReason() override { return ""; }
  void OfferResult(const SignedResult& result) override;
  void Tell(Phrase phrase, absl::string_view detail) override;
  void TellError(const absl::Status& status) override;

 private:
  Terminal& terminal_;
  Language language_;
  std::string certificate_sha256_;
  std::string pin_file_;
  std::vector<std::string> save_;
};

}  // namespace paraphe::agent

#endif  // PARAPHE_CLIENT_AGENT_UNATTENDED_DESK_H_
