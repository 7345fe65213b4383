// A signer who does what a test says, and remembers what was said and shown.
#ifndef PARAPHE_TESTS_CLIENT_TESTING_SCRIPTED_DESK_H_
#define PARAPHE_TESTS_CLIENT_TESTING_SCRIPTED_DESK_H_

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/agent/signer_desk.h"

namespace paraphe::test {

enum class DeskStep { kShowDocument, kChooseCertificate, kAskConsent, kAskPin };

// Without further script: takes the first acceptable certificate, consents, enters "1234".
class ScriptedDesk final : public agent::SignerDesk {
 public:
  absl::StatusOr<std::string> AskLink() override;
  absl::Status ShowDocument(const agent::SigningView& view) override;
  absl::StatusOr<std::variant<size_t, agent::Change>> ChooseCertificate(
      const agent::SigningView& view,
      const std::vector<agent::CertificateChoice>& choices) override;
  absl::StatusOr<std::variant<agent::ConsentActs, agent::Change>> AskConsent(
      const agent::SigningView& view) override;
  absl::StatusOr<SecretBuffer> AskPin(const agent::PinRequest& request) override;
  std::string AskReason() override { return reason; }
  void OfferResult(const agent::SignedResult& result) override { results.push_back(result); }
  void Tell(agent::Phrase phrase, absl::string_view detail) override;
  void TellError(const absl::Status& status) override;

  std::optional<DeskStep> stop_at;  // the signer stops there
  std::vector<std::string> links;   // the next ones; the signer stops where there is none
  std::vector<std::string> pins;    // the next ones; "1234" where empty
  agent::ConsentActs acts{true, true, true};
  std::function<void()> before_consent;
  std::function<void()> before_change;
  std::optional<size_t> chooses;  // this position, acceptable or not
  std::string reason;             // why the signer stops
  // What the signer wants changed at the next prompts for a certificate, and for consent.
  std::vector<agent::Change> changes_at_choice;
  std::vector<agent::Change> changes_at_consent;

  int links_asked = 0;
  std::vector<DeskStep> steps;
  std::vector<agent::SigningView> choosing;   // what was to be seen at each choice
  std::vector<agent::SigningView> consented;  // the same at each consent
  std::vector<agent::CertificateChoice> choices;
  std::vector<agent::PinRequest> pin_requests;
  std::vector<agent::SignedResult> results;
  std::vector<agent::Phrase> told;
  std::vector<std::string> details;
  std::vector<absl::Status> errors;

  bool WasTold(agent::Phrase phrase) const;

 private:
  absl::Status Enter(DeskStep step);
  std::optional<agent::Change> Next(std::vector<agent::Change>& changes);
};

}  // namespace paraphe::test

#endif  // PARAPHE_TESTS_CLIENT_TESTING_SCRIPTED_DESK_H_
