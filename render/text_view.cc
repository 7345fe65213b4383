#include "render/text_view.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "common/utf8.h"
#include "render/hidden_characters.h"
#include "render/html_events.h"
#include "render/html_reader.h"
#include "render/text_lines.h"
#include "render/text_table.h"
#include "render/visible.h"

namespace paraphe {
namespace {

constexpr BilingualView kColon = {"\u00a0: ", ": "};

constexpr size_t kStep = 2;       // columns by which a block inside another moves to the right
constexpr size_t kValueStep = 4;  // the same, for a value under its label

// The characters of our own tokens. A document's own are marked, so that in a page these are ours.
bool IsTokenCharacter(uint32_t value) {
  return value == 0x2423 || value == 0x27E6 || value == 0x27E7;
}

bool IsSafe(absl::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const CodePoint point = CodePointAt(text, at);
    if (!point.valid) return false;
    if (IsInvisible(point.value) && !IsTokenCharacter(point.value)) return false;
    at += point.size;
  }
  return true;
}

enum class Edge { kNone, kLine, kBlank };

// How a block element is written as text. All others are inline.
struct TextShape {
  HtmlTag tag;
  Edge before;
  Edge after;
  char underline;  // 0 for none
};

constexpr TextShape kShapes[] = {
    {HtmlTag::kSection, Edge::kBlank, Edge::kBlank, 0},
    {HtmlTag::kH1, Edge::kBlank, Edge::kLine, '='},
    {HtmlTag::kH2, Edge::kBlank, Edge::kLine, '-'},
    {HtmlTag::kH3, Edge::kBlank, Edge::kLine, 0},
    {HtmlTag::kH4, Edge::kBlank, Edge::kLine, 0},
    {HtmlTag::kP, Edge::kBlank, Edge::kBlank, 0},
    {HtmlTag::kUl, Edge::kLine, Edge::kLine, 0},
    {HtmlTag::kOl, Edge::kLine, Edge::kLine, 0},
    {HtmlTag::kLi, Edge::kLine, Edge::kLine, 0},
    {HtmlTag::kDl, Edge::kLine, Edge::kLine, 0},
    {HtmlTag::kDt, Edge::kLine, Edge::kNone, 0},
    {HtmlTag::kDd, Edge::kNone, Edge::kLine, 0},
    {HtmlTag::kTable, Edge::kBlank, Edge::kBlank, 0},
    {HtmlTag::kCaption, Edge::kLine, Edge::kLine, 0},
    {HtmlTag::kTr, Edge::kLine, Edge::kLine, 0},
    {HtmlTag::kDetails, Edge::kLine, Edge::kLine, 0},
};
constexpr TextShape kInline = {HtmlTag::kSpan, Edge::kNone, Edge::kNone, 0};

const TextShape& ShapeOf(HtmlTag tag) {
  const TextShape* found = std::find_if(std::begin(kShapes), std::end(kShapes),
                                        [tag](const TextShape& shape) { return shape.tag == tag; });
  return found != std::end(kShapes) ? *found : kInline;
}

constexpr BilingualView kFolded = {
    "(contenu codé en base64, replié ici ; le document XML le montre en entier)",
    "(content coded in base64, folded here; the XML document shows all of it)"};

// The columns that a line cannot do without: its longest word, and the blanks that it begins with.
size_t LongestWord(absl::string_view line) {
  const size_t indent = std::min(line.find_first_not_of(' '), line.size());
  size_t longest = 0;
  for (const absl::string_view word : absl::StrSplit(line, ' ')) {
    longest = std::max(longest, DisplayWidth(word));
  }
  return indent + longest;
}

class TextPage final : public HtmlHandler {
 public:
  // `is_cell`: what it gets is the content of a table's cell, where no further table is set in
  // columns.
  TextPage(size_t width, Language language, bool is_cell)
      : lines_(width), language_(language), is_cell_(is_cell) {}

  void OnLanguage(Language language) override { language_ = language; }

  void OnOpen(HtmlTag tag, HtmlClass html_class) override {
    if (Keep({HtmlEvent::Kind::kOpen, tag, html_class, ""})) return;
    if (IsKept(tag, html_class)) {
      kept_tag_ = tag;
      kept_depth_ = 1;
      return;
    }
    Open(tag);
  }

  void OnClose(HtmlTag tag) override {
    if (Keep({HtmlEvent::Kind::kClose, tag, HtmlClass::kNone, ""})) return;
    Close(tag);
  }

  void OnBreak(HtmlTag tag) override {
    if (Keep({HtmlEvent::Kind::kBreak, tag, HtmlClass::kNone, ""})) return;
    if (tag == HtmlTag::kBr && !is_folded_) lines_.BreakLine();
  }

  void OnText(absl::string_view text) override {
    if (Keep({HtmlEvent::Kind::kText, HtmlTag::kSpan, HtmlClass::kNone, text})) return;
    safe_ = safe_ && IsSafe(text);
    if (safe_ && !is_folded_) lines_.Add(text);
  }

  absl::StatusOr<std::string> Finish() {
    TellTechnical();
    if (safe_) return lines_.Finish();
    return MakeError(v1::PRESENTATION_MISMATCH,
                     "the HTML holds a character that Paraphe would have marked; report this");
  }

 private:
  // Tables are kept until their end, to be set in columns; technical fields until the end of the
  // section, to be told last.
  bool IsKept(HtmlTag tag, HtmlClass html_class) const {
    if (is_cell_) return false;
    if (tag == HtmlTag::kTable) return true;
    const bool at_section = open_.empty() || open_.back() == HtmlTag::kSection;
    return html_class == HtmlClass::kTechnical && at_section && !is_telling_;
  }

  // Whether the event is part of what is kept.
  bool Keep(const HtmlEvent& event) {
    if (kept_depth_ == 0) return false;
    if (event.kind == HtmlEvent::Kind::kOpen && event.tag == kept_tag_) ++kept_depth_;
    if (event.kind == HtmlEvent::Kind::kClose && event.tag == kept_tag_) --kept_depth_;
    if (kept_depth_ > 0) {
      kept_.push_back(event);
    } else {
      EndKept();
    }
    return true;
  }

  void EndKept() {
    std::vector<HtmlEvent> kept = std::move(kept_);
    kept_.clear();
    if (kept_tag_ == HtmlTag::kTable) return SetTable(kept);
    if (technical_.size() <= open_.size()) technical_.resize(open_.size() + 1);
    std::vector<HtmlEvent>& last = technical_[open_.size()];
    last.insert(last.end(), kept.begin(), kept.end());
  }

  // What the section, or the page, kept for its end.
  void TellTechnical() {
    if (technical_.size() <= open_.size()) return;
    const std::vector<HtmlEvent> events = std::move(technical_.back());
    technical_.resize(open_.size());
    is_telling_ = true;
    lines_.LeaveBlank();
    for (const HtmlEvent& event : events) Tell(event, *this);
    is_telling_ = false;
  }

  void Open(HtmlTag tag) {
    const bool after_term = std::exchange(after_term_, false);
    open_.push_back(tag);
    Apply(ShapeOf(tag).before);
    if (tag == HtmlTag::kSection && sections_++ > 0) lines_.Indent(kStep);
    if (tag == HtmlTag::kUl) items_.push_back(0);
    if (tag == HtmlTag::kOl) items_.push_back(1);
    if (tag == HtmlTag::kLi) OpenItem();
    if (tag == HtmlTag::kDd) OpenValue(after_term);
    if (tag == HtmlTag::kTr) first_cell_ = true;
    if (tag == HtmlTag::kTh || tag == HtmlTag::kTd) OpenCell();
  }

  void Close(HtmlTag tag) {
    if (tag == HtmlTag::kSection) TellTechnical();
    const TextShape& shape = ShapeOf(tag);
    const size_t columns = shape.underline != 0 ? lines_.Used() : 0;
    Apply(shape.after);
    if (shape.underline != 0) Underline(shape.underline, columns);
    if (tag == HtmlTag::kSection && --sections_ > 0) lines_.Outdent(kStep);
    if (tag == HtmlTag::kUl || tag == HtmlTag::kOl) items_.pop_back();
    if (tag == HtmlTag::kLi || tag == HtmlTag::kDd) lines_.Outdent(kValueStep);
    after_term_ = tag == HtmlTag::kDt;
    if (tag == HtmlTag::kSummary) Fold();
    if (tag == HtmlTag::kDetails) is_folded_ = false;
    open_.pop_back();
  }

  void Fold() {
    lines_.EndLine();
    lines_.Add(kFolded.In(language_));
    is_folded_ = true;
  }

  void Apply(Edge edge) {
    if (edge == Edge::kLine) lines_.EndLine();
    if (edge == Edge::kBlank) lines_.LeaveBlank();
  }

  void OpenItem() {
    int& number = items_.back();
    lines_.Add(number > 0 ? absl::StrCat(number++, ". ") : "- ");
    lines_.Indent(kValueStep);
  }

  void OpenValue(bool after_term) {
    if (after_term) {
      lines_.Add(kColon.In(language_));
    } else {
      lines_.EndLine();
    }
    lines_.Indent(kValueStep);
  }

  void OpenCell() {
    if (!first_cell_) lines_.Add(kColumnRule);
    first_cell_ = false;
  }

  void Underline(char stroke, size_t columns) {
    lines_.Add(std::string(columns, stroke));
    lines_.LeaveBlank();
  }

  void SetTable(HtmlEvents table) {
    const HtmlTable parts = TakeTableApart(table);
    lines_.LeaveBlank();
    for (const std::string& line : LinesOf(parts.caption, lines_.room())) {
      lines_.AddWholeLine(line);
    }
    const std::vector<size_t> widths = FitColumns(WidthsOf(parts), lines_.room());
    if (widths.empty()) {
      SetAsFields(parts);
    } else {
      SetInColumns(parts, widths);
    }
    lines_.LeaveBlank();
  }

  std::vector<ColumnWidth> WidthsOf(const HtmlTable& parts) {
    std::vector<ColumnWidth> widths;
    for (const HtmlTable::Row& row : parts.rows) {
      if (row.cells.size() > widths.size()) widths.resize(row.cells.size());
      for (size_t k = 0; k < row.cells.size(); ++k) {
        for (const std::string& line : LinesOf(row.cells[k].content, kMaxTextWidth)) {
          widths[k].whole = std::max(widths[k].whole, DisplayWidth(line));
          widths[k].least = std::max(widths[k].least, LongestWord(line));
        }
      }
    }
    return widths;
  }

  void SetInColumns(const HtmlTable& parts, const std::vector<size_t>& widths) {
    for (const HtmlTable::Row& row : parts.rows) {
      std::vector<TextCell> cells;
      for (size_t k = 0; k < row.cells.size(); ++k) {
        cells.push_back({LinesOf(row.cells[k].content, widths[k]), row.cells[k].to_the_right});
      }
      for (const std::string& line : SetRow(cells, widths)) lines_.AddWholeLine(line);
      if (row.is_heading) lines_.AddWholeLine(HeadingRule(widths));
    }
  }

  // Where the columns do not fit: each row as lines of its own, its cells below each other, each
  // with its heading.
  void SetAsFields(const HtmlTable& parts) {
    std::vector<std::string> headings;
    for (const HtmlTable::Row& row : parts.rows) {
      lines_.LeaveBlank();
      if (row.is_heading) headings.clear();
      for (size_t k = 0; k < row.cells.size(); ++k) {
        const std::vector<std::string> lines = LinesOf(row.cells[k].content, lines_.room());
        if (row.is_heading) {
          headings.push_back(absl::StrJoin(lines, " "));
        } else if (!lines.empty()) {
          SetField(k < headings.size() ? headings[k] : "", lines);
        }
      }
    }
  }

  void SetField(absl::string_view heading, const std::vector<std::string>& lines) {
    if (!heading.empty()) lines_.Add(absl::StrCat(heading, kColon.In(language_)));
    lines_.Indent(kValueStep);
    for (const std::string& line : lines) {
      lines_.Add(line);
      lines_.EndLine();
    }
    lines_.Outdent(kValueStep);
  }

  // The content of a cell in lines of at most `width` columns.
  std::vector<std::string> LinesOf(HtmlEvents content, size_t width) {
    TextPage cell(width, language_, true);
    for (const HtmlEvent& event : content) Tell(event, cell);
    safe_ = safe_ && cell.safe_;
    const std::string text = cell.lines_.Finish();
    std::vector<std::string> lines = absl::StrSplit(text, '\n');
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
  }

  TextLines lines_;
  Language language_;
  const bool is_cell_;
  std::vector<HtmlTag> open_;
  std::vector<int> items_;  // per open list: the next number, 0 for none
  int sections_ = 0;
  bool after_term_ = false;  // what was closed last is a dt
  bool first_cell_ = true;
  bool is_folded_ = false;  // inside details, after its summary
  bool safe_ = true;

  // What is kept: all events of the element `kept_tag_` up to its end.
  HtmlTag kept_tag_ = HtmlTag::kTable;
  int kept_depth_ = 0;  // of elements of that name; 0: nothing is kept
  std::vector<HtmlEvent> kept_;
  // By the number of elements that are open: the technical fields to tell before the last of them is
  // closed.
  std::vector<std::vector<HtmlEvent>> technical_;
  bool is_telling_ = false;
};

}  // namespace

// REQ: PRES-6, PRES-8
absl::StatusOr<std::string> HtmlToText(absl::string_view html, size_t width) {
  TextPage page(std::clamp(width, kMinTextWidth, kMaxTextWidth), Language::kFrench, false);
  RETURN_IF_ERROR(ReadHtml(html, page));
  return page.Finish();
}

}  // namespace paraphe
