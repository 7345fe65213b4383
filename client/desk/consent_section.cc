#include "client/desk/consent_section.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "client/agent/certificate_list.h"
#include "client/desk/child.h"
#include "client/desk/desk_text.h"

namespace paraphe::desk {

ConsentSection::ConsentSection(int number, QWidget* parent)
    : Section(number, parent),
      sentence_(AddText(this)),
      hint_(AddText(this)),
      box_(AddChild<QCheckBox>(this)),
      words_(AddChild<QLabel>(this)),
      sign_(AddChild<QPushButton>(this)) {
  box_->setObjectName("consent_box");
  words_->setWordWrap(true);
  words_->setTextFormat(Qt::RichText);
  words_->installEventFilter(this);
  sign_->setObjectName("sign");
  QFont bold = sentence_->font();
  bold.setBold(true);
  sentence_->setFont(bold);
  body()->addWidget(sentence_);
  body()->addWidget(hint_);
  auto* row = MakeOwned<QHBoxLayout>();
  row->addWidget(box_);
  row->addWidget(words_, 1);
  row->addWidget(sign_);
  body()->addLayout(row);
  connect(box_, &QCheckBox::toggled, this, [this] { Refresh(); });
  connect(sign_, &QPushButton::clicked, this, [this] { Q_EMIT SignatureWanted(); });
  Refresh();
}

void ConsentSection::Ask(const agent::SigningView& view) {
  facts_ = Facts{view.document->title(), view.signer_role, view.certificate};
  open_ = true;
  box_->setChecked(false);
  Refresh();
}

void ConsentSection::SetSeen(bool document, bool attributes) {
  document_seen_ = document;
  attributes_seen_ = attributes;
  if (!document || !attributes) box_->setChecked(false);
  Refresh();
}

void ConsentSection::Close() {
  open_ = false;
  Refresh();
}

void ConsentSection::Clear() {
  facts_.reset();
  open_ = document_seen_ = attributes_seen_ = false;
  box_->setChecked(false);
  Refresh();
}

void ConsentSection::Speak(Language language) {
  language_ = language;
  SetHeading(Text(DeskWord::kYourConsent, language_));
  const QString words = Text(DeskWord::kConsentBox, language_);
  box_->setAccessibleName(QString(words).remove('&'));
  box_->setShortcut(QKeySequence::mnemonic(words));
  // As a box would write it: with the letter of its key underlined.
  const qsizetype at = words.indexOf('&');
  words_->setText(words.left(at).toHtmlEscaped() + "<u>" + words.mid(at + 1, 1) + "</u>" +
                  words.mid(at + 2).toHtmlEscaped());
  sign_->setText(Text(DeskWord::kSign, language_));
  Refresh();
}

bool ConsentSection::eventFilter(QObject* object, QEvent* event) {
  if (object == words_ && event->type() == QEvent::MouseButtonRelease && box_->isEnabled()) {
    box_->click();
  }
  return Section::eventFilter(object, event);
}

bool ConsentSection::IsTicked() const { return box_->isChecked(); }

void ConsentSection::Refresh() {
  const bool shown = facts_.has_value();
  for (QWidget* widget : {static_cast<QWidget*>(sentence_), static_cast<QWidget*>(box_),
                          static_cast<QWidget*>(words_), static_cast<QWidget*>(sign_)}) {
    widget->setVisible(shown);
  }
  if (shown) {
    sentence_->setText(
        Text(DeskWord::kConsentSentence, language_)
            .arg(Visible(facts_->title, language_), Visible(facts_->role, language_),
                 Visible(agent::CertificateName(facts_->signer, language_), language_)));
  }
  const bool seen = document_seen_ && attributes_seen_;
  box_->setEnabled(open_ && seen);
  words_->setEnabled(open_ && seen);
  sign_->setEnabled(open_ && seen && box_->isChecked());
  hint_->setVisible(shown && open_ && !seen);
  hint_->setText(Text(
      document_seen_ ? DeskWord::kReadAttributesFirst : DeskWord::kReadDocumentFirst, language_));
}

}  // namespace paraphe::desk
