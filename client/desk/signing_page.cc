#include "client/desk/signing_page.h"

#include <QTimer>
#include <QVBoxLayout>
#include <chrono>

#include "client/desk/attributes_view.h"
#include "client/desk/certificate_section.h"
#include "client/desk/child.h"
#include "client/desk/consent_section.h"
#include "client/desk/desk_text.h"
#include "client/desk/document_section.h"
#include "client/desk/pin_panel.h"
#include "client/desk/request_section.h"
#include "client/desk/result_panel.h"

namespace paraphe::desk {
namespace {

// How long a layout takes to settle after something was shown: usually, and where much is shown.
constexpr std::chrono::milliseconds kSettling[] = {std::chrono::milliseconds(60),
                                                   std::chrono::milliseconds(150)};
// How much of the room that is left the document takes, and one part nothing.
constexpr int kDocumentShare = 100;

}  // namespace

SigningPage::SigningPage(QWidget* parent) : QScrollArea(parent) {
  auto* content = MakeOwned<QWidget>();
  request_ = AddChild<RequestSection>(content, 1);
  document_ = AddChild<DocumentSection>(content, 2);
  attributes_section_ = AddChild<Section>(content, 3);
  attributes_ = AddChild<AttributesView>(attributes_section_);
  attributes_->setObjectName("attributes");
  attributes_->hide();
  attributes_section_->body()->addWidget(attributes_);
  certificate_ = AddChild<CertificateSection>(content, 4);
  consent_ = AddChild<ConsentSection>(content, 5);
  signature_ = AddChild<Section>(content, 6);
  pin_ = AddChild<PinPanel>(signature_);
  result_ = AddChild<ResultPanel>(signature_);
  signature_->body()->addWidget(pin_);
  signature_->body()->addWidget(result_);
  connect(result_, &ResultPanel::Saved, this, [this] { BringIntoSight(signature_); });
  auto* rows = AddChild<QVBoxLayout>(content);
  rows->addWidget(request_);
  rows->addWidget(document_, kDocumentShare);
  for (Section* section : {attributes_section_, static_cast<Section*>(certificate_),
                           static_cast<Section*>(consent_), signature_}) {
    rows->addWidget(section);
  }
  rows->addStretch(1);  // takes the room where there is no document
  setWidget(content);
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setFocusPolicy(Qt::NoFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  connect(document_, &DocumentSection::SeenChanged, this, &SigningPage::SeenChanged);
  connect(attributes_, &AttributesView::ShownWhole, this, &SigningPage::SeenChanged);
}

void SigningPage::ShowDocument(const agent::SigningView& view, Language spoken) {
  shown_ = true;
  agreed_ = false;
  request_->Show(view);
  document_->Show(view, spoken);
  attributes_->show();
  attributes_->Show(view, spoken);
  consent_->Clear();
}

void SigningPage::ShowAgreed(const agent::SigningView& view) {
  agreed_ = true;
  request_->Show(view);
  attributes_->Show(view, language_);
  certificate_->ShowChosen(*view.certificate);
  consent_->Ask(view);
}

void SigningPage::Clear() {
  shown_ = agreed_ = false;
  request_->Clear();
  document_->Clear();
  attributes_->hide();
  certificate_->Clear();
  consent_->Clear();
  pin_->Close();
  result_->Clear();
}

void SigningPage::Abandon() {
  agreed_ = false;
  document_->Clear();
  attributes_->hide();
  certificate_->Clear();
  consent_->Clear();
  pin_->Close();
}

void SigningPage::Speak(Language language) {
  language_ = language;
  request_->Speak(language);
  document_->Speak(language);
  attributes_section_->SetHeading(Text(DeskWord::kWhatIsSigned, language));
  certificate_->Speak(language);
  consent_->Speak(language);
  signature_->SetHeading(Text(DeskWord::kTheSignature, language));
  pin_->Speak(language);
  result_->Speak(language);
}

bool SigningPage::IsSeen() const {
  return document_->IsShownWhole() && agreed_ && attributes_->IsShownWhole();
}

void SigningPage::BringIntoSight(QWidget* widget) {
  // Once the layout is what it will be.
  for (const auto settling : kSettling) {
    ++settling_;
    QTimer::singleShot(settling, this, [this, widget] {
      --settling_;
      ensureWidgetVisible(widget, 0, 8);
    });
  }
}

void SigningPage::Refresh(DeskStage stage, bool perhaps_signed) {
  const bool asked = shown_ || stage == DeskStage::kDone;
  const bool connecting = stage == DeskStage::kConnecting;
  request_->SetState(asked        ? SectionState::kDone
                     : connecting ? SectionState::kNow
                                  : SectionState::kToCome,
                     Text(asked        ? DeskWord::kVerified
                          : connecting ? DeskWord::kBeingAsked
                                       : DeskWord::kToCome,
                          language_));
  const bool over = stage == DeskStage::kFailed || stage == DeskStage::kStopped;
  for (Section* section : {static_cast<Section*>(document_), attributes_section_,
                           static_cast<Section*>(certificate_), static_cast<Section*>(consent_)}) {
    section->setVisible(!over);
  }
  RefreshAttributes();
  RefreshCertificate(stage);
  RefreshConsent(stage);
  RefreshSignature(stage, perhaps_signed);
}

void SigningPage::RefreshAttributes() {
  const bool seen = shown_ && attributes_->IsShownWhole();
  attributes_section_->SetState(!shown_ ? SectionState::kToCome
                                : seen  ? SectionState::kDone
                                        : SectionState::kNow,
                                Text(!shown_ ? DeskWord::kToCome
                                     : seen  ? DeskWord::kReadWhole
                                             : DeskWord::kToBeRead,
                                     language_));
}

void SigningPage::RefreshCertificate(DeskStage stage) {
  certificate_->AllowChange(stage == DeskStage::kConsenting);
  if (stage == DeskStage::kChoosing) {
    const bool any = certificate_->AnyAcceptable();
    certificate_->SetState(any ? SectionState::kNow : SectionState::kFailed,
                           Text(any ? DeskWord::kToBeChosen : DeskWord::kNoneUsable, language_));
  } else if (agreed_ || certificate_->IsChosen()) {
    certificate_->SetState(SectionState::kDone, Text(DeskWord::kCertificateChosen, language_));
  } else {
    certificate_->SetState(
        stage == DeskStage::kNoCard ? SectionState::kNow : SectionState::kToCome,
        Text(stage == DeskStage::kNoCard ? DeskWord::kCardMissing : DeskWord::kToCome, language_));
  }
}

void SigningPage::RefreshConsent(DeskStage stage) {
  consent_->SetSeen(document_->IsShownWhole(), agreed_ && attributes_->IsShownWhole());
  if (stage == DeskStage::kConsenting) {
    consent_->SetState(SectionState::kNow, Text(DeskWord::kConsentAsked, language_));
    return;
  }
  const bool given = consent_->IsTicked() && agreed_;
  if (!given) {
    consent_->SetState(SectionState::kToCome, Text(DeskWord::kToCome, language_));
    return;
  }
  consent_->SetState(SectionState::kDone, Text(DeskWord::kConsentGiven, language_));
}

void SigningPage::RefreshSignature(DeskStage stage, bool perhaps_signed) {
  switch (stage) {
    case DeskStage::kPin:
    case DeskStage::kChecking:
    case DeskStage::kSigning:
    case DeskStage::kDelivering:
      return signature_->SetState(SectionState::kNow, Text(LookOf(stage).status, language_));
    case DeskStage::kDone:
      return signature_->SetState(SectionState::kDone, Text(DeskWord::kSignatureDone, language_));
    case DeskStage::kFailed:
    case DeskStage::kStopped:
      return signature_->SetState(
          SectionState::kFailed,
          Text(perhaps_signed ? DeskWord::kSeeMessage : DeskWord::kNotSigned, language_));
    default:
      return signature_->SetState(SectionState::kToCome, Text(DeskWord::kToCome, language_));
  }
}

}  // namespace paraphe::desk
