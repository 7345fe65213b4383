#include "render/html_events.h"

#include <cstddef>
#include <utility>

namespace paraphe {
namespace {

class TableReader {
 public:
  explicit TableReader(HtmlEvents events) : events_(events) {}

  HtmlTable Run() {
    for (size_t i = 0; i < events_.size(); ++i) {
      if (events_[i].kind == HtmlEvent::Kind::kOpen) Open(i);
      if (events_[i].kind == HtmlEvent::Kind::kClose) Close(i);
    }
    return std::move(table_);
  }

 private:
  static bool IsCell(HtmlTag tag) { return tag == HtmlTag::kTd || tag == HtmlTag::kTh; }

  void Open(size_t at) {
    const HtmlTag tag = events_[at].tag;
    if (tag == HtmlTag::kTable) ++inside_;
    if (inside_ > 0) return;
    if (tag == HtmlTag::kTr) table_.rows.emplace_back();
    if (IsCell(tag) || tag == HtmlTag::kCaption) begin_ = at;
  }

  void Close(size_t at) {
    const HtmlTag tag = events_[at].tag;
    if (tag == HtmlTag::kTable) --inside_;
    if (inside_ > 0) return;
    const HtmlEvents content = events_.subspan(begin_ + 1, at - begin_ - 1);
    if (tag == HtmlTag::kCaption) table_.caption = content;
    if (!IsCell(tag) || table_.rows.empty()) return;
    HtmlTable::Row& row = table_.rows.back();
    row.cells.push_back({content, events_[begin_].html_class == HtmlClass::kAmount});
    row.is_heading = row.is_heading && tag == HtmlTag::kTh;
  }

  const HtmlEvents events_;
  HtmlTable table_;
  int inside_ = 0;    // of how many tables in cells
  size_t begin_ = 0;  // of the cell or caption
};

}  // namespace

void Tell(const HtmlEvent& event, HtmlHandler& handler) {
  switch (event.kind) {
    case HtmlEvent::Kind::kOpen:
      return handler.OnOpen(event.tag, event.html_class);
    case HtmlEvent::Kind::kClose:
      return handler.OnClose(event.tag);
    case HtmlEvent::Kind::kBreak:
      return handler.OnBreak(event.tag);
    case HtmlEvent::Kind::kText:
      return handler.OnText(event.text);
  }
}

HtmlTable TakeTableApart(HtmlEvents table) { return TableReader(table).Run(); }

}  // namespace paraphe
