// Which HTML elements are open, and which must be opened or closed before the next one, so that
// libxml2 and browsers read the page as the tree that was written.
#ifndef PARAPHE_RENDER_HTML_NESTING_H_
#define PARAPHE_RENDER_HTML_NESTING_H_

#include <cstddef>
#include <vector>

#include "render/html_tag.h"
#include "render/html_writer.h"

namespace paraphe {

// The kind of container that a piece of content must stand in.
// A technical field stands in an implied dl of its own, of class technical, or in a dl that the table
// asked for.
enum class HtmlNeed { kBlock, kInline, kItem, kField, kTechnicalField, kRow, kCell };

// Opens implied elements around content that HTML does not allow without them: a dl around a dt, a
// td around text in a tr. Content that follows and fits stands in the same implied element; content
// that does not fit closes it. Not thread-safe.
class HtmlNesting {
 public:
  explicit HtmlNesting(HtmlWriter& writer) : writer_(writer) {}

  // Closes and opens implied elements until content of that kind may be written. Returns whether
  // there were any to close or open. Headings, paragraphs and inline elements take only kInline:
  // ask InPhrasing first.
  bool MakeRoom(HtmlNeed need) {
    if (Holds(open_.back(), need)) return false;
    Rearrange(need);
    return true;
  }
  bool InPhrasing() const { return open_.back().content == HtmlContent::kPhrasing; }

  // Whether content of that kind may be written once implied elements are closed, with none opened.
  bool HasRoom(HtmlNeed need) const { return HomeOf(need) != 0; }

  // Opens an element for which there is room.
  void Open(HtmlTag tag, HtmlClass html_class = HtmlClass::kNone) { Push(tag, html_class, false); }
  // The same; content that does not fit closes it.
  void OpenImplied(HtmlTag tag) { Push(tag, HtmlClass::kNone, true); }
  // Closes elements, innermost first, until `count` are open.
  void CloseDownTo(size_t count) {
    for (; open_.size() > count; open_.pop_back()) writer_.Close();
  }
  size_t count() const { return open_.size(); }

 private:
  struct Opened {
    HtmlTag tag;
    HtmlContent content;
    bool implied;
    bool technical;  // of class technical
  };

  static bool Holds(const Opened& opened, HtmlNeed need) {
    switch (need) {
      case HtmlNeed::kBlock:
        return opened.content == HtmlContent::kFlow;
      case HtmlNeed::kInline:
        return opened.content == HtmlContent::kFlow || opened.content == HtmlContent::kPhrasing;
      case HtmlNeed::kItem:
        return opened.content == HtmlContent::kItems;
      case HtmlNeed::kField:
        return opened.content == HtmlContent::kDefinitions && !opened.technical;
      case HtmlNeed::kTechnicalField:
        return opened.content == HtmlContent::kDefinitions && (opened.technical || !opened.implied);
      case HtmlNeed::kRow:
        return opened.content == HtmlContent::kRows;
      case HtmlNeed::kCell:
        return opened.content == HtmlContent::kCells;
    }
    return false;
  }

  // Makes room where the innermost element has none.
  void Rearrange(HtmlNeed need);
  // How many elements would be open if implied ones were closed until the innermost takes the
  // content; 0 where none does.
  size_t HomeOf(HtmlNeed need) const;
  size_t CountWithoutImplied() const;
  void Push(HtmlTag tag, HtmlClass html_class, bool implied) {
    writer_.Open(tag, html_class);
    open_.push_back({tag, ContentOf(tag), implied, html_class == HtmlClass::kTechnical});
  }

  HtmlWriter& writer_;
  std::vector<Opened> open_ = {{HtmlTag::kBody, HtmlContent::kFlow, false, false}};
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_NESTING_H_
