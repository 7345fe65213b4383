// Writes the elements of a page (render/html_reader.h) into Qt's rich text: block by block, with the
// label of a value beside it. No HTML passes through Qt: there is nothing that could load, link or
// run.
//
// REQ: PRES-5, PRES-7
#ifndef PARAPHE_CLIENT_DESK_PAGE_FLOW_H_
#define PARAPHE_CLIENT_DESK_PAGE_FLOW_H_

#include <QString>
#include <QTextBlockFormat>
#include <QTextCharFormat>
#include <QTextCursor>
#include <QTextList>
#include <vector>

#include "absl/strings/string_view.h"

#include "client/desk/page_folds.h"
#include "client/desk/page_style.h"
#include "common/bilingual.h"
#include "render/html_events.h"
#include "render/html_tag.h"

namespace paraphe::desk {

// Where a flow writes.
enum class FlowPlace {
  kPage,
  kCell,    // of a table: a table inside it is set in lines
  kAmount,  // the same, of numbers that stand below each other
};

// Not thread-safe. `style` and `folds` must outlive it.
class PageFlow {
 public:
  // Writes at `cursor`, in an empty block.
  PageFlow(const QTextCursor& cursor, const PageStyle& style, Language language, FlowPlace place,
           PageFolds& folds);

  // The next event of the page, in order. Blanks are joined as a browser joins them.
  void Take(const HtmlEvent& event);

  // Of the page: where a table of columns can be inserted, behind what was written; and that it was,
  // so that the next text stands behind it.
  QTextCursor Interrupt();
  void Resume();
  // Whether what follows is text of ours (kOurOwnText): a heading that is said again.
  void SetOurs(bool ours) { format_.setProperty(kOurOwnText, ours); }
  // Where blocks begin, in pixels from the page's left.
  qreal left() const { return left_; }

 private:
  struct Frame {
    HtmlTag tag;
    QTextCharFormat outside;
    qreal left;
  };

  void Open(HtmlTag tag, HtmlClass html_class);
  void OpenBlock(HtmlTag tag);
  void Close(HtmlTag tag);
  void Text(absl::string_view text);
  void Break(HtmlTag tag);

  void EndBlock() { block_wanted_ = true; }
  void EnsureBlock();
  QTextBlockFormat FormatOfBlock();
  qreal ValueLeft() const;
  void MoveRight(qreal step);
  void BeginItem();
  void BeginIsolate();
  void SeparateCell();
  void SeparateLabel();
  void WriteFoldWords();
  void WriteWantedBlank();
  void InsertOurs(const QString& text);
  bool IsIn(HtmlTag tag) const;

  QTextCursor cursor_;
  const PageStyle& style_;
  const Language language_;
  const FlowPlace place_;
  PageFolds& folds_;
  std::vector<Frame> open_;
  std::vector<QTextList*> lists_;  // null where no item was begun; Qt's document owns them
  QTextCharFormat format_;
  qreal left_ = 0;
  qreal label_left_ = 0;   // of the last label
  qreal label_width_ = 0;  // of the label in this block
  int sections_ = 0;
  int fold_ = -1;              // the fold that is open
  int folded_lines_ = -1;      // how many it has; -1: what is written is not folded
  bool at_start_ = true;       // the block at the cursor is there to be used
  bool block_wanted_ = true;   // the next text begins a block
  bool blank_wanted_ = false;  // a blank stands before the next text of this line
  bool line_empty_ = true;     // nothing is on this line yet
  bool item_wanted_ = false;   // the next block is the first of a list's item
  bool after_term_ = false;    // what was closed last is a dt
  bool value_wanted_ = false;  // the next text is a value beside its label
  bool first_cell_ = true;     // of a row that is set as a line
};

}  // namespace paraphe::desk

#endif  // PARAPHE_CLIENT_DESK_PAGE_FLOW_H_
