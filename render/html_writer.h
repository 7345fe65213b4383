// Writes HTML from typed values: elements of a closed list, classes of a closed list, and text,
// which it escapes. There is no way to hand it markup (PRES-7).
#ifndef PARAPHE_RENDER_HTML_WRITER_H_
#define PARAPHE_RENDER_HTML_WRITER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "common/bilingual.h"
#include "render/html_tag.h"

namespace paraphe {

// Not thread-safe.
class HtmlWriter {
 public:
  // Begins a page, up to the start tag of body. What would make the page longer than `limit` bytes
  // is left out; overflown() tells.
  HtmlWriter(absl::string_view title, Language language, size_t limit);

  void Open(HtmlTag tag, HtmlClass html_class = HtmlClass::kNone);
  // Closes the innermost open element; body stays open until Finish.
  void Close();
  // A br or wbr.
  void Break(HtmlTag tag);
  void Text(absl::string_view text);
  // An element that holds nothing but `text`.
  void Element(HtmlTag tag, HtmlClass html_class, absl::string_view text);

  // The innermost open element, and how many are open, html and body included.
  HtmlTag innermost() const { return open_.back(); }
  size_t depth() const { return open_.size(); }
  bool overflown() const { return overflown_; }

  // Closes all elements and returns the page. To be called once, last.
  std::string Finish();

 private:
  void Append(absl::string_view bytes);
  void AppendEscaped(absl::string_view text);
  void AppendClosing(HtmlTag tag);

  const size_t limit_;
  std::string page_;
  std::vector<HtmlTag> open_;
  bool overflown_ = false;
};

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_WRITER_H_
