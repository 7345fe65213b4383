#include "client/desk/contrast_style.h"

#include <algorithm>

namespace paraphe::desk {
namespace {

constexpr int kAlmostBlack = 40;  // of 255
constexpr int kAlmostWhite = 215;
constexpr int kPale = 55;  // percent of the text's colour in what is disabled

int Mixed(int text, int ground) { return (text * kPale + ground * (100 - kPale)) / 100; }

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

int ContrastStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                               const QWidget* widget) const {
  const int usual = QProxyStyle::pixelMetric(metric, option, widget);
  switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
      return widget == nullptr ? usual : std::max(usual, widget->fontMetrics().ascent());
    default:
      return usual;
  }
}

void ContrastStyle::polish(QPalette& palette) {
  QProxyStyle::polish(palette);
  if (IsLightOnBlack(palette)) return;  // the desktop says how it greys
  const QColor ground = palette.color(QPalette::Window);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
    const QColor text = palette.color(QPalette::Active, role);
    palette.setColor(QPalette::Disabled, role,
                     QColor(Mixed(text.red(), ground.red()), Mixed(text.green(), ground.green()),
                            Mixed(text.blue(), ground.blue())));
  }
}

}  // namespace paraphe::desk
