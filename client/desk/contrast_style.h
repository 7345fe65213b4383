// The desktop's style, with edges that can be seen where the desktop's colours are those of high contrast.
#ifndef PARAPHE_CLIENT_DESK_CONTRAST_STYLE_H_
#define PARAPHE_CLIENT_DESK_CONTRAST_STYLE_H_

#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QString>
#include <QStyleOption>

namespace paraphe::desk {

// Whether `palette` is light on black: there a style that makes edges darker than the ground, as Fusion
// does, draws them black on black.
bool IsLightOnBlack(const QPalette& palette);

// Boxes, fields, buttons and frames have an edge in the colour of the text where IsLightOnBlack; elsewhere
// they look as the style `base` (a name of QStyleFactory; empty: the desktop's) draws them. Belongs to the
// thread of the window, as every style.
class ContrastStyle : public QProxyStyle {
  Q_OBJECT

 public:
  explicit ContrastStyle(const QString& base = {}) : QProxyStyle(base) {}

  void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_CONTRAST_STYLE_H_
