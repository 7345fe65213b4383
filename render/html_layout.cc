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

// A table holds only elements of this list. Any other would be shown as the last: plain inline
// content.
const HtmlShape& ShapeOf(v1::HtmlElement element) {
  const HtmlShape* found =
      std::find_if(std::begin(kShapes), std::end(kShapes) - 1,
                   [element](const HtmlShape& shape) { return shape.element == element; });
  return *found;
}

// The headings of sections, from the outermost in; browsers show smaller ones smaller than text.
constexpr HtmlTag kHeadings[] = {HtmlTag::kH2, HtmlTag::kH3, HtmlTag::kH4};

// French sets a no-break space before the colon.
constexpr BilingualView kColon = {"\u00a0: ", ": "};

}  // namespace

void HtmlLayout::Begin(v1::HtmlElement show_as, absl::string_view label) {
  if (show_as == v1::TRANSPARENT) return BeginTransparent();
  if (writer_.depth() >= kMaxHtmlDepth) return BeginFlat(label);
  const HtmlShape& shape = ShapeOf(IsDeepSection(show_as) ? v1::FIELD : show_as);
  if (shape.need == HtmlNeed::kInline || nesting_.InPhrasing()) return BeginInline(shape, label);
  BeginBlock(shape, label);
}

void HtmlLayout::End() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  if (frame.is_section) --sections_;
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
  frames_.push_back({nesting_.count(), Last::kElement, false, false});
}

void HtmlLayout::BeginBlock(const HtmlShape& shape, absl::string_view label) {
  MakeRoom(shape.need);
  const bool is_section = shape.tag == HtmlTag::kSection;
  if (is_section) ++sections_;
  if (shape.label == LabelPlace::kTerm || shape.label == LabelPlace::kParagraphBefore) {
    WriteBlockLabel(shape, label);
  }
  frames_.push_back({nesting_.count(), Last::kNothing, true, is_section});
  nesting_.Open(shape.tag);
  last_ = Last::kNothing;
  if (shape.label != LabelPlace::kTerm && shape.label != LabelPlace::kParagraphBefore) {
    WriteBlockLabel(shape, label);
  }
  if (shape.tag == HtmlTag::kTable) nesting_.Open(HtmlTag::kTbody);
}

void HtmlLayout::BeginInline(const HtmlShape& shape, absl::string_view label) {
  MakeRoom(HtmlNeed::kInline);
  if (shape.own_line) last_ = Last::kLine;
  Separate();
  const bool is_inline = shape.need == HtmlNeed::kInline;
  const bool line_after = shape.own_line && !is_inline;
  frames_.push_back({nesting_.count(), line_after ? Last::kLine : Last::kElement, true, false});
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
  frames_.push_back({nesting_.count(), Last::kLine, false, false});
}

void HtmlLayout::Attribute(v1::HtmlElement show_as, absl::string_view label,
                           absl::string_view value, absl::string_view words) {
  if (last_ == Last::kText) last_ = Last::kElement;
  Begin(show_as, label);
  WriteValue(value, ValueKind::kAttribute, language_, writer_);
  WriteWords(words);
  End();
  if (last_ == Last::kElement) last_ = label.empty() ? Last::kValue : Last::kLabelled;
}

void HtmlLayout::Text(absl::string_view text, ValueKind kind, absl::string_view words) {
  if (IsLayout(text, kind)) {
    writer_.Text(text);
    if (last_ != Last::kNothing && last_ != Last::kLine) last_ = Last::kText;
    return;
  }
  MakeRoom(HtmlNeed::kInline);
  if (last_ != Last::kElement) Separate();
  WriteValue(text, kind, language_, writer_);
  WriteWords(words);
  last_ = Last::kText;
}

void HtmlLayout::MakeRoom(HtmlNeed need) {
  if (nesting_.MakeRoom(need)) last_ = Last::kNothing;
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

void HtmlLayout::WriteBlockLabel(const HtmlShape& shape, absl::string_view label) {
  if (label.empty()) return;
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
