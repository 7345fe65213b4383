#include "client/desk/contrast_style.h"

namespace paraphe::desk {
namespace {

constexpr int kAlmostBlack = 40;  // of 255
constexpr int kAlmostWhite = 215;

bool HasEdge(QStyle::PrimitiveElement element) {
  switch (element) {
    case QStyle::PE_FrameLineEdit:
    case QStyle::PE_IndicatorCheckBox:
    case QStyle::PE_IndicatorRadioButton:
    case QStyle::PE_PanelButtonCommand:
    case QStyle::PE_PanelButtonTool:
    case QStyle::PE_Frame:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool IsLightOnBlack(const QPalette& palette) {
  return palette.color(QPalette::Window).lightness() < kAlmostBlack &&
         palette.color(QPalette::WindowText).lightness() > kAlmostWhite;
}

void ContrastStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                                  QPainter* painter, const QWidget* widget) const {
  QProxyStyle::drawPrimitive(element, option, painter, widget);
  if (!HasEdge(element) || !IsLightOnBlack(option->palette)) return;
  painter->save();
  painter->setBrush(Qt::NoBrush);
  painter->setPen(option->palette.color(QPalette::WindowText));
  const QRect edge = option->rect.adjusted(0, 0, -1, -1);
  if (element == PE_IndicatorRadioButton) {
    painter->setRenderHint(QPainter::Antialiasing);
    painter->drawEllipse(edge);
  } else {
    painter->drawRect(edge);
  }
  painter->restore();
}

}  // namespace paraphe::desk
