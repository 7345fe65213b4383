#include "client/desk/raw_view.h"

#include <QElapsedTimer>
#include <QPainter>
#include <QTextBlock>
#include <QTextCursor>
#include <algorithm>

#include "client/desk/child.h"
#include "client/desk/page_style.h"
#include "client/desk/widget_words.h"
#include "render/visible.h"

namespace paraphe::desk {
namespace {

constexpr qint64 kSlice = 15;  // ms

}  // namespace

// The numbers of the lines.
class RawView::Gutter : public QWidget {
 public:
  explicit Gutter(RawView* view) : QWidget(view), view_(view) {}

 protected:
  void paintEvent(QPaintEvent* event) override { view_->PaintGutter(event); }

 private:
  RawView* const view_;
};

RawView::RawView(QWidget* parent) : QPlainTextEdit(parent), gutter_(AddChild<Gutter>(this)) {
  setReadOnly(true);
  setUndoRedoEnabled(false);
  setContextMenuPolicy(Qt::NoContextMenu);
  setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  setTabChangesFocus(true);
  setLineWrapMode(QPlainTextEdit::WidgetWidth);
  setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  connect(&timer_, &QTimer::timeout, this, &RawView::AppendSlice);
  connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rectangle, int moved) {
    if (moved != 0) {
      gutter_->scroll(0, moved);
    } else {
      gutter_->update(0, rectangle.y(), gutter_->width(), rectangle.height());
    }
  });
  SetZoom(zoom_);
}

void RawView::Show(const std::string& document, Language language) {
  Clear();
  text_ = ToQString(VisibleText(document, language));
  timer_.start(0);
  AppendSlice();
}

void RawView::Clear() {
  timer_.stop();
  clear();
  text_.clear();
  next_ = 0;
  line_ = 0;
}

void RawView::AppendSlice() {
  QElapsedTimer elapsed;
  elapsed.start();
  while (next_ <= text_.size() && elapsed.elapsed() < kSlice) {
    const qsizetype found = text_.indexOf(u'\n', next_);
    const qsizetype end = found < 0 ? text_.size() : found;
    ++line_;
    int number = line_;
    do {
      qsizetype length = std::min<qsizetype>(end - next_, kLongestRow);
      const bool cuts = next_ + length < end && text_[next_ + length].isLowSurrogate();
      if (cuts) --length;
      AppendRow(text_.mid(next_, length), number);
      next_ += length;
      number = 0;
    } while (next_ < end);
    ++next_;
  }
  if (next_ <= text_.size()) return;
  timer_.stop();
  text_.clear();
  PlaceGutter();
  Q_EMIT Completed();
}

// The number of the line is kept with its first row; the others have 0.
void RawView::AppendRow(const QString& row, int line) {
  QTextCursor cursor(document());
  cursor.movePosition(QTextCursor::End);
  if (line != 1) cursor.insertBlock();
  cursor.insertText(row);
  cursor.block().setUserState(line);
}

QString RawView::Text() const {
  QString text;
  for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
    if (block.blockNumber() > 0 && block.userState() > 0) text += u'\n';
    text += block.text();
  }
  return text;
}

void RawView::SetZoom(int percent) {
  zoom_ = percent;
  setFont(MakePageStyle(parentWidget() != nullptr ? parentWidget()->font() : QFont(), palette(),
                        percent, width())
              .fixed);
  PlaceGutter();
}

int RawView::GutterWidth() const {
  const int digits = std::max(static_cast<int>(QString::number(std::max(line_, 1)).size()), 2);
  return fontMetrics().horizontalAdvance(u'0') * (digits + 2);
}

void RawView::PlaceGutter() {
  setViewportMargins(GutterWidth(), 0, 0, 0);
  const QRect inside = contentsRect();
  gutter_->setGeometry(inside.left(), inside.top(), GutterWidth(), inside.height());
}

void RawView::PaintGutter(QPaintEvent* event) {
  QPainter painter(gutter_);
  painter.fillRect(event->rect(), palette().color(QPalette::Window));
  painter.setPen(palette().color(QPalette::WindowText));
  painter.setFont(font());
  const int right = gutter_->width() - fontMetrics().horizontalAdvance(u'0');
  QTextBlock block = firstVisibleBlock();
  qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
  for (; block.isValid() && top <= event->rect().bottom(); block = block.next()) {
    if (block.userState() > 0) {
      painter.drawText(QRectF(0, top, right, fontMetrics().height()), Qt::AlignRight,
                       QString::number(block.userState()));
    }
    top += blockBoundingRect(block).height();
  }
}

void RawView::resizeEvent(QResizeEvent* event) {
  QPlainTextEdit::resizeEvent(event);
  PlaceGutter();
}

void RawView::changeEvent(QEvent* event) {
  QPlainTextEdit::changeEvent(event);
  if (event->type() == QEvent::FontChange) PlaceGutter();
}

}  // namespace paraphe::desk
