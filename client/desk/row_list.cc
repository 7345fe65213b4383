#include "client/desk/row_list.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "client/desk/child.h"
#include "client/desk/page_style.h"
#include "client/desk/widget_words.h"

namespace paraphe::desk {
namespace {

constexpr int kLabelLetters = 22;

bool IsSame(const agent::SigningRow& a, const agent::SigningRow& b) {
  return a.label == b.label && a.shown == b.shown && a.exact == b.exact && a.note == b.note;
}

// A label whose text is text: nothing in it is read as markup.
QLabel* AddText(QWidget* parent, const QString& text) {
  auto* label = AddChild<QLabel>(parent);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  label->setText(text);
  label->setAlignment(Qt::AlignTop | Qt::AlignLeading);
  return label;
}

// Where a long word may wrap: a digest has no blank.
QString Wrappable(const QString& text) {
  constexpr int kLongWord = 24;
  QString wrappable;
  int unbroken = 0;
  for (const QChar character : text) {
    unbroken = character.isSpace() ? 0 : unbroken + 1;
    if (unbroken > kLongWord && !character.isLowSurrogate() && !character.isMark()) {
      wrappable += QChar(0x200B);
      unbroken = 1;
    }
    wrappable += character;
  }
  return wrappable;
}

}  // namespace

RowList::RowList(QWidget* parent) : QWidget(parent) {
  auto* column = AddChild<QVBoxLayout>(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(fontMetrics().height() / 3);
  column->addStretch(1);
}

void RowList::Show(const std::vector<agent::SigningRow>& rows, Language language,
                   ExactValues exact) {
  const bool same =
      std::equal(rows_.begin(), rows_.end(), rows.begin(), rows.end(),
                 [](const Row& a, const agent::SigningRow& b) { return IsSame(a.text, b); });
  language_ = language;
  exact_ = exact;
  if (!same) {
    for (const Row& row : rows_) row.place->deleteLater();
    for (const Row& row : rows_) row.place->hide();
    rows_.clear();
    told_ = false;
    for (const agent::SigningRow& row : rows) MakeRow(row);
  }
  for (Row& row : rows_) Fill(row);
  HoldHeight();
}

void RowList::MakeRow(const agent::SigningRow& text) {
  auto* place = AddChild<QWidget>(this);
  auto* row = AddChild<QHBoxLayout>(place);
  row->setContentsMargins(0, 0, 0, 0);
  QLabel* const label = AddText(place, Wrappable(ToQString(text.label)));
  label->setFixedWidth(fontMetrics().averageCharWidth() * kLabelLetters);
  row->addWidget(label);
  auto* values = MakeOwned<QVBoxLayout>();
  values->setSpacing(0);
  row->addLayout(values, 1);
  QLabel* const shown = AddText(place, "");
  QLabel* const exact = AddText(place, "");
  for (QLabel* const value : {shown, exact}) {
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    values->addWidget(value);
  }
  values->addStretch(1);
  QFont bold = font();
  bold.setBold(!text.technical);
  shown->setFont(bold);
  exact->setFont(MakePageStyle(font(), palette(), 90, width()).fixed);
  static_cast<QVBoxLayout*>(layout())->insertWidget(layout()->count() - 1, place);
  place->installEventFilter(this);
  rows_.push_back({text, place, shown, exact});
}

void RowList::Fill(Row& row) {
  const QString label = ToQString(row.text.label);
  row.shown->setText(Wrappable(ToQString(row.text.shown)));
  row.shown->setAccessibleName(label + u' ' + ToQString(row.text.shown));
  QStringList below;
  const QString exact = ToQString(row.text.exact);
  if (!exact.isEmpty() && exact_ == ExactValues::kSigned) {
    below.append(TextOf(WidgetWord::kValueAsSigned, language_).arg(exact));
  }
  if (!exact.isEmpty() && exact_ == ExactValues::kPlain) below.append(exact);
  if (!row.text.note.empty()) below.append(ToQString(row.text.note));
  row.exact->setText(Wrappable(below.join(u'\n')));
  row.exact->setAccessibleName(label + u' ' + below.join(u' '));
  row.exact->setVisible(!below.empty());
}

void RowList::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  HoldHeight();
}

void RowList::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  QMetaObject::invokeMethod(this, &RowList::HoldHeight, Qt::QueuedConnection);
}

// Where there is not enough room, rows are scrolled, not pressed together.
void RowList::HoldHeight() {
  if (!isVisible()) return;  // it has no width yet
  layout()->invalidate();
  layout()->activate();
  setMinimumHeight(std::max(layout()->heightForWidth(width()), 0));
}

void RowList::SetExactValues(ExactValues exact) {
  exact_ = exact;
  for (Row& row : rows_) Fill(row);
  HoldHeight();
}

bool RowList::IsSeen() const {
  return std::all_of(rows_.begin(), rows_.end(), [](const Row& row) { return row.seen; });
}

QString RowList::Text() const {
  QString text;
  for (const Row& row : rows_) {
    text += ToQString(row.text.label) + u'\n' + row.shown->text() + u'\n';
    if (!row.exact->isHidden()) text += row.exact->text() + u'\n';
  }
  return text.remove(QChar(0x200B));
}

// REQ: ATT-1
bool RowList::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::Paint) return QWidget::eventFilter(watched, event);
  for (Row& row : rows_) {
    if (row.place != watched || row.seen) continue;
    const int seen = row.place->visibleRegion().boundingRect().bottom() + 1;
    row.seen = seen > 0 && seen >= row.place->height() - 2;
  }
  if (!told_ && !rows_.empty() && IsSeen()) {
    told_ = true;
    QMetaObject::invokeMethod(this, &RowList::Seen, Qt::QueuedConnection);
  }
  return QWidget::eventFilter(watched, event);
}

}  // namespace paraphe::desk
