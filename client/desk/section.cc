#include "client/desk/section.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "client/desk/child.h"

namespace paraphe::desk {
namespace {

constexpr int kEdge = 5;   // pixels
constexpr int kDark = 48;  // lightness, of 255

QString MarkOf(SectionState state) {
  switch (state) {
    case SectionState::kToCome:
      return QStringLiteral("○");
    case SectionState::kNow:
      return QStringLiteral("▶");
    case SectionState::kDone:
      return QStringLiteral("✓");
    case SectionState::kFailed:
      return QStringLiteral("✗");
  }
  return {};
}

}  // namespace

Section::Section(int number, QWidget* parent)
    : QFrame(parent),
      number_(number),
      heading_(AddChild<QLabel>(this)),
      words_(AddChild<QLabel>(this)),
      body_(MakeOwned<QVBoxLayout>()) {
  // The style's own frame is a shade of the ground, which is none on black.
  const bool dark = palette().color(QPalette::Window).lightness() < kDark;
  setFrameStyle(dark ? static_cast<int>(QFrame::Box) | static_cast<int>(QFrame::Plain)
                     : static_cast<int>(QFrame::StyledPanel));
  QFont bold = heading_->font();
  bold.setBold(true);
  heading_->setFont(bold);
  words_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  words_->setWordWrap(true);
  auto* head = MakeOwned<QHBoxLayout>();
  head->addWidget(heading_);
  head->addWidget(words_, 1);
  auto* all = AddChild<QVBoxLayout>(this);
  all->setContentsMargins(kEdge * 3, kEdge, kEdge * 2, kEdge);
  all->setSpacing(kEdge);
  all->addLayout(head);
  all->addLayout(body_, 1);
}

void Section::SetHeading(const QString& heading) {
  heading_->setText(QStringLiteral("%1.  %2").arg(number_).arg(heading));
  setAccessibleName(heading);
}

void Section::SetState(SectionState state, const QString& words) {
  state_ = state;
  words_->setText(QStringLiteral("%1 %2").arg(MarkOf(state), words));
  setAccessibleDescription(words);
  update();
}

QString Section::words() const { return accessibleDescription(); }

void Section::paintEvent(QPaintEvent* event) {
  QFrame::paintEvent(event);
  if (state_ != SectionState::kNow) return;
  QPainter painter(this);
  painter.fillRect(0, 0, kEdge, height(), palette().highlight());
}

}  // namespace paraphe::desk
