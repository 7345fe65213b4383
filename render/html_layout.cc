#include "render/html_layout.h"

#include <algorithm>
#include <iterator>

namespace paraphe {

// Where the label of an element is written.
enum class LabelPlace {
  kHeading,  // of the block
  kParagraphBefore,
  kTerm,
  kCaption,
  kRowHead,
  kBold,     // before the text, with a colon
  kPlain,    // the same, not bold
  kOpening,  // before the text, without a colon: "Article 1"
};

// How an element of the table becomes HTML.
struct HtmlShape {
  v1::HtmlElement element;
  HtmlNeed need;
  HtmlTag tag;
  LabelPlace label;
  bool own_line;  // whether it begins a line of its own where HTML allows it no block
};

namespace {

constexpr HtmlShape kShapes[] = {
    {v1::SECTION, HtmlNeed::kBlock, HtmlTag::kSection, LabelPlace::kHeading, true},
    {v1::HEADING1, HtmlNeed::kBlock, HtmlTag::kH1, LabelPlace::kOpening, true},
    {v1::HEADING2, HtmlNeed::kBlock, HtmlTag::kH2, LabelPlace::kOpening, true},
    {v1::HEADING3, HtmlNeed::kBlock, HtmlTag::kH3, LabelPlace::kOpening, true},
    {v1::HEADING4, HtmlNeed::kBlock, HtmlTag::kH4, LabelPlace::kOpening, true},
    {v1::PARAGRAPH, HtmlNeed::kBlock, HtmlTag::kP, LabelPlace::kBold, true},
    {v1::UNORDERED_LIST, HtmlNeed::kBlock, HtmlTag::kUl, LabelPlace::kParagraphBefore, true},
    {v1::ORDERED_LIST, HtmlNeed::kBlock, HtmlTag::kOl, LabelPlace::kParagraphBefore, true},
    {v1::LIST_ITEM, HtmlNeed::kItem, HtmlTag::kLi, LabelPlace::kBold, true},
    {v1::DEFINITION_LIST, HtmlNeed::kBlock, HtmlTag::kDl, LabelPlace::kParagraphBefore, true},
    {v1::FIELD, HtmlNeed::kField, HtmlTag::kDd, LabelPlace::kTerm, false},
    {v1::TABLE, HtmlNeed::kBlock, HtmlTag::kTable, LabelPlace::kCaption, true},
    {v1::TABLE_ROW, HtmlNeed::kRow, HtmlTag::kTr, LabelPlace::kRowHead, true},
    {v1::TABLE_CELL, HtmlNeed::kCell, HtmlTag::kTd, LabelPlace::kBold, false},
    {v1::EMPHASIS, HtmlNeed::kInline, HtmlTag::kEm, LabelPlace::kPlain, false},
    {v1::STRONG, HtmlNeed::kInline, HtmlTag::kStrong, LabelPlace::kPlain, false},
    {v1::CODE, HtmlNeed::kInline, HtmlTag::kCode, LabelPlace::kPlain, false},
    {v1::LINE_BREAK, HtmlNeed::kInline, HtmlTag::kSpan, LabelPlace::kBold, true},
    {v1::SPAN, HtmlNeed::kInline, HtmlTag::kSpan, LabelPlace::kPlain, false},
};

constexpr bool StandInOrder() {
  for (size_t i = 0; i < std::size(kShapes); ++i) {
    if (kShapes[i].element != static_cast<int>(i) + 1) return false;
  }
  return true;
}
static_assert(StandInOrder());

// A table holds only elements of this list. Any other would be shown as the last: plain inline
// content.
const HtmlShape& ShapeOf(v1::HtmlElement element) {
  const auto index = static_cast<size_t>(element) - 1;
  return kShapes[std::min(index, std::size(kShapes) - 1)];
}

// The headings of sections, from the outermost in; browsers show smaller ones smaller than text.
constexpr HtmlTag kHeadings[] = {HtmlTag::kH2, HtmlTag::kH3, HtmlTag::kH4};

// French sets a no-break space before the colon.
constexpr BilingualView kColon = {"\u00a0: ", ": "};

}  // namespace

void HtmlLayout::Begin(const Appearance& appearance) {
  if (appearance.show_as == v1::TRANSPARENT) return BeginTransparent();
  if (writer_.depth() >= kMaxHtmlDepth) return BeginFlat(appearance.label);
  const HtmlShape& shape =
      ShapeOf(IsDeepSection(appearance.show_as) ? v1::FIELD : appearance.show_as);
  if (shape.need == HtmlNeed::kInline || nesting_.InPhrasing()) {
    return BeginInline(shape, appearance.label);
  }
  BeginBlock(shape, appearance);
}

void HtmlLayout::BeginRow(const ColumnViews& columns, absl::string_view label) {
  if (writer_.depth() >= kMaxHtmlDepth || nesting_.InPhrasing()) {
    return Begin({v1::TABLE_ROW, label});
  }
  if (nesting_.HasRoom(HtmlNeed::kRow)) {
    MakeRoom(HtmlNeed::kRow);
    if (headed_ != &columns) WriteHeadings(columns);
  } else {
    BeginTable(columns, label);
  }
  headed_ = &columns;
  frames_.push_back({nesting_.count(), Last::kNothing, true, FrameKind::kRow});
  nesting_.Open(HtmlTag::kTr);
  rows_.push_back({&columns, frames_.size() - 1, nesting_.count(), 0, false});
  last_ = Last::kNothing;
}

bool HtmlLayout::BeginCell(const ColumnViews& columns, size_t index, bool is_amount) {
  if (rows_.empty() || rows_.back().columns != &columns || !IsDirectlyInRow()) return false;
  Row& row = rows_.back();
  if (index + 1 < row.cells || (index + 1 == row.cells && row.filled)) return false;
  if (index + 1 > row.cells) {
    OpenCell(index, is_amount ? HtmlClass::kAmount : HtmlClass::kNone);
  } else if (last_ != Last::kNothing) {
    last_ = Last::kLine;
  }
  row.filled = true;
  frames_.push_back({nesting_.count(), Last::kLine, false, FrameKind::kPlain});
  return true;
}

void HtmlLayout::End() {
  const Frame frame = frames_.back();
  if (frame.kind == FrameKind::kRow) EndRow();
  frames_.pop_back();
  if (frame.kind == FrameKind::kSection) --sections_;
  if (frame.has_element) {
    nesting_.CloseDownTo(frame.base);
    last_ = frame.after;
  } else if (frame.after == Last::kLine || last_ == Last::kText) {
    last_ = frame.after;
  }
}

void HtmlLayout::BeginTransparent() {
  // As in an inline element, its first value is kept apart from what stands before it.
  if (last_ == Last::kElement) last_ = Last::kValue;
  frames_.push_back({nesting_.count(), Last::kElement, false, FrameKind::kTransparent});
}

void HtmlLayout::BeginBlock(const HtmlShape& shape, const Appearance& appearance) {
  MakeRoom(appearance.technical ? HtmlNeed::kTechnicalField : shape.need);
  const bool is_section = shape.tag == HtmlTag::kSection;
  if (is_section) ++sections_;
  if (shape.label == LabelPlace::kTerm || shape.label == LabelPlace::kParagraphBefore) {
    WriteBlockLabel(shape, appearance);
  }
  frames_.push_back({nesting_.count(), Last::kNothing, true,
                     is_section ? FrameKind::kSection : FrameKind::kPlain});
  nesting_.Open(shape.tag);
  last_ = Last::kNothing;
  if (shape.label != LabelPlace::kTerm && shape.label != LabelPlace::kParagraphBefore) {
    WriteBlockLabel(shape, appearance);
  }
  if (shape.tag == HtmlTag::kTable) {
    nesting_.Open(HtmlTag::kTbody);
    headed_ = nullptr;
  }
}

void HtmlLayout::BeginInline(const HtmlShape& shape, absl::string_view label) {
  MakeRoom(HtmlNeed::kInline);
  if (shape.own_line) last_ = Last::kLine;
  Separate();
  const bool is_inline = shape.need == HtmlNeed::kInline;
  const bool line_after = shape.own_line && !is_inline;
  frames_.push_back(
      {nesting_.count(), line_after ? Last::kLine : Last::kElement, true, FrameKind::kPlain});
  nesting_.Open(is_inline ? shape.tag : HtmlTag::kSpan);
  last_ = Last::kNothing;
  const bool bold = shape.label != LabelPlace::kPlain && shape.label != LabelPlace::kOpening;
  WriteInlineLabel(bold ? HtmlTag::kB : HtmlTag::kSpan, label, kColon.In(language_));
}

void HtmlLayout::BeginFlat(absl::string_view label) {
  MakeRoom(HtmlNeed::kInline);
  last_ = Last::kLine;
  Separate();
  WriteInlineLabel(HtmlTag::kB, label, kColon.In(language_));
  frames_.push_back({nesting_.count(), Last::kLine, false, FrameKind::kPlain});
}

// The table of a row that stands in none.
void HtmlLayout::BeginTable(const ColumnViews& columns, absl::string_view label) {
  MakeRoom(HtmlNeed::kBlock);
  nesting_.OpenImplied(HtmlTag::kTable);
  if (!label.empty()) WriteLabel(HtmlTag::kCaption, label);
  const size_t table = nesting_.count();
  nesting_.Open(HtmlTag::kThead);
  WriteHeadings(columns);
  nesting_.CloseDownTo(table);
  nesting_.OpenImplied(HtmlTag::kTbody);
}

void HtmlLayout::WriteHeadings(const ColumnViews& columns) {
  const size_t before = nesting_.count();
  nesting_.Open(HtmlTag::kTr);
  for (const ColumnView& column : columns) WriteLabel(HtmlTag::kTh, column.label.In(language_));
  nesting_.CloseDownTo(before);
}

// The cells of columns that the row lacks are empty.
void HtmlLayout::OpenCell(size_t index, HtmlClass html_class) {
  Row& row = rows_.back();
  nesting_.CloseDownTo(row.level);
  for (; row.cells < index; ++row.cells) {
    nesting_.Open(HtmlTag::kTd);
    nesting_.CloseDownTo(row.level);
  }
  nesting_.Open(HtmlTag::kTd, html_class);
  ++row.cells;
  row.filled = false;
  last_ = Last::kNothing;
}

void HtmlLayout::EndRow() {
  const Row& row = rows_.back();
  if (row.cells < row.columns->size()) OpenCell(row.columns->size() - 1, HtmlClass::kNone);
  headed_ = row.columns;
  rows_.pop_back();
}

bool HtmlLayout::IsDirectlyInRow() const {
  const auto row = frames_.begin() + static_cast<ptrdiff_t>(rows_.back().frame);
  return std::all_of(row + 1, frames_.end(),
                     [](const Frame& frame) { return frame.kind == FrameKind::kTransparent; });
}

void HtmlLayout::Attribute(const Appearance& appearance, const ShownValue& value) {
  if (last_ == Last::kText) last_ = Last::kElement;
  Begin(appearance);
  WriteShown(value, ValueKind::kAttribute);
  End();
  if (last_ == Last::kElement) {
    last_ = appearance.label.empty() ? Last::kValue : Last::kLabelled;
  }
}

void HtmlLayout::AttributeInCell(const ShownValue& value) {
  Separate();
  WriteShown(value, ValueKind::kAttribute);
  End();
}

void HtmlLayout::Text(const ShownValue& value, ValueKind kind) {
  if (IsLayout(value.text, kind)) {
    writer_.Blanks(value.text);
    if (last_ != Last::kNothing && last_ != Last::kLine) last_ = Last::kText;
    return;
  }
  if (!value.is_attachment || nesting_.InPhrasing()) {
    MakeRoom(HtmlNeed::kInline);
    if (last_ != Last::kElement) Separate();
  }
  last_ = Last::kText;
  WriteShown(value, kind);
}

void HtmlLayout::WriteShown(const ShownValue& value, ValueKind kind) {
  if (value.is_attachment && !nesting_.InPhrasing()) return WriteAttachment(value, kind);
  WriteValue(value.text, kind, language_, writer_);
  WriteWords(value.words);
}

void HtmlLayout::WriteAttachment(const ShownValue& value, ValueKind kind) {
  MakeRoom(HtmlNeed::kBlock);
  const size_t before = nesting_.count();
  nesting_.Open(HtmlTag::kDetails);
  writer_.Open(HtmlTag::kSummary, HtmlClass::kWords);
  WriteLabelText(value.words, language_, writer_);
  writer_.Close();
  WriteValue(value.text, kind, language_, writer_);
  nesting_.CloseDownTo(before);
  last_ = Last::kNothing;
}

void HtmlLayout::MakeRoom(HtmlNeed need) {
  // What no column is of stands in the cell before it, or in the first.
  if (!rows_.empty() && nesting_.count() == rows_.back().level) OpenCell(0, HtmlClass::kNone);
  if (!nesting_.MakeRoom(need)) return;
  last_ = Last::kNothing;
  if (need == HtmlNeed::kRow) headed_ = nullptr;
}

// Writes what keeps the next content apart from the content before it on the line.
void HtmlLayout::Separate() {
  if (last_ == Last::kNothing || last_ == Last::kText) return;
  if (last_ == Last::kLine) {
    writer_.Break(HtmlTag::kBr);
  } else {
    writer_.Element(HtmlTag::kSpan, HtmlClass::kGap, last_ == Last::kLabelled ? " · " : " ");
  }
  last_ = Last::kNothing;
}

// The label of one rule is written in one way, but for the depth of sections.
void HtmlLayout::WriteBlockLabel(const HtmlShape& shape, const Appearance& appearance) {
  const absl::string_view label = appearance.label;
  if (label.empty()) return;
  if (!appearance.lasts) return WriteNewBlockLabel(shape, label);
  const HtmlTag tag = shape.label == LabelPlace::kHeading ? HeadingTag() : shape.tag;
  HtmlFragment& written = labels_[{label.data(), tag}];
  if (!written.empty()) return writer_.Write(written);
  written = writer_.Keep([&] { WriteNewBlockLabel(shape, label); });
}

void HtmlLayout::WriteNewBlockLabel(const HtmlShape& shape, absl::string_view label) {
  switch (shape.label) {
    case LabelPlace::kHeading:
      return WriteLabel(HeadingTag(), label);
    case LabelPlace::kParagraphBefore:
      return WriteLabel(HtmlTag::kP, label);
    case LabelPlace::kTerm:
      writer_.Open(HtmlTag::kDt);
      WriteLabel(HtmlTag::kB, label);
      return writer_.Close();
    case LabelPlace::kCaption:
      return WriteLabel(HtmlTag::kCaption, label);
    case LabelPlace::kRowHead:
      return WriteLabel(HtmlTag::kTh, label);
    case LabelPlace::kBold:
      return WriteInlineLabel(HtmlTag::kB, label, kColon.In(language_));
    case LabelPlace::kPlain:
      return WriteInlineLabel(HtmlTag::kSpan, label, kColon.In(language_));
    case LabelPlace::kOpening:
      return WriteInlineLabel(HtmlTag::kSpan, label, " ");
  }
}

void HtmlLayout::WriteLabel(HtmlTag tag, absl::string_view label) {
  writer_.Open(tag, HtmlClass::kLabel);
  WriteLabelText(label, language_, writer_);
  writer_.Close();
}

void HtmlLayout::WriteInlineLabel(HtmlTag tag, absl::string_view label, absl::string_view after) {
  if (label.empty()) return;
  writer_.Open(tag, HtmlClass::kLabel);
  WriteLabelText(label, language_, writer_);
  writer_.Text(after);
  writer_.Close();
}

void HtmlLayout::WriteWords(absl::string_view words) {
  if (words.empty()) return;
  writer_.Open(HtmlTag::kSpan, HtmlClass::kWords);
  writer_.Text(" (");
  WriteLabelText(words, language_, writer_);
  writer_.Text(")");
  writer_.Close();
}

// `sections_` includes the section whose heading it is.
HtmlTag HtmlLayout::HeadingTag() const { return kHeadings[sections_ - 1]; }

bool HtmlLayout::IsDeepSection(v1::HtmlElement show_as) const {
  return show_as == v1::SECTION && sections_ == std::size(kHeadings);
}

}  // namespace paraphe
