#include "client/desk/main_window.h"

#include <QCheckBox>
#include <QCloseEvent>
#include <QTimer>
#include <utility>

#include "client/desk/attributes_view.h"
#include "client/desk/certificate_section.h"
#include "client/desk/consent_section.h"
#include "client/desk/desk_text.h"
#include "client/desk/document_section.h"
#include "client/desk/document_view.h"
#include "client/desk/link_panel.h"
#include "client/desk/message_panel.h"
#include "client/desk/pin_panel.h"
#include "client/desk/request_section.h"
#include "client/desk/result_panel.h"
#include "client/desk/signing_page.h"
#include "client/desk/stop_bar.h"
#include "common/errors.h"

namespace paraphe::desk {
namespace {

using agent::Change;
using agent::Phrase;

bool IsOfDevice(v1::ErrorReason reason) {
  return reason >= v1::DEVICE_MODULE_UNUSABLE && reason <= v1::DEVICE_CARD_SERVICE_ABSENT;
}

// What the signer may try again with the same link, which was not spent.
bool MayTryAgain(const absl::Status& outcome) {
  const v1::ErrorReason reason = ReasonOf(outcome);
  return IsOfDevice(reason) || reason == v1::NOT_REACHABLE || reason == v1::DEADLINE ||
         reason == v1::PROXY_FAILED;
}

}  // namespace

void MainWindow::BeginSession() {
  opened_ = perhaps_signed_ = card_failed_ = false;
  ForgetQuestions();
  page_->Clear();
  messages_->Clear();
  SetStage(DeskStage::kCard);
}

void MainWindow::SayLinkWaits(bool waits) {
  link_->SetNext(waits);
  if (waits && IsRunning(stage_)) {
    foot_->SetStatus(Text(DeskWord::kLinkWaits, language_), LookOf(stage_).busy);
  }
  raise();
  activateWindow();
}

void MainWindow::ShowFailure(const absl::Status& status) { messages_->AddError(status); }

void MainWindow::ShowWaitForCard(const absl::Status& missing) {
  if (stage_ == DeskStage::kStopping) return;
  messages_->SetPassing(missing);
  SetStage(missing.ok() ? DeskStage::kCard : DeskStage::kNoCard);
}

void MainWindow::ShowConnecting(const std::string& server) {
  messages_->SetPassing(absl::OkStatus());
  page_->request()->SetServer(server);
  if (stage_ != DeskStage::kStopping) SetStage(DeskStage::kConnecting);
}

void MainWindow::ShowDocument(const agent::SigningView& view, Language spoken) {
  opened_ = true;
  page_->ShowDocument(view, spoken);
  if (stage_ == DeskStage::kStopping) return;
  SetStage(DeskStage::kShowing);
  page_->BringIntoSight(page_->request());
  page_->document()->view()->setFocus(Qt::OtherFocusReason);
}

void MainWindow::ChooseCertificate(const agent::SigningView& view,
                                   std::vector<agent::CertificateChoice> choices, Language spoken,
                                   Reply<CertificateAnswer> reply) {
  if (spoken != language_) return reply.Give(Change::kLanguage);
  if (stage_ == DeskStage::kStopping) return;
  certificate_reply_ = std::move(reply);
  page_->certificate()->Choose(view, std::move(choices));
  SetStage(DeskStage::kChoosing);
  if (!page_->certificate()->AnyAcceptable()) page_->BringIntoSight(page_->certificate());
}

void MainWindow::AskConsent(const agent::SigningView& view, Language spoken,
                            Reply<ConsentAnswer> reply) {
  if (spoken != language_) return reply.Give(Change::kLanguage);
  if (stage_ == DeskStage::kStopping) return;
  consent_reply_ = std::move(reply);
  page_->ShowAgreed(view);
  SetStage(DeskStage::kConsenting);
  LeadToConsent();
}

void MainWindow::LeadToConsent() {
  if (!page_->document()->IsShownWhole()) {
    page_->BringIntoSight(page_->document());
    page_->document()->view()->setFocus(Qt::OtherFocusReason);
  } else if (!page_->attributes()->IsShownWhole()) {
    page_->BringIntoSight(page_->attributes());
    page_->attributes()->setFocus(Qt::OtherFocusReason);
  } else {
    page_->BringIntoSight(page_->consent());
    page_->consent()->box()->setFocus(Qt::OtherFocusReason);
  }
}

void MainWindow::AskPin(const agent::PinRequest& request, Reply<SecretBuffer> reply) {
  if (stage_ == DeskStage::kStopping) return;
  pin_reply_ = std::move(reply);
  SetStage(DeskStage::kPin);
  page_->pin()->Ask(request, /*before_listing=*/!opened_);
  page_->BringIntoSight(page_->signature());
}

void MainWindow::OfferResult(const agent::SignedResult& result) {
  page_->result()->Offer(result);
  page_->BringIntoSight(page_->signature());
}

void MainWindow::Tell(Phrase phrase, const std::string& detail) {
  switch (phrase) {
    case Phrase::kWaitingForServer:
      if (stage_ == DeskStage::kStopping) return;  // nothing is tried again
      return foot_->SetStatus(Text(phrase, language_), /*busy=*/true);
    case Phrase::kSigning:
      messages_->Clear();
      return SetStage(DeskStage::kSigning);
    case Phrase::kDelivering:
      return SetStage(DeskStage::kDelivering);
    case Phrase::kSigned:
      page_->result()->ShowSigned();
      return SetStage(DeskStage::kDone);
    case Phrase::kReturnUrl:
      return page_->result()->SetReturnUrl(detail);
    case Phrase::kPerhapsSigned:
    case Phrase::kNotDelivered:
    case Phrase::kDeliveredLater:
      perhaps_signed_ = true;
      return messages_->Add(phrase, detail);
    default:
      return messages_->Add(phrase, detail);
  }
}

void MainWindow::TellError(const absl::Status& status) {
  // It stands above the field where it is entered again.
  const v1::ErrorReason reason = ReasonOf(status);
  if (reason == v1::DEVICE_PIN_WRONG || reason == v1::DEVICE_PIN_UNUSABLE) return;
  messages_->AddError(status);
}

void MainWindow::EndSession(const absl::Status& outcome) {
  ForgetQuestions();
  page_->pin()->Close();
  if (outcome.ok()) {
    SetStage(DeskStage::kDone);
  } else {
    const bool stopped = ReasonOf(outcome) == v1::ABORTED_BY_SIGNER;
    // Nothing of a request that came to nothing stays on the screen. What goes on elsewhere does.
    const bool retry = !opened_ && MayTryAgain(outcome);
    card_failed_ = opened_ && IsOfDevice(ReasonOf(outcome));
    page_->Abandon();
    SetStage(stopped ? DeskStage::kStopped : DeskStage::kFailed);
    messages_->OfferRetry(retry);
  }
  Q_EMIT SessionEnded(outcome);
  if (closing_) close();
}

void MainWindow::GiveChange(Change change) {
  if (certificate_reply_.has_value()) {
    std::exchange(certificate_reply_, std::nullopt)->Give(change);
  } else if (consent_reply_.has_value()) {
    std::exchange(consent_reply_, std::nullopt)->Give(change);
  } else {
    return;
  }
  messages_->Clear();
  SetStage(change == Change::kLanguage ? DeskStage::kAwaiting : DeskStage::kShowing);
}

void MainWindow::GiveCertificate(size_t position) {
  if (!certificate_reply_.has_value()) return;
  messages_->Clear();
  std::exchange(certificate_reply_, std::nullopt)->Give(position);
  page_->certificate()->Take(position);
  SetStage(DeskStage::kAwaiting);
}

// REQ: CONS-1
void MainWindow::GiveConsent() {
  if (!consent_reply_.has_value() || !page_->IsSeen() || !page_->consent()->IsTicked()) return;
  messages_->Clear();
  page_->consent()->Close();
  std::exchange(consent_reply_, std::nullopt)
      ->Give(agent::ConsentActs{page_->document()->IsShownWhole(), true, true});
  SetStage(DeskStage::kAwaiting);
}

void MainWindow::GivePin() {
  if (!pin_reply_.has_value()) return;
  std::exchange(pin_reply_, std::nullopt)->Give(page_->pin()->Take());
  SetStage(opened_ ? DeskStage::kChecking : DeskStage::kCard);
}

void MainWindow::ForgetQuestions() {
  certificate_reply_.reset();
  consent_reply_.reset();
  pin_reply_.reset();
}

void MainWindow::StopConfirmed(const std::string& reason) {
  ForgetQuestions();
  page_->pin()->Close();
  page_->consent()->Close();
  // What cannot be taken back can only be left: the second asking does that.
  const bool leaves = LookOf(stage_).way_out == WayOut::kLeave;
  Q_EMIT StopWanted(reason);
  if (leaves) Q_EMIT StopWanted(reason);
  SetStage(DeskStage::kStopping);
  if (closing_) QTimer::singleShot(kGrace, this, [this] { Q_EMIT Closed(); });
}

void MainWindow::StopAndClose() {
  closing_ = true;
  if (IsRunning(stage_)) {
    StopConfirmed("");
  } else {
    close();
  }
}

// REQ: CONS-4
void MainWindow::closeEvent(QCloseEvent* event) {
  if (!IsRunning(stage_)) {
    event->accept();
    Q_EMIT Closed();
    return;
  }
  event->ignore();
  closing_ = true;
  foot_->Ask();
}

}  // namespace paraphe::desk
