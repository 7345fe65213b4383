#include "client/desk/certificate_section.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "client/agent/certificate_list.h"
#include "client/desk/certificate_window.h"
#include "client/desk/child.h"
#include "client/desk/desk_text.h"

namespace paraphe::desk {
namespace {

constexpr int kIndent = 28;  // pixels, below the circle of a choice

QString NameOf(const std::optional<Certificate>& certificate, Language language) {
  return Visible(agent::CertificateName(certificate, language), language);
}

}  // namespace

CertificateSection::CertificateSection(int number, QWidget* parent) : Section(number, parent) {}

void CertificateSection::Choose(const agent::SigningView& view,
                                std::vector<agent::CertificateChoice> choices) {
  imposed_ = view.imposed;
  choices_ = std::move(choices);
  chosen_.reset();
  asking_ = true;
  Refresh();
}

void CertificateSection::Take(size_t position) {
  if (position >= choices_.size()) return;
  chosen_ = choices_[position].parsed;
  asking_ = false;
  Refresh();
}

void CertificateSection::ShowChosen(const Certificate& certificate) {
  chosen_ = certificate;
  asking_ = false;
  Refresh();
}

void CertificateSection::AllowChange(bool allowed) {
  if (change_allowed_ == allowed) return;
  change_allowed_ = allowed;
  Refresh();
}

void CertificateSection::Clear() {
  imposed_.reset();
  choices_.clear();
  chosen_.reset();
  asking_ = change_allowed_ = false;
  Refresh();
}

void CertificateSection::Speak(Language language) {
  language_ = language;
  SetHeading(Text(DeskWord::kYourCertificate, language_));
  Refresh();
}

bool CertificateSection::AnyAcceptable() const {
  return std::any_of(choices_.begin(), choices_.end(),
                     [](const agent::CertificateChoice& choice) { return choice.acceptable(); });
}

void CertificateSection::Refresh() {
  if (content_ != nullptr) {
    content_->hide();  // it may be this content's own button that was pressed
    content_->deleteLater();
    content_ = nullptr;
  }
  if (!asking_ && !chosen_.has_value()) return;
  content_ = AddChild<QWidget>(this);
  auto* rows = AddChild<QVBoxLayout>(content_);
  rows->setContentsMargins(0, 0, 0, 0);
  auto* group = AddChild<QButtonGroup>(content_);
  if (asking_) {
    if (!AnyAcceptable()) {
      rows->addWidget(AddText(content_, Text(agent::Phrase::kNoCertificate, language_)));
    }
    if (imposed_.has_value()) AddDemand();
    for (const bool acceptable : {true, false}) {
      for (size_t position = 0; position < choices_.size(); ++position) {
        if (choices_[position].acceptable() == acceptable) AddChoice(position, group);
      }
    }
  } else {
    auto* row = MakeOwned<QHBoxLayout>();
    row->addWidget(AddText(content_, NameOf(chosen_, language_)), 1);
    row->addWidget(AddViewButton(*chosen_, content_));
    rows->addLayout(row);
  }
  AddButtons(group);
  body()->addWidget(content_);
}

void CertificateSection::AddChoice(size_t position, QButtonGroup* group) {
  const agent::CertificateChoice& choice = choices_[position];
  const QString name = NameOf(choice.parsed, language_);
  auto* radio = AddChild<QRadioButton>(content_, QString(name).replace('&', "&&"));
  radio->setEnabled(choice.acceptable());
  group->addButton(radio, static_cast<int>(position));
  auto* row = MakeOwned<QHBoxLayout>();
  row->addWidget(radio, 1);
  if (choice.parsed.has_value()) row->addWidget(AddViewButton(*choice.parsed, content_));
  auto* rows = static_cast<QVBoxLayout*>(content_->layout());
  rows->addLayout(row);
  QString reasons;
  for (const Bilingual& refusal : choice.refusals) {
    reasons += (reasons.isEmpty() ? "" : " ") + Visible(refusal.In(language_), language_);
  }
  radio->setAccessibleDescription(reasons);
  if (reasons.isEmpty()) return;
  QLabel* why = AddText(content_, Text(DeskWord::kRefusedBecause, language_, reasons));
  why->setContentsMargins(kIndent, 0, 0, 0);
  rows->addWidget(why);
}

// REQ: CERT-4
void CertificateSection::AddDemand() {
  auto* row = MakeOwned<QHBoxLayout>();
  row->addWidget(AddText(content_, Text(agent::Phrase::kDemandHeading, language_) + " " +
                                       NameOf(imposed_, language_)),
                 1);
  row->addWidget(AddViewButton(*imposed_, content_));
  auto* rows = static_cast<QVBoxLayout*>(content_->layout());
  rows->addLayout(row);
  const bool here =
      std::any_of(choices_.begin(), choices_.end(), [this](const agent::CertificateChoice& choice) {
        return choice.certificate.der == imposed_->der();
      });
  if (!here) rows->addWidget(AddText(content_, Text(agent::Phrase::kDemandMissing, language_)));
}

QPushButton* CertificateSection::AddViewButton(const Certificate& certificate, QWidget* parent) {
  auto* button = AddChild<QPushButton>(parent, Text(DeskWord::kViewCertificate, language_));
  button->setAccessibleName(
      Text(DeskWord::kViewCertificateOf, language_, NameOf(certificate, language_)));
  connect(button, &QPushButton::clicked, this,
          [this, certificate] { ShowCertificateWindow(window(), certificate, language_); });
  return button;
}

void CertificateSection::AddButtons(QButtonGroup* group) {
  auto* row = MakeOwned<QHBoxLayout>();
  static_cast<QVBoxLayout*>(content_->layout())->addLayout(row);
  if (asking_ && AnyAcceptable()) {
    auto* use = AddChild<QPushButton>(content_, Text(DeskWord::kUseCertificate, language_));
    use->setObjectName("use_certificate");
    connect(use, &QPushButton::clicked, this, [this, group] {
      if (group->checkedId() >= 0) Q_EMIT Chosen(static_cast<size_t>(group->checkedId()));
    });
    const auto acceptable = std::count_if(choices_.begin(), choices_.end(),
                                          [](const auto& choice) { return choice.acceptable(); });
    for (QAbstractButton* radio : group->buttons()) {
      if (acceptable == 1 && radio->isEnabled()) radio->setChecked(true);
    }
    use->setEnabled(group->checkedId() >= 0);
    connect(group, &QButtonGroup::idClicked, use, [use] { use->setEnabled(true); });
    row->addWidget(use);
  }
  if (!asking_ && change_allowed_) {
    auto* change = AddChild<QPushButton>(content_, Text(DeskWord::kChangeCertificate, language_));
    change->setObjectName("change_certificate");
    connect(change, &QPushButton::clicked, this, [this] { Q_EMIT ChangeWanted(); });
    row->addWidget(change);
  }
  if (asking_ || change_allowed_) {
    auto* card = AddChild<QPushButton>(content_, Text(DeskWord::kReadOtherCard, language_));
    card->setObjectName("other_card");
    card->setToolTip(Text(DeskWord::kReadOtherCardHelp, language_));
    connect(card, &QPushButton::clicked, this, [this] { Q_EMIT OtherCardWanted(); });
    row->addWidget(card);
  }
  row->addStretch(1);
}

}  // namespace paraphe::desk
