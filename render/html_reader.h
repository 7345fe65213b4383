// Reads the pages that HtmlWriter writes, and refuses all other HTML.
#ifndef PARAPHE_RENDER_HTML_READER_H_
#define PARAPHE_RENDER_HTML_READER_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "common/bilingual.h"
#include "render/html_tag.h"

namespace paraphe {

// Receives what body holds, in order.
class HtmlHandler {
 public:
  virtual ~HtmlHandler() = default;
  virtual void OnLanguage(Language language) = 0;  // once, first
  virtual void OnOpen(HtmlTag tag, HtmlClass html_class) = 0;
  virtual void OnClose(HtmlTag tag) = 0;
  virtual void OnBreak(HtmlTag tag) = 0;  // br or wbr
  // Text with its entities resolved; one node may come in several pieces.
  virtual void OnText(absl::string_view text) = 0;
};

// Reads a page and reports to `handler`. Thread-safe.
// Errors:
//   PRESENTATION_MISMATCH  `html` is not a page that HtmlWriter writes
absl::Status ReadHtml(absl::string_view html, HtmlHandler& handler);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_READER_H_
