// How a document is set at the window: faces, sizes, colours, measures, for one zoom and one palette.
#ifndef PARAPHE_CLIENT_DESK_PAGE_STYLE_H_
#define PARAPHE_CLIENT_DESK_PAGE_STYLE_H_

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QTextCharFormat>
#include <QTextFormat>

#include "render/html_tag.h"

namespace paraphe::desk {

// A property of text that is not the page's: what keeps label and value apart, isolates, places
// where a word may wrap, the words of a fold.
inline constexpr int kOurOwnText = QTextFormat::UserProperty + 1;

// All measures are in pixels of the widget. Contrasts are 7:1 at least (WCAG 2.1, 1.4.6) on the
// palette's own ground; where that is dark, or the palette has high contrast, colour says nothing
// that the words do not.
struct PageStyle {
  QFont body;
  QFont fixed;
  qreal em = 0;          // the height of the body's face
  qreal margin = 0;      // around the page's text
  qreal width = 0;       // of the page's text
  qreal value_left = 0;  // where values stand that have a label beside them

  QColor ground;
  QColor text;
  QColor label;
  QColor words;
  QColor heading;
  QColor rule;
  QColor heading_ground;  // of the cells that head a table
  QColor mark_text;
  QColor mark_ground;
  QColor flag_text;
  QColor flag_ground;
};

// The style at `zoom` percent of `font`'s size, for a page that is, with its margins, at most `room`
// pixels wide, where it can be so narrow.
PageStyle MakePageStyle(const QFont& font, const QPalette& palette, int zoom, int room);

// `outer` as it is inside an element of `tag` and `html_class`.
QTextCharFormat FormatInside(const QTextCharFormat& outer, HtmlTag tag, HtmlClass html_class,
                             const PageStyle& style);

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_PAGE_STYLE_H_
