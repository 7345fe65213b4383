#include "tests/client/testing/scripted_desk.h"

#include <algorithm>

#include "common/errors.h"
#include "common/status_macros.h"

namespace paraphe::test {

absl::Status ScriptedDesk::Enter(DeskStep step) {
  steps.push_back(step);
  if (stop_at == step) return MakeError(v1::ABORTED_BY_SIGNER, "stopped by the script");
  return absl::OkStatus();
}

absl::StatusOr<std::string> ScriptedDesk::AskLink() {
  ++links_asked;
  if (links.empty()) return MakeError(v1::ABORTED_BY_SIGNER, "stopped by the script");
  std::string link = links.front();
  links.erase(links.begin());
  return link;
}

absl::Status ScriptedDesk::ShowDocument(const agent::SigningView&) {
  return Enter(DeskStep::kShowDocument);
}

std::optional<agent::Change> ScriptedDesk::Next(std::vector<agent::Change>& changes) {
  if (changes.empty()) return std::nullopt;
  const agent::Change change = changes.front();
  changes.erase(changes.begin());
  if (before_change) before_change();
  return change;
}

absl::StatusOr<std::variant<size_t, agent::Change>> ScriptedDesk::ChooseCertificate(
    const agent::SigningView& view, const std::vector<agent::CertificateChoice>& offered) {
  RETURN_IF_ERROR(Enter(DeskStep::kChooseCertificate));
  choosing.push_back(view);
  choices = offered;
  if (const auto change = Next(changes_at_choice)) return *change;
  if (chooses.has_value()) return *chooses;
  for (size_t i = 0; i < offered.size(); ++i) {
    if (offered[i].acceptable()) return i;
  }
  return MakeError(v1::CERTIFICATE_REFUSED, "none acceptable");
}

absl::StatusOr<std::variant<agent::ConsentActs, agent::Change>> ScriptedDesk::AskConsent(
    const agent::SigningView& view) {
  RETURN_IF_ERROR(Enter(DeskStep::kAskConsent));
  if (const auto change = Next(changes_at_consent)) return *change;
  if (before_consent) before_consent();
  consented.push_back(view);
  return acts;
}

absl::StatusOr<SecretBuffer> ScriptedDesk::AskPin(const agent::PinRequest& request) {
  RETURN_IF_ERROR(Enter(DeskStep::kAskPin));
  pin_requests.push_back(request);
  std::string digits = "1234";
  if (!pins.empty()) {
    digits = pins.front();
    pins.erase(pins.begin());
  }
  SecretBuffer pin(32);
  for (const char digit : digits) static_cast<void>(pin.Append(digit));
  return pin;
}

void ScriptedDesk::Tell(agent::Phrase phrase, absl::string_view detail) {
  told.push_back(phrase);
  details.emplace_back(detail);
}

void ScriptedDesk::TellError(const absl::Status& status) { errors.push_back(status); }

bool ScriptedDesk::WasTold(agent::Phrase phrase) const {
  return std::find(told.begin(), told.end(), phrase) != told.end();
}

}  // namespace paraphe::test
