// Lays out the elements of a document as HTML, as the table asks: where labels stand, what keeps
// values apart, and what stands for a block where HTML allows none.
#ifndef PARAPHE_RENDER_HTML_LAYOUT_H_
#define PARAPHE_RENDER_HTML_LAYOUT_H_

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "common/bilingual.h"
#include "paraphe/v1/table.pb.h"
#include "render/html_nesting.h"
#include "render/html_value.h"
#include "render/html_writer.h"
#include "render/table.h"

namespace paraphe {

// libxml2 reads HTML no deeper than 256 elements, Chromium no deeper than 512. From this depth on
// elements are shown one after the other instead of one inside the other.
inline constexpr size_t kMaxHtmlDepth = 200;

struct HtmlShape;

// How an element or attribute of a document is shown.
struct Appearance {
  v1::HtmlElement show_as;
  absl::string_view label;  // empty for none
  bool technical = false;   // a FIELD: small, after everything else
  bool lasts = false;       // whether the label's bytes stay where they are until the page is done
};

// A value, and what stands beside it.
struct ShownValue {
  absl::string_view text;
  absl::string_view words;     // empty for none
  bool is_attachment = false;  // folded, under its words
};

// The calls for an element: Begin, BeginRow or BeginCell, its Attributes, then its texts and child
// elements, End. Not thread-safe.
class HtmlLayout {
 public:
  HtmlLayout(HtmlWriter& writer, Language language)
      : writer_(writer), nesting_(writer), language_(language) {}

  void Begin(const Appearance& appearance);
  // A row of the table that has these columns, and `label` as its caption; the first row of a table
  // gets their headings before it. `columns` outlives the layout.
  void BeginRow(const ColumnViews& columns, absl::string_view label);
  // The cell of the innermost row in its column `index`. False where there is none to begin, so that
  // Begin is to be called instead: the row is not of these columns or no table row where it stands,
  // it is past that column, or another element is open in it.
  bool BeginCell(const ColumnViews& columns, size_t index, bool is_amount);
  void End();

  // An attribute's value, in place of Begin, its text and End; or as the content of a cell, in place
  // of its text and End.
  void Attribute(const Appearance& appearance, const ShownValue& value);
  void AttributeInCell(const ShownValue& value);

  // A text node.
  void Text(const ShownValue& value, ValueKind kind);

 private:
  // What was written last on the line: it decides what separates it from the next.
  enum class Last {
    kNothing,
    kText,      // text of the document
    kElement,   // an inline element
    kValue,     // an attribute's value
    kLabelled,  // an attribute's value with a label
    kLine,      // what would be a block elsewhere: the next content begins a new line
  };
  enum class FrameKind { kPlain, kSection, kTransparent, kRow };
  struct Frame {
    size_t base;       // how many HTML elements were open before it
    Last after;        // what last_ becomes at its end
    bool has_element;  // whether it has an HTML element of its own
    FrameKind kind;
  };
  struct Row {
    const ColumnViews* columns;
    size_t frame;  // its place in frames_
    size_t level;  // how many HTML elements are open in it, outside its cells
    size_t cells;  // how many it has
    bool filled;   // whether its last cell has what its column is of
  };

  void BeginBlock(const HtmlShape& shape, const Appearance& appearance);
  void BeginInline(const HtmlShape& shape, absl::string_view label);
  void BeginFlat(absl::string_view label);
  void BeginTransparent();

  void BeginTable(const ColumnViews& columns, absl::string_view label);
  void WriteHeadings(const ColumnViews& columns);
  void OpenCell(size_t index, HtmlClass html_class);
  void EndRow();
  bool IsDirectlyInRow() const;
  void WriteAttachment(const ShownValue& value, ValueKind kind);
  void WriteShown(const ShownValue& value, ValueKind kind);

  void MakeRoom(HtmlNeed need);
  void Separate();
  void WriteBlockLabel(const HtmlShape& shape, const Appearance& appearance);
  void WriteNewBlockLabel(const HtmlShape& shape, absl::string_view label);
  void WriteLabel(HtmlTag tag, absl::string_view label);
  void WriteInlineLabel(HtmlTag tag, absl::string_view label, absl::string_view after);
  void WriteWords(absl::string_view words);
  HtmlTag HeadingTag() const;
  // A section inside three others is shown as a FIELD, because HTML has no smaller heading.
  bool IsDeepSection(v1::HtmlElement show_as) const;

  HtmlWriter& writer_;
  HtmlNesting nesting_;
  const Language language_;
  std::vector<Frame> frames_;
  std::vector<Row> rows_;                // those that are open
  const ColumnViews* headed_ = nullptr;  // what the innermost table has headings for
  size_t sections_ = 0;
  // Labels that last, as written: by where their bytes are, and the element that they are of. Most
  // are written again and again.
  absl::flat_hash_map<std::pair<const char*, HtmlTag>, HtmlFragment> labels_;
  Last last_ = Last::kNothing;
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_LAYOUT_H_
