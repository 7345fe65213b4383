#include "client/desk/link_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "client/desk/child.h"
#include "client/desk/desk_text.h"

namespace paraphe::desk {

LinkPanel::LinkPanel(QWidget* parent)
    : QWidget(parent),
      words_(AddText(this)),
      label_(AddChild<QLabel>(this)),
      field_(AddChild<QLineEdit>(this)),
      open_(AddChild<QPushButton>(this)),
      next_(AddChild<QPushButton>(this)) {
  field_->setObjectName("link");
  open_->setObjectName("open_link");
  next_->setObjectName("open_next");
  field_->setPlaceholderText(QStringLiteral("paraphe://…"));
  field_->setMaxLength(1024);
  label_->setBuddy(field_);
  auto* row = MakeOwned<QHBoxLayout>();
  row->addWidget(label_);
  row->addWidget(field_, 1);
  row->addWidget(open_);
  auto* rows = AddChild<QVBoxLayout>(this);
  rows->addWidget(words_);
  rows->addLayout(row);
  rows->addWidget(next_, 0, Qt::AlignLeft);
  next_->hide();
  connect(open_, &QPushButton::clicked, this, [this] { Open(); });
  connect(field_, &QLineEdit::returnPressed, this, [this] { Open(); });
  connect(next_, &QPushButton::clicked, this, [this] { Q_EMIT NextWanted(); });
}

void LinkPanel::Speak(Language language) {
  words_->setText(Text(DeskWord::kHowToOpen, language));
  label_->setText(Text(DeskWord::kLink, language));
  field_->setAccessibleName(Text(DeskWord::kLinkName, language));
  open_->setText(Text(DeskWord::kOpenLink, language));
  next_->setText(Text(DeskWord::kOpenNext, language));
}

void LinkPanel::SetNext(bool waits) { next_->setVisible(waits); }

void LinkPanel::Open() {
  const QByteArray link = field_->text().trimmed().toUtf8();
  if (link.isEmpty()) return;
  field_->clear();
  Q_EMIT LinkEntered(link);
}

}  // namespace paraphe::desk
