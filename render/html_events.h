// Parts of a page that are kept, to be told again: to another handler, at another place, more than
// once.
#ifndef PARAPHE_RENDER_HTML_EVENTS_H_
#define PARAPHE_RENDER_HTML_EVENTS_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "render/html_reader.h"

namespace paraphe {

// One call of HtmlHandler. Its text lies in the page.
struct HtmlEvent {
  enum class Kind { kOpen, kClose, kBreak, kText } kind;
  HtmlTag tag = HtmlTag::kSpan;             // not of a text
  HtmlClass html_class = HtmlClass::kNone;  // of an open
  absl::string_view text;
};
using HtmlEvents = absl::Span<const HtmlEvent>;

void Tell(const HtmlEvent& event, HtmlHandler& handler);

// What a table of a page holds. Refers to the events that it was taken from.
struct HtmlTable {
  struct Cell {
    HtmlEvents content;  // without the cell's own tags
    bool to_the_right;   // of class amount
  };
  struct Row {
    std::vector<Cell> cells;
    bool is_heading = true;  // all its cells are
  };
  HtmlEvents caption;
  std::vector<Row> rows;
};

// `table` holds the events between a table's tags; tables in its cells stay part of these. What
// stands outside cells and caption is left out: in our pages only layout does. Thread-safe.
HtmlTable TakeTableApart(HtmlEvents table);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_EVENTS_H_
