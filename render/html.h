// The presentation of a document as HTML (PRES-1 to PRES-7): what the signer sees and consents to.
//
// The page is a pure function of (document, table, language): server and agent of one version of
// Paraphe and of ICU produce the same bytes, and compare their digests (PRES-8).
//
// Whatever document and table hold, a page keeps these promises
// (docs/adr/2026-11-22-html-presentation.md):
//
// It holds only these elements:
//   html head meta title body section h1 h2 h3 h4 p ul ol li dl dt dd table caption thead tbody tr
//   th td details summary em strong code b span bdi br wbr
// and only these attributes: lang on html, charset on meta, class elsewhere, with the values below.
// It has no script, style, link, image, form, event handler or URL. Every element is closed; the
// page is HTML and well-formed XML at once, and parsers of both read the same tree from it.
//
// The text of its body is the text of the document: every attribute value and text node as it is,
// in document order, an element's attributes before its content. Elements of these classes hold
// other text:
//   label  words of the table, or the name of an element or attribute under the default rule
//   words  the table's words for a coded value, or our own for a date, an amount, a file, beside
//          that value; those of a file are the summary of the details that fold its base64
//   gap    a blank that keeps two values apart
//   flag   a warning about the word before it (PRES-6)
//   mark   a token for one character of the document: "⟦U+202E⟧", or "␣" for a space
// Without the first four, and with each mark read as its character, the body's text is that of the
// document. Two more classes say how what they hold is set, and hold text of the document as any other
// element does: technical, of a dl that is to stand small and last; amount, of a td whose numbers are
// to stand below each other.
//
// What is to be seen last is moved by whoever shows the page (render/styled_page.h,
// render/text_view.h), never in the page.
#ifndef PARAPHE_RENDER_HTML_H_
#define PARAPHE_RENDER_HTML_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/bilingual.h"
#include "document/bounds.h"
#include "document/document_facts.h"
#include "render/attachment.h"
#include "render/html_output.h"
#include "render/table.h"

namespace paraphe {

// A page beyond this is refused: nobody could read it, and it would cost the server's memory.
inline constexpr size_t kMaxHtmlBytes = size_t{256} << 20;

// Writes the page for a canonical document to `output`, and adds the files that it folds to
// `attachments`, in document order, where that is not null. Refuses what xml::Scan refuses, and the
// following; what was written is worth nothing then. Memory: in proportion to the depth of the
// document, to its longest value and to the table; and for the files. Thread-safe.
// Errors:
//   TABLE_UNMAPPED         an element or attribute that the table does not map, named with its path
//                          ("/Acte/Objet/@x") and position, in message and payload (PRES-3); or a
//                          document element other than the table's own
//   DOCUMENT_BEYOND_BOUND  the page would hold more than `max_html_bytes`
absl::Status WriteHtml(absl::string_view document, const Table& table, Language language,
                       const xml::Bounds& bounds, HtmlOutput& output,
                       std::vector<Attachment>* attachments = nullptr,
                       size_t max_html_bytes = kMaxHtmlBytes);

// The same for a document that nobody has checked: xml::CheckDocument does in the same pass, and its errors come first.
// Thread-safe.
absl::StatusOr<xml::DocumentFacts> CheckAndWriteHtml(
    absl::string_view document, const Table& table, Language language, const xml::Bounds& bounds,
    HtmlOutput& output, std::vector<Attachment>* attachments = nullptr);

// The page as one text. The same errors. Thread-safe.
absl::StatusOr<std::string> RenderHtml(absl::string_view document, const Table& table,
                                       Language language, const xml::Bounds& bounds,
                                       size_t max_html_bytes = kMaxHtmlBytes);

// The digest of the page, SHA-256, raw, without memory for the page. The same errors. Thread-safe.
absl::StatusOr<std::string> HashHtml(absl::string_view document, const Table& table,
                                     Language language, const xml::Bounds& bounds);

// The page, its digest, and the files that it folds, of one pass. The same errors. Thread-safe.
struct RenderedPage {
  std::string html;
  std::string sha256;  // raw
  std::vector<Attachment> attachments;
};
absl::StatusOr<RenderedPage> RenderPage(absl::string_view document, const Table& table,
                                        Language language, const xml::Bounds& bounds);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_H_
