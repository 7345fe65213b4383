#include "client/desk/page_style.h"

#include <QFontMetricsF>
#include <algorithm>

namespace paraphe::desk {
namespace {

constexpr qreal kWidestPage = 46;  // em: lines of about 90 characters
constexpr qreal kMargin = 1.6;
constexpr qreal kNarrowestPage = 14;
constexpr qreal kValueLeft = 16;

// Sizes of headings, in sizes of the body.
qreal SizeOf(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::kH1:
      return 1.6;
    case HtmlTag::kH2:
      return 1.25;
    case HtmlTag::kH3:
      return 1.1;
    default:
      return 1;
  }
}

bool IsHeading(HtmlTag tag) {
  return tag == HtmlTag::kH1 || tag == HtmlTag::kH2 || tag == HtmlTag::kH3 || tag == HtmlTag::kH4;
}

// Black, or nearly, on white, or nearly: the colours of paper are chosen for this ground.
bool IsPaper(const QPalette& palette) {
  return palette.color(QPalette::Base).lightness() > 240 &&
         palette.color(QPalette::Text).lightness() < 60;
}

void ChooseColours(const QPalette& palette, PageStyle& style) {
  style.ground = palette.color(QPalette::Base);
  style.text = palette.color(QPalette::Text);
  const bool paper = IsPaper(palette);
  style.label = paper ? QColor(0x3d, 0x3d, 0x3d) : style.text;
  style.words = paper ? QColor(0x1f, 0x3a, 0x6e) : style.text;
  style.heading = style.words;
  style.rule = paper ? QColor(0x9a, 0x9a, 0x9a) : style.text;
  style.heading_ground = paper ? QColor(0xe9, 0xed, 0xf5) : style.ground;
  style.mark_text = QColor(0x5c, 0x31, 0x00);
  style.mark_ground = QColor(0xff, 0xe9, 0xb3);
  style.flag_text = QColor(Qt::white);
  style.flag_ground = QColor(0x8f, 0x10, 0x10);
}

QFont Scaled(QFont font, int zoom) {
  const qreal points = font.pointSizeF() > 0 ? font.pointSizeF() : 10;
  font.setPointSizeF(std::max<qreal>(points * zoom / 100, 1));
  return font;
}

}  // namespace

PageStyle MakePageStyle(const QFont& font, const QPalette& palette, int zoom, int room) {
  PageStyle style;
  QFont body = Scaled(font, zoom);
  body.setFamilies({"Liberation Sans", "Noto Sans", "DejaVu Sans"});
  body.setPointSizeF(body.pointSizeF() * 1.1);
  style.body = body;
  style.fixed = body;
  style.fixed.setFamilies({"Liberation Mono", "Noto Sans Mono", "DejaVu Sans Mono"});
  style.fixed.setStyleHint(QFont::Monospace);
  style.em = QFontMetricsF(body).height() / 1.17;
  style.margin = style.em * kMargin;
  style.width =
      std::clamp<qreal>(room - 2 * style.margin, style.em * kNarrowestPage, style.em * kWidestPage);
  style.value_left = std::min(style.em * kValueLeft, style.width * 0.36);
  ChooseColours(palette, style);
  return style;
}

QTextCharFormat FormatInside(const QTextCharFormat& outer, HtmlTag tag, HtmlClass html_class,
                             const PageStyle& style) {
  QTextCharFormat format = outer;
  if (IsHeading(tag)) {
    format.setFontPointSize(style.body.pointSizeF() * SizeOf(tag));
    format.setFontWeight(QFont::Bold);
    format.setForeground(tag == HtmlTag::kH2 ? style.heading : style.text);
  }
  if (tag == HtmlTag::kStrong || tag == HtmlTag::kCaption || tag == HtmlTag::kTh) {
    format.setFontWeight(QFont::Bold);
  }
  if (tag == HtmlTag::kEm) format.setFontItalic(true);
  if (tag == HtmlTag::kCode) format.setFontFamilies(style.fixed.families());
  if (tag == HtmlTag::kDt) format.setForeground(style.label);
  switch (html_class) {
    case HtmlClass::kWords:
      format.setForeground(style.words);
      break;
    case HtmlClass::kMark:
      format.setFontFamilies(style.fixed.families());
      format.setForeground(style.mark_text);
      format.setBackground(style.mark_ground);
      break;
    case HtmlClass::kFlag:
      format.setFontWeight(QFont::Bold);
      format.setForeground(style.flag_text);
      format.setBackground(style.flag_ground);
      break;
    case HtmlClass::kTechnical:
      format.setFontPointSize(style.body.pointSizeF() * 0.85);
      format.setForeground(style.label);
      break;
    default:
      break;
  }
  return format;
}

}  // namespace paraphe::desk
