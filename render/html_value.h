// Writes one value of a document into a page: as it is, with hidden and misleading characters made
// visible (render/visible.h).
#ifndef PARAPHE_RENDER_HTML_VALUE_H_
#define PARAPHE_RENDER_HTML_VALUE_H_

#include "absl/strings/string_view.h"

#include "common/bilingual.h"
#include "render/html_writer.h"

namespace paraphe {

enum class ValueKind {
  kAttribute,
  kWholeText,  // the text node that is all an element holds
  kMixedText,  // a text node beside elements
};

// Whether a text node is only layout of the XML: blanks with a line break, or blanks between
// elements. Browsers do not show it; it is written as it is.
bool IsLayout(absl::string_view text, ValueKind kind);

// Writes `value` as inline content:
//   blanks         as they are, where a browser shows them; else as marks: at either end of an
//                  attribute or whole text, all but the last of several in a row, beside a line
//                  break, and tabs
//   line breaks    as they are, with a br behind each
//   layout         the first and last blanks of a text that hold a line break: as they are
//   long words     with places where they may wrap
//   right-to-left  a value with right-to-left letters is isolated, so that it cannot reorder what
//                  stands around it
void WriteValue(absl::string_view value, ValueKind kind, Language language, HtmlWriter& writer);

// Writes a name of the document, or words, as a label.
void WriteLabelText(absl::string_view text, Language language, HtmlWriter& writer);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_VALUE_H_
