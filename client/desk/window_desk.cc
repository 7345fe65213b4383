#include "client/desk/window_desk.h"

#include <memory>
#include <utility>

#include "client/agent/certificate_list.h"
#include "client/agent/desk_rules.h"
#include "common/errors.h"

namespace paraphe::desk {

using agent::Change;

WindowDesk::WindowDesk(SigningScreen& screen, Poster post, const agent::Stop& stop, Language spoken)
    : screen_(screen), post_(std::move(post)), stop_(stop), spoken_(spoken) {}

absl::StatusOr<std::string> WindowDesk::AskLink() {
  return MakeError(v1::ABORTED_BY_SIGNER, "there is no link");
}

absl::Status WindowDesk::ShowDocument(const agent::SigningView& view) {
  post_([this, view, spoken = spoken_] { screen_.ShowDocument(view, spoken); });
  return absl::OkStatus();
}

// REQ: PRES-9
template <typename Answer>
absl::StatusOr<Answer> WindowDesk::Heard(absl::StatusOr<Answer> answer) {
  const Change* change = answer.ok() ? std::get_if<Change>(&*answer) : nullptr;
  if (change != nullptr && *change == Change::kLanguage) spoken_ = agent::OtherThan(spoken_);
  return answer;
}

absl::StatusOr<CertificateAnswer> WindowDesk::ChooseCertificate(
    const agent::SigningView& view, const std::vector<agent::CertificateChoice>& choices) {
  const Reply<CertificateAnswer> reply;
  post_([this, view, choices, spoken = spoken_, reply] {
    screen_.ChooseCertificate(view, choices, spoken, reply);
  });
  absl::StatusOr<CertificateAnswer> answer = Heard(reply.Wait(stop_));
  // Who gives up here has no card for it; what the server ended keeps its own name. REQ: CERT-4
  const agent::CertificateList list(choices);
  const bool gave_up = ReasonOf(answer.status()) == v1::ABORTED_BY_SIGNER;
  if (gave_up && list.acceptable_count() == 0) return list.NoneError(view.imposed);
  return answer;
}

absl::StatusOr<ConsentAnswer> WindowDesk::AskConsent(const agent::SigningView& view) {
  const Reply<ConsentAnswer> reply;
  post_([this, view, spoken = spoken_, reply] { screen_.AskConsent(view, spoken, reply); });
  return Heard(reply.Wait(stop_));
}

absl::StatusOr<SecretBuffer> WindowDesk::AskPin(const agent::PinRequest& request) {
  const Reply<SecretBuffer> reply;
  post_([this, request, reply] { screen_.AskPin(request, reply); });
  return reply.Wait(stop_);
}

std::string WindowDesk::AskReason() {
  const absl::MutexLock lock(&mutex_);
  return reason_;
}

void WindowDesk::SetReason(std::string reason) {
  const absl::MutexLock lock(&mutex_);
  reason_ = std::move(reason);
}

void WindowDesk::OfferResult(const agent::SignedResult& result) {
  post_([this, result] { screen_.OfferResult(result); });
}

void WindowDesk::Tell(agent::Phrase phrase, absl::string_view detail) {
  post_([this, phrase, detail = std::string(detail)] { screen_.Tell(phrase, detail); });
}

void WindowDesk::TellError(const absl::Status& status) {
  post_([this, status] { screen_.TellError(status); });
}

}  // namespace paraphe::desk
