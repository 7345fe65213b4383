// A signer who does what a test says, and remembers what was said and shown.
#ifndef PARAPHE_TESTS_CLIENT_TESTING_SCRIPTED_DESK_H_
#define PARAPHE_TESTS_CLIENT_TESTING_SCRIPTED_DESK_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "client/agent/signer_desk.h"

namespace paraphe::test {

enum class DeskStep { kShowDocument, kChooseCertificate, kAskConsent, kAskPin };

// Without further script: takes the first acceptable certificate, consents, enters "1234".
class ScriptedDesk final : public agent::SignerDesk {
 public:
  absl::Status ShowDocument(const agent::SigningView& view) override;
  absl::StatusOr<size_t> ChooseCertificate(
      const agent::SigningView& view,
      const std::vector<agent::CertificateChoice>& choices) override;
  absl::StatusOr<agent::ConsentActs> AskConsent(const agent::SigningView& view) override;
  absl::StatusOr<SecretBuffer> AskPin(const agent::PinRequest& request) override;
  void Tell(agent::Phrase phrase, absl::string_view detail) override;
  void TellError(const absl::Status& status) override;

  std::optional<DeskStep> stop_at;  // the signer stops there
  std::vector<std::string> pins;    // the next ones; "1234" where empty
  agent::ConsentActs acts{true, true, true};
  std::function<void()> before_consent;
  std::optional<size_t> chooses;  // this position, acceptable or not

  std::vector<DeskStep> steps;
  std::vector<agent::SigningView> consented;  // what was to be seen at each consent
  std::vector<agent::CertificateChoice> choices;
  std::vector<agent::PinRequest> pin_requests;
  std::vector<agent::Phrase> told;
  std::vector<std::string> details;
  std::vector<absl::Status> errors;

  bool WasTold(agent::Phrase phrase) const;

 private:
  absl::Status Enter(DeskStep step);
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_SCRIPTED_DESK_H_
