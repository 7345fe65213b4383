#include "client/desk/inert_browser.h"

#include <QByteArray>
#include <QKeyEvent>
#include <QScrollBar>
#include <algorithm>

#include "client/desk/child.h"

namespace paraphe::desk {

// Valid and empty: an invalid one would have Qt look further.
QVariant InertDocument::loadResource(int, const QUrl&) { return QByteArray(); }

InertBrowser::InertBrowser(QWidget* parent) : QTextBrowser(parent) {
  setDocument(AddChild<InertDocument>(this));
  setOpenLinks(false);
  setOpenExternalLinks(false);
  setReadOnly(true);
  setUndoRedoEnabled(false);
  setContextMenuPolicy(Qt::NoContextMenu);
  setAcceptDrops(false);
}

QVariant InertBrowser::loadResource(int, const QUrl&) { return QByteArray(); }

void InertBrowser::doSetSource(const QUrl&, QTextDocument::ResourceType) {}

void InertBrowser::SetPageWidth(qreal width) {
  page_width_ = width;
  setLineWrapMode(QTextEdit::FixedPixelWidth);
  setLineWrapColumnOrWidth(static_cast<int>(width));
  PlacePage();
}

// Only the margins move: a page of that width is not laid out again.
void InertBrowser::PlacePage() {
  const int beside =
      page_width_ > 0 ? std::max((PageRoom() - static_cast<int>(page_width_)) / 2, 0) : 0;
  setViewportMargins(beside, 0, beside, 0);
}

int InertBrowser::PageRoom() const {
  return width() - 2 * frameWidth() - verticalScrollBar()->sizeHint().width();
}

void InertBrowser::keyPressEvent(QKeyEvent* event) {
  const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
  const bool plain = modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier;
  if (event->key() == Qt::Key_Space && plain) {
    const bool back = modifiers == Qt::ShiftModifier;
    verticalScrollBar()->triggerAction(back ? QScrollBar::SliderPageStepSub
                                            : QScrollBar::SliderPageStepAdd);
    return;
  }
  if ((event->key() == Qt::Key_Home || event->key() == Qt::Key_End) && plain) {
    verticalScrollBar()->triggerAction(event->key() == Qt::Key_Home ? QScrollBar::SliderToMinimum
                                                                    : QScrollBar::SliderToMaximum);
    return;
  }
  QTextBrowser::keyPressEvent(event);
}

void InertBrowser::paintEvent(QPaintEvent* event) {
  QTextBrowser::paintEvent(event);
  Q_EMIT Painted();
}

void InertBrowser::resizeEvent(QResizeEvent* event) {
  QTextBrowser::resizeEvent(event);
  PlacePage();
  Q_EMIT Resized();
}

}  // namespace paraphe::desk
