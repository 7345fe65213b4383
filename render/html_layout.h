// Lays out the elements of a document as HTML, as the table asks: where labels stand, what keeps
// values apart, and what stands for a block where HTML allows none.
#ifndef PARAPHE_RENDER_HTML_LAYOUT_H_
#define PARAPHE_RENDER_HTML_LAYOUT_H_

#include <cstddef>
#include <vector>

#include "absl/strings/string_view.h"

#include "common/bilingual.h"
#include "paraphe/v1/table.pb.h"
#include "render/html_nesting.h"
#include "render/html_value.h"
#include "render/html_writer.h"

namespace paraphe {

// libxml2 reads HTML no deeper than 256 elements, Chromium no deeper than 512. From this depth on
// elements are shown one after the other instead of one inside the other.
inline constexpr size_t kMaxHtmlDepth = 200;

struct HtmlShape;

// The calls for an element: Begin, its Attributes, then its texts and child elements, End. Not
// thread-safe.
class HtmlLayout {
 public:
  HtmlLayout(HtmlWriter& writer, Language language)
      : writer_(writer), nesting_(writer), language_(language) {}

  // `label` is empty for none.
  void Begin(v1::HtmlElement show_as, absl::string_view label);
  void End();

  // An attribute's value with its label and words, each empty for none.
  void Attribute(v1::HtmlElement show_as, absl::string_view label, absl::string_view value,
                 absl::string_view words);

  // A text node; `words` is empty for none.
  void Text(absl::string_view text, ValueKind kind, absl::string_view words);

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
  struct Frame {
    size_t base;       // how many HTML elements were open before it
    Last after;        // what last_ becomes at its end
    bool has_element;  // whether it has an HTML element of its own
    bool is_section;
  };

  void BeginBlock(const HtmlShape& shape, absl::string_view label);
  void BeginInline(const HtmlShape& shape, absl::string_view label);
  void BeginFlat(absl::string_view label);
  void BeginTransparent();

  void MakeRoom(HtmlNeed need);
  void Separate();
  void WriteBlockLabel(const HtmlShape& shape, absl::string_view label);
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
  size_t sections_ = 0;
  Last last_ = Last::kNothing;
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_LAYOUT_H_
