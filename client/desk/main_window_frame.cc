// How the window is put together, and how it looks at each stage. What a session does with it is in main_window.cc.
#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "client/desk/attributes_view.h"
#include "client/desk/certificate_section.h"
#include "client/desk/child.h"
#include "client/desk/consent_section.h"
#include "client/desk/desk_text.h"
#include "client/desk/document_section.h"
#include "client/desk/document_view.h"
#include "client/desk/guide_window.h"
#include "client/desk/link_panel.h"
#include "client/desk/main_window.h"
#include "client/desk/message_panel.h"
#include "client/desk/pin_panel.h"
#include "client/desk/request_section.h"
#include "client/desk/result_panel.h"
#include "client/desk/signing_page.h"
#include "client/desk/stop_bar.h"
#include "client/desk/tab_order.h"

namespace paraphe::desk {
namespace {

using agent::Change;

constexpr QSize kUsualSize(1040, 940);
constexpr double kUsualPoints = 11;

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

}  // namespace paraphe::desk
