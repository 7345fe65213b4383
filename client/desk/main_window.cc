#include "client/desk/main_window.h"

#include <QCheckBox>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>
#include <chrono>
#include <utility>

#include "client/desk/attributes_view.h"
#include "client/desk/certificate_section.h"
#include "client/desk/child.h"
#include "client/desk/consent_section.h"
#include "client/desk/desk_text.h"
#include "client/desk/document_section.h"
#include "client/desk/document_view.h"
#include "client/desk/guide_window.h"
#include "client/desk/link_panel.h"
#include "client/desk/message_panel.h"
#include "client/desk/pin_panel.h"
#include "client/desk/request_section.h"
#include "client/desk/result_panel.h"
#include "client/desk/signing_page.h"
#include "client/desk/stop_bar.h"
#include "client/desk/tab_order.h"
#include "common/errors.h"

namespace paraphe::desk {
namespace {

using agent::Change;
using agent::Phrase;

constexpr QSize kUsualSize(1040, 940);
constexpr double kUsualPoints = 11;
// How long a window that was closed waits for its session to end.
constexpr std::chrono::seconds kGrace(10);

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

MainWindow::MainWindow(Language language) : language_(language) {
  Build();
  Connect();
  Speak(language);
  // Larger where writing is, as far as the screen goes.
  const double scale = std::max(1.0, font().pointSizeF() / kUsualPoints);
  resize((kUsualSize * scale).boundedTo(screen()->availableSize()));
}

MainWindow::~MainWindow() = default;

void MainWindow::BuildHead() {
  head_ = AddChild<QWidget>(centralWidget());
  auto* head = AddChild<QHBoxLayout>(head_);
  head->setContentsMargins(0, 0, 0, 0);
  head->addStretch(1);
  for (QPushButton** button : {&settings_button_, &language_button_, &guide_button_}) {
    *button = AddChild<QPushButton>(head_);
    head->addWidget(*button);
  }
  settings_button_->setObjectName("settings");
  language_button_->setObjectName("language");
  guide_button_->setObjectName("guide");
}

void MainWindow::Build() {
  setCentralWidget(MakeOwned<QWidget>());
  auto* rows = AddChild<QVBoxLayout>(centralWidget());
  BuildHead();
  rows->addWidget(head_);
  link_ = AddChild<LinkPanel>(centralWidget());
  page_ = AddChild<SigningPage>(centralWidget());
  messages_ = AddChild<MessagePanel>(centralWidget());
  foot_ = AddChild<StopBar>(centralWidget());
  for (QWidget* low : {static_cast<QWidget*>(link_), static_cast<QWidget*>(messages_),
                       static_cast<QWidget*>(foot_)}) {
    low->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  }
  rows->addWidget(link_);
  rows->addWidget(page_, 1);
  rows->addStretch(0);  // takes the room where there is no page
  rows->addWidget(messages_);
  rows->addWidget(foot_);
}

void MainWindow::Connect() {
  connect(link_, &LinkPanel::LinkEntered, this, &MainWindow::LinkEntered);
  connect(link_, &LinkPanel::NextWanted, this, &MainWindow::NextWanted);
  connect(messages_, &MessagePanel::RetryWanted, this, &MainWindow::RetryWanted);
  connect(settings_button_, &QPushButton::clicked, this, &MainWindow::SettingsWanted);
  connect(language_button_, &QPushButton::clicked, this, [this] { ChangeLanguage(); });
  const auto guide = [this] { ShowGuide(this, language_); };
  connect(guide_button_, &QPushButton::clicked, this, guide);
  connect(AddChild<QShortcut>(this, QKeySequence(Qt::Key_F1)), &QShortcut::activated, this, guide);
  connect(AddChild<QShortcut>(this, QKeySequence(Qt::CTRL | Qt::Key_Q)), &QShortcut::activated,
          this, &MainWindow::close);
  connect(foot_, &StopBar::Confirmed, this,
          [this](const std::string& reason) { StopConfirmed(reason); });
  connect(foot_, &StopBar::Dismissed, this, [this] { closing_ = false; });
  connect(page_, &SigningPage::SeenChanged, this, [this] {
    Refresh();
    if (stage_ == DeskStage::kConsenting && page_->IsSeen()) {
      page_->BringIntoSight(page_->consent());
    }
  });
  connect(page_->certificate(), &CertificateSection::Chosen, this,
          [this](size_t position) { GiveCertificate(position); });
  connect(page_->certificate(), &CertificateSection::ChangeWanted, this,
          [this] { GiveChange(Change::kCertificate); });
  connect(page_->certificate(), &CertificateSection::OtherCardWanted, this,
          [this] { GiveChange(Change::kCard); });
  connect(page_->consent()->box(), &QCheckBox::toggled, this, [this] { Refresh(); });
  connect(page_->consent(), &ConsentSection::SignatureWanted, this, [this] { GiveConsent(); });
  connect(page_->pin(), &PinPanel::Entered, this, [this] { GivePin(); });
}

void MainWindow::Speak(Language language) {
  language_ = language;
  settings_button_->setText(Text(DeskWord::kSettings, language));
  language_button_->setText(Text(DeskWord::kOtherLanguage, language));
  guide_button_->setText(Text(DeskWord::kGuide, language));
  link_->Speak(language);
  page_->Speak(language);
  messages_->Speak(language);
  foot_->Speak(language);
  Refresh();
}

// REQ: PRES-9
void MainWindow::ChangeLanguage() {
  if (!MayChangeLanguage(stage_)) return;
  Speak(agent::OtherThan(language_));
  GiveChange(Change::kLanguage);
  Q_EMIT LanguageChanged();
}

void MainWindow::SetStage(DeskStage stage) {
  stage_ = stage;
  Refresh();
}

DeskWord MainWindow::StatusWord() const {
  if (stage_ == DeskStage::kChoosing && !page_->certificate()->AnyAcceptable()) {
    return DeskWord::kStatusNoCertificate;
  }
  if (stage_ == DeskStage::kConsenting && page_->IsSeen()) {
    return page_->consent()->IsTicked() ? DeskWord::kStatusAskToSign : DeskWord::kStatusTick;
  }
  // REQ: SES-3
  const bool failed = stage_ == DeskStage::kFailed;
  if (perhaps_signed_ && (failed || stage_ == DeskStage::kStopped)) {
    return DeskWord::kStatusSeeMessage;
  }
  if (failed && card_failed_) return DeskWord::kStatusCardFailed;
  return LookOf(stage_).status;
}

void MainWindow::Refresh() {
  const bool running = IsRunning(stage_);
  const StageLook look = LookOf(stage_);
  const QString status = Text(StatusWord(), language_);
  foot_->SetStatus(status, look.busy);
  // Where several windows are, the one whose turn it is says so.
  setWindowTitle(Text(DeskWord::kWindowTitle, language_, status));
  foot_->SetWayOut(look.way_out);
  link_->setVisible(!running);
  settings_button_->setEnabled(!running);
  language_button_->setEnabled(MayChangeLanguage(stage_));
  page_->setVisible(running || opened_);
  page_->Refresh(stage_, perhaps_signed_);
  // Once the layout is what it will be.
  QTimer::singleShot(0, this, [this] {
    OrderTabs({head_, link_, page_->widget(), messages_, foot_});
  });
}

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
