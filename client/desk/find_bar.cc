#include "client/desk/find_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStyle>
#include <utility>

#include "client/desk/child.h"
#include "client/desk/widget_words.h"

namespace paraphe::desk {
namespace {

constexpr int kLongestWord = 200;

QToolButton* AddButton(QHBoxLayout& row, QWidget* parent) {
  auto* button = AddChild<QToolButton>(parent);
  button->setFocusPolicy(Qt::StrongFocus);
  row.addWidget(button);
  return button;
}

void Name(QToolButton& button, const QString& text, const QString& help) {
  button.setText(text);
  button.setToolTip(help);
  button.setAccessibleName(help);
}

}  // namespace

FindBar::FindBar(QWidget* parent) : QWidget(parent) {
  auto* row = AddChild<QHBoxLayout>(this);
  row->setContentsMargins(0, 0, 0, 0);
  field_ = AddChild<QLineEdit>(this);
  field_->setMaxLength(kLongestWord);
  field_->setClearButtonEnabled(true);
  row->addWidget(field_, 1);
  previous_ = AddButton(*row, this);
  next_ = AddButton(*row, this);
  count_ = AddChild<QLabel>(this);
  count_->setMinimumWidth(count_->fontMetrics().horizontalAdvance("00000 sur 00000"));
  row->addWidget(count_);
  close_ = AddButton(*row, this);
  connect(field_, &QLineEdit::textChanged, this, &FindBar::Search);
  connect(previous_, &QToolButton::clicked, this, &FindBar::FindPrevious);
  connect(next_, &QToolButton::clicked, this, &FindBar::FindNext);
  connect(close_, &QToolButton::clicked, this, &FindBar::Close);
  SetLanguage(language_);
  hide();
}

void FindBar::SetLanguage(Language language) {
  language_ = language;
  field_->setPlaceholderText(TextOf(WidgetWord::kFindField, language));
  field_->setAccessibleName(TextOf(WidgetWord::kFindField, language));
  Name(*previous_, "▲", TextOf(WidgetWord::kFindPrevious, language));
  Name(*next_, "▼", TextOf(WidgetWord::kFindNext, language));
  Name(*close_, "✕", TextOf(WidgetWord::kFindClose, language));
  Refresh();
}

void FindBar::SetTarget(FindTarget target) {
  target_ = std::move(target);
  Refresh();
}

void FindBar::Open() {
  show();
  field_->selectAll();
  field_->setFocus(Qt::ShortcutFocusReason);
  Refresh();
}

void FindBar::Close() {
  hide();
  Q_EMIT Closed();
}

void FindBar::Refresh() {
  found_ = TextSearch();
  if (target_.document == nullptr || isHidden()) return;
  found_ = TextSearch::In(*target_.document, field_->text());
  Tell(std::nullopt);
}

// While the word is typed the selection grows with it, rather than wander.
void FindBar::Search() {
  Refresh();
  if (target_.document != nullptr && found_.count() > 0) {
    GoTo(found_.NextFrom(target_.selection().selectionStart()));
  }
}

void FindBar::FindNext() {
  if (isHidden() || field_->text().isEmpty()) return Open();
  if (target_.document != nullptr) GoTo(found_.NextFrom(target_.selection().selectionEnd()));
}

void FindBar::FindPrevious() {
  if (isHidden() || field_->text().isEmpty()) return Open();
  if (target_.document != nullptr) GoTo(found_.LastBefore(target_.selection().selectionStart()));
}

void FindBar::GoTo(std::optional<size_t> match) {
  if (match.has_value()) {
    QTextCursor cursor(target_.document);
    cursor.setPosition(found_.position(*match));
    cursor.setPosition(found_.position(*match) + found_.length(), QTextCursor::KeepAnchor);
    target_.select(cursor);
  }
  Tell(match);
}

void FindBar::Tell(std::optional<size_t> match) {
  QString text;
  if (field_->text().isEmpty()) {
    text = "";
  } else if (found_.count() == 0) {
    text = TextOf(WidgetWord::kNotFound, language_);
  } else if (match.has_value()) {
    text = TextOf(WidgetWord::kFoundOf, language_).arg(*match + 1).arg(found_.count());
  } else {
    text = TextOf(WidgetWord::kFoundMany, language_).arg(found_.count());
  }
  count_->setText(text);
  count_->setAccessibleName(text);
  previous_->setEnabled(found_.count() > 0);
  next_->setEnabled(found_.count() > 0);
}

void FindBar::keyPressEvent(QKeyEvent* event) {
  const bool back = (event->modifiers() & Qt::ShiftModifier) != 0;
  switch (event->key()) {
    case Qt::Key_Escape:
      return Close();
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (field_->text().isEmpty()) return;
      return back ? FindPrevious() : FindNext();
    default:
      QWidget::keyPressEvent(event);
  }
}

}  // namespace paraphe::desk
