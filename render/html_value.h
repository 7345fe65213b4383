// Writes one value of a document into a page: as it stands, with what would hide or mislead made
// visible.
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

// Whether a text node only lays the XML out: blanks with a line break, or blanks between elements.
// Browsers do not show it, and it says nothing; it is written as it stands.
bool IsLayout(absl::string_view text, ValueKind kind);

// Writes `value` as inline content. Blanks as browsers show them stand as they are. Those which a
// browser would swallow become marks: blanks at either end of an attribute or whole text, several
// in a row, beside a line break, tabs. A line break inside stands as it is, with a br. A text's
// first and last blanks are layout where they hold a line break, and stand as they are. Long words
// may wrap. A value with right-to-left letters is isolated, so that it cannot reorder what stands
// around it.
void WriteValue(absl::string_view value, ValueKind kind, Language language, HtmlWriter& writer);

// Writes a name of the document, or words, as a label.
void WriteLabelText(absl::string_view text, Language language, HtmlWriter& writer);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_VALUE_H_
