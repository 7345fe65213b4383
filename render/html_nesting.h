// Which HTML elements are open, and what must be opened or closed so that the next may stand where
// it does. Both libxml2 and browsers read what comes out as the tree that was written.
#ifndef PARAPHE_RENDER_HTML_NESTING_H_
#define PARAPHE_RENDER_HTML_NESTING_H_

#include <cstddef>
#include <vector>

#include "render/html_tag.h"
#include "render/html_writer.h"

namespace paraphe {

// What a piece of content needs to stand in.
enum class HtmlNeed { kBlock, kInline, kItem, kField, kRow, kCell };

// Some elements are implied: put around content that could not stand there without (a dl around a
// dt, a td around text in a tr), shared by all that follows and fits, closed by what does not. Not
// thread-safe.
class HtmlNesting {
 public:
  explicit HtmlNesting(HtmlWriter& writer) : writer_(writer) {}

  // Closes and opens implied elements until content of that kind may be written. True where it had
  // to. In headings, paragraphs and inline elements only kInline finds room: ask InPhrasing first.
  bool MakeRoom(HtmlNeed need);
  bool InPhrasing() const { return ContentOf(writer_.innermost()) == HtmlContent::kPhrasing; }

  // Opens an element for which there is room.
  void Open(HtmlTag tag) { Push(tag, false); }
  // Closes elements, innermost first, until `count` are open.
  void CloseDownTo(size_t count);
  size_t count() const { return open_.size(); }

 private:
  struct Opened {
    HtmlTag tag;
    bool implied;
  };

  // The open elements, of which the innermost implied ones may be closed, that would hold the
  // content as they are; 0 where only new ones would.
  size_t HomeOf(HtmlNeed need) const;
  size_t CountWithoutImplied() const;
  void Push(HtmlTag tag, bool implied);

  HtmlWriter& writer_;
  std::vector<Opened> open_ = {{HtmlTag::kBody, false}};
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_NESTING_H_
