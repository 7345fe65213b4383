#include "client/desk/page_flow.h"

#include <QFontMetricsF>
#include <QTextListFormat>
#include <QTextOption>
#include <algorithm>
#include <iterator>

#include "client/desk/widget_words.h"
#include "render/visible.h"

namespace paraphe::desk {
namespace {

constexpr QChar kWrapHere(0x200B);
constexpr QChar kIsolate(0x2068);
constexpr QChar kEndIsolate(0x2069);
constexpr QChar kObject(0xFFFC);  // Qt's own place for a picture: it would show nothing

constexpr qreal kStep = 1.5;       // em by which a block inside another moves to the right
constexpr qreal kSectionStep = 1;  // the same, of a section inside a section
constexpr qreal kLeastLabel = 6;   // em for a label that stands beside its value
constexpr qreal kDeepest = 0.4;    // of the page's width: no block begins further to the right
constexpr int kFoldedLines = 50;   // in one block

bool IsBlank(QChar character) {
  return character == u' ' || character == u'\n' || character == u'\t';
}

bool IsBlock(HtmlTag tag) {
  constexpr HtmlTag kInline[] = {HtmlTag::kEm, HtmlTag::kStrong, HtmlTag::kCode,
                                 HtmlTag::kB,  HtmlTag::kSpan,   HtmlTag::kBdi};
  return std::find(std::begin(kInline), std::end(kInline), tag) == std::end(kInline);
}

bool IsHeading(HtmlTag tag) {
  return tag == HtmlTag::kH1 || tag == HtmlTag::kH2 || tag == HtmlTag::kH3 || tag == HtmlTag::kH4;
}

bool IsCell(HtmlTag tag) { return tag == HtmlTag::kTd || tag == HtmlTag::kTh; }

}  // namespace

PageFlow::PageFlow(const QTextCursor& cursor, const PageStyle& style, Language language,
                   FlowPlace place, PageFolds& folds)
    : cursor_(cursor), style_(style), language_(language), place_(place), folds_(folds) {
  format_.setFont(style.body);
  format_.setForeground(style.text);
}

void PageFlow::Take(const HtmlEvent& event) {
  switch (event.kind) {
    case HtmlEvent::Kind::kOpen:
      return Open(event.tag, event.html_class);
    case HtmlEvent::Kind::kClose:
      return Close(event.tag);
    case HtmlEvent::Kind::kBreak:
      return Break(event.tag);
    case HtmlEvent::Kind::kText:
      return Text(event.text);
  }
}

QTextCursor PageFlow::Interrupt() {
  block_wanted_ = true;
  at_start_ = true;
  cursor_.movePosition(QTextCursor::End);
  return cursor_;
}

void PageFlow::Resume() { cursor_.movePosition(QTextCursor::End); }

bool PageFlow::IsIn(HtmlTag tag) const {
  return std::any_of(open_.begin(), open_.end(),
                     [tag](const Frame& frame) { return frame.tag == tag; });
}

void PageFlow::Open(HtmlTag tag, HtmlClass html_class) {
  const bool after_term = std::exchange(after_term_, false);
  open_.push_back({tag, format_, left_});
  format_ = FormatInside(format_, tag, html_class, style_);
  if (tag == HtmlTag::kBdi) return BeginIsolate();
  if (!IsBlock(tag)) return;
  if (tag == HtmlTag::kDd && after_term) {
    value_wanted_ = true;
  } else if (!IsCell(tag)) {
    value_wanted_ = false;
    EndBlock();
  }
  OpenBlock(tag);
}

void PageFlow::OpenBlock(HtmlTag tag) {
  switch (tag) {
    case HtmlTag::kSection:
      if (sections_++ > 0) MoveRight(kSectionStep);
      break;
    case HtmlTag::kDd:
      MoveRight(kStep);
      break;
    case HtmlTag::kUl:
    case HtmlTag::kOl:
      lists_.push_back(nullptr);
      break;
    case HtmlTag::kLi:
      item_wanted_ = !lists_.empty();
      break;
    case HtmlTag::kDetails:
      fold_ = folds_.Begin();
      break;
    case HtmlTag::kTr:
      first_cell_ = true;
      break;
    case HtmlTag::kTd:
    case HtmlTag::kTh:
      if (!std::exchange(first_cell_, false)) SeparateCell();
      break;
    default:
      break;
  }
}

void PageFlow::Close(HtmlTag tag) {
  if (open_.empty()) return;
  const bool folds = tag == HtmlTag::kSummary && fold_ >= 0;
  if (folds) WriteFoldWords();
  if (tag == HtmlTag::kBdi) InsertOurs(kEndIsolate);
  after_term_ = tag == HtmlTag::kDt;
  if (IsBlock(tag) && !after_term_ && !IsCell(tag)) EndBlock();
  if (tag == HtmlTag::kSection) --sections_;
  if ((tag == HtmlTag::kUl || tag == HtmlTag::kOl) && !lists_.empty()) lists_.pop_back();
  if (tag == HtmlTag::kLi) item_wanted_ = false;
  if (tag == HtmlTag::kDd) value_wanted_ = false;
  if (folds) folded_lines_ = 0;
  if (tag == HtmlTag::kDetails) {
    fold_ = -1;
    folded_lines_ = -1;
  }
  format_ = open_.back().outside;
  left_ = open_.back().left;
  open_.pop_back();
}

void PageFlow::MoveRight(qreal step) {
  left_ = std::min(left_ + step * style_.em, kDeepest * style_.width);
}

void PageFlow::BeginIsolate() {
  EnsureBlock();
  SeparateLabel();
  WriteWantedBlank();
  InsertOurs(kIsolate);
}

void PageFlow::SeparateCell() {
  EnsureBlock();
  blank_wanted_ = false;
  InsertOurs(" │ ");
  line_empty_ = true;
}

void PageFlow::WriteFoldWords() {
  EndBlock();
  EnsureBlock();
  QTextCharFormat format = format_;
  format.setAnchor(true);
  format.setAnchorHref(PageFolds::AddressOf(fold_));
  format.setForeground(style_.words);
  format.setFontUnderline(true);
  format.setProperty(kOurOwnText, true);
  cursor_.insertText(FoldWords(false, language_), format);
}

void PageFlow::Text(absl::string_view text) {
  const QString whole = ToQString(text);
  QString line;
  for (const QChar character : whole) {
    if (IsBlank(character)) {
      blank_wanted_ = blank_wanted_ || !block_wanted_;
      continue;
    }
    if (line.isEmpty()) {
      EnsureBlock();
      SeparateLabel();
    }
    if (blank_wanted_ && !line_empty_) line += u' ';
    blank_wanted_ = false;
    line_empty_ = false;
    if (character == kObject) {
      line += ToQString(MarkToken(kObject.unicode()));
    } else {
      line += character;
    }
  }
  if (line.isEmpty()) return;
  if (IsIn(HtmlTag::kDt)) label_width_ += QFontMetricsF(format_.font()).horizontalAdvance(line);
  cursor_.insertText(line, format_);
}

void PageFlow::Break(HtmlTag tag) {
  if (folded_lines_ >= 0) {
    if (block_wanted_) return;
    if (++folded_lines_ % kFoldedLines == 0) return EndBlock();
    return InsertOurs(QChar(QChar::LineSeparator));
  }
  if (tag == HtmlTag::kWbr) {
    if (!block_wanted_) InsertOurs(kWrapHere);
    return;
  }
  EnsureBlock();
  SeparateLabel();
  InsertOurs(QChar(QChar::LineSeparator));
  blank_wanted_ = false;
  line_empty_ = true;
}

void PageFlow::WriteWantedBlank() {
  if (blank_wanted_ && !line_empty_) cursor_.insertText(" ", format_);
  blank_wanted_ = false;
}

// A label that is too long for its place has its value below it.
void PageFlow::SeparateLabel() {
  if (!std::exchange(value_wanted_, false)) return;
  const bool fits = label_width_ + style_.em / 2 < ValueLeft() - label_left_;
  InsertOurs(fits ? QChar(u'\t') : QChar(QChar::LineSeparator));
  blank_wanted_ = false;
  line_empty_ = true;
}

void PageFlow::InsertOurs(const QString& text) {
  QTextCharFormat format = format_;
  format.setProperty(kOurOwnText, true);
  cursor_.insertText(text, format);
}

void PageFlow::EnsureBlock() {
  if (!std::exchange(block_wanted_, false)) return;
  const QTextBlockFormat format = FormatOfBlock();
  if (at_start_) {
    cursor_.setBlockFormat(format);
  } else {
    cursor_.insertBlock(format, format_);
  }
  at_start_ = false;
  blank_wanted_ = false;
  line_empty_ = true;
  label_width_ = 0;
  if (item_wanted_) BeginItem();
  if (folded_lines_ >= 0) folds_.Hide(fold_, cursor_.block());
}

void PageFlow::BeginItem() {
  item_wanted_ = false;
  QTextList*& list = lists_.back();
  if (list != nullptr) return list->add(cursor_.block());
  const auto is_list = [](const Frame& frame) {
    return frame.tag == HtmlTag::kOl || frame.tag == HtmlTag::kUl;
  };
  const auto innermost = std::find_if(open_.rbegin(), open_.rend(), is_list);
  QTextListFormat format;
  format.setStyle(innermost != open_.rend() && innermost->tag == HtmlTag::kOl
                      ? QTextListFormat::ListDecimal
                      : QTextListFormat::ListDisc);
  format.setIndent(static_cast<int>(lists_.size()));
  list = cursor_.createList(format);
}

// Where values stand: in one column, whatever the depth of their labels.
qreal PageFlow::ValueLeft() const {
  return std::max(style_.value_left, label_left_ + kLeastLabel * style_.em);
}

QTextBlockFormat PageFlow::FormatOfBlock() {
  QTextBlockFormat format;
  format.setLineHeight(125, QTextBlockFormat::ProportionalHeight);
  if (place_ == FlowPlace::kAmount) format.setAlignment(Qt::AlignRight | Qt::AlignAbsolute);
  if (place_ != FlowPlace::kPage) return format;
  format.setLeftMargin(left_);
  const qreal em = style_.em;
  const auto margins = [&format, em](qreal top, qreal bottom) {
    format.setTopMargin(top * em);
    format.setBottomMargin(bottom * em);
  };
  margins(0.35, 0.35);
  // The innermost element that says how its text is set.
  for (auto frame = open_.rbegin(); frame != open_.rend(); ++frame) {
    if (IsHeading(frame->tag)) {
      margins(at_start_ ? 0 : 1.2, 0.4);
      format.setHeadingLevel(frame->tag == HtmlTag::kH1   ? 1
                             : frame->tag == HtmlTag::kH2 ? 2
                             : frame->tag == HtmlTag::kH3 ? 3
                                                          : 4);
      return format;
    }
    if (frame->tag == HtmlTag::kDt) {
      label_left_ = left_;
      const qreal value_left = ValueLeft();
      margins(0.15, 0.15);
      format.setLeftMargin(value_left);
      format.setTextIndent(left_ - value_left);
      format.setTabPositions({QTextOption::Tab(value_left - left_, QTextOption::LeftTab)});
      format.setLayoutDirection(Qt::LeftToRight);
      return format;
    }
    if (frame->tag == HtmlTag::kDd) {
      label_left_ = frame->left;
      margins(0.15, 0.15);
      format.setLeftMargin(ValueLeft());
      return format;
    }
    if (frame->tag == HtmlTag::kLi) {
      margins(0.1, 0.1);
      if (!item_wanted_) {
        const qreal indent = cursor_.document()->indentWidth();
        format.setLeftMargin(left_ + static_cast<qreal>(lists_.size()) * indent);
      }
      return format;
    }
    if (frame->tag == HtmlTag::kCaption) margins(1, 0.3);
    if (frame->tag == HtmlTag::kSection || frame->tag == HtmlTag::kCaption) break;
  }
  return format;
}

}  // namespace paraphe::desk
