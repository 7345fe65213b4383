// The desktop's style, with edges that can be seen where the desktop's colours are those of high contrast.
#ifndef PARAPHE_CLIENT_DESK_CONTRAST_STYLE_H_
#define PARAPHE_CLIENT_DESK_CONTRAST_STYLE_H_

#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QString>
#include <QStyleOption>
#include <QWidget>

namespace paraphe::desk {

// Whether `palette` is light on black: there a style that makes edges darker than the ground, as Fusion
// does, draws them black on black.
bool IsLightOnBlack(const QPalette& palette);

// Boxes, fields, buttons and frames have an edge in the colour of the text where IsLightOnBlack; elsewhere
// they look as the style `base` (a name of QStyleFactory; empty: the desktop's) draws them. Boxes to tick grow
// with the writing beside them. What is disabled is paler, and still read: 4.5:1 on the ground (WCAG 2.1,
// 1.4.3). Belongs to the thread of the window, as every style.
class ContrastStyle : public QProxyStyle {
  Q_OBJECT

 public:
  explicit ContrastStyle(const QString& base = {}) : QProxyStyle(base) {}

  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
  int pixelMetric(PixelMetric metric, const QStyleOption* option,
                  const QWidget* widget) const override;
  using QProxyStyle::polish;
  void polish(QPalette& palette) override;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_CONTRAST_STYLE_H_
