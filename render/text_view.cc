#include "render/text_view.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "common/errors.h"
#include "common/status_macros.h"
#include "common/utf8.h"
#include "render/hidden_characters.h"
#include "render/html_reader.h"
#include "render/text_lines.h"
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
};
constexpr TextShape kInline = {HtmlTag::kSpan, Edge::kNone, Edge::kNone, 0};

const TextShape& ShapeOf(HtmlTag tag) {
  const TextShape* found = std::find_if(std::begin(kShapes), std::end(kShapes),
                                        [tag](const TextShape& shape) { return shape.tag == tag; });
  return found != std::end(kShapes) ? *found : kInline;
}

class TextPage final : public HtmlHandler {
 public:
  explicit TextPage(size_t width) : lines_(width) {}

  void OnLanguage(Language language) override { language_ = language; }

  void OnOpen(HtmlTag tag, HtmlClass) override {
    const bool after_term = std::exchange(after_term_, false);
    Apply(ShapeOf(tag).before);
    if (tag == HtmlTag::kSection && sections_++ > 0) lines_.Indent(kStep);
    if (tag == HtmlTag::kUl) items_.push_back(0);
    if (tag == HtmlTag::kOl) items_.push_back(1);
    if (tag == HtmlTag::kLi) OpenItem();
    if (tag == HtmlTag::kDd) OpenValue(after_term);
    if (tag == HtmlTag::kTr) first_cell_ = true;
    if (tag == HtmlTag::kTh || tag == HtmlTag::kTd) OpenCell();
  }

  void OnClose(HtmlTag tag) override {
    const size_t columns = lines_.used();
    Apply(ShapeOf(tag).after);
    if (ShapeOf(tag).underline != 0) Underline(ShapeOf(tag).underline, columns);
    if (tag == HtmlTag::kSection && --sections_ > 0) lines_.Outdent(kStep);
    if (tag == HtmlTag::kUl || tag == HtmlTag::kOl) items_.pop_back();
    if (tag == HtmlTag::kLi || tag == HtmlTag::kDd) lines_.Outdent(kValueStep);
    after_term_ = tag == HtmlTag::kDt;
  }

  void OnBreak(HtmlTag tag) override {
    if (tag == HtmlTag::kBr) lines_.BreakLine();
  }

  void OnText(absl::string_view text) override {
    safe_ = safe_ && IsSafe(text);
    if (safe_) lines_.Add(text);
  }

  absl::StatusOr<std::string> Finish() {
    if (safe_) return lines_.Finish();
    return MakeError(v1::PRESENTATION_MISMATCH,
                     "the HTML holds a character that Paraphe would have marked; report this");
  }

 private:
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
    if (!first_cell_) lines_.Add(" | ");
    first_cell_ = false;
  }

  void Underline(char stroke, size_t columns) {
    lines_.Add(std::string(columns, stroke));
    lines_.LeaveBlank();
  }

  TextLines lines_;
  Language language_ = Language::kFrench;
  std::vector<int> items_;  // per open list: the next number, 0 for none
  int sections_ = 0;
  bool after_term_ = false;  // what was closed last is a dt
  bool first_cell_ = true;
  bool safe_ = true;
};

}  // namespace

// REQ: PRES-6, PRES-8
absl::StatusOr<std::string> HtmlToText(absl::string_view html, size_t width) {
  TextPage page(std::clamp(width, kMinTextWidth, kMaxTextWidth));
  RETURN_IF_ERROR(ReadHtml(html, page));
  return page.Finish();
}

}  // namespace paraphe
