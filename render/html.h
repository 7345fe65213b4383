// The presentation of a document as HTML (PRES-1 to PRES-7): what the signer sees and consents to.
//
// The page is a pure function of (document, table, language): server and agent of one version of
// Paraphe and of ICU produce the same bytes, and compare their digests (PRES-8).
//
// What the page promises, whatever document and table hold
// (docs/adr/2026-11-22-html-presentation.md):
//  - Elements: html head meta title body section h1 h2 h3 h4 p ul ol li dl dt dd table caption
//  tbody tr
//    th td em strong code b span bdi br wbr. Attributes: lang on html, charset on meta, class
//    elsewhere, with the values below. No script, style, link, image, form, event handler or URL;
//    every element is closed; the page is HTML and well-formed XML at once, and parses to one tree
//    in both.
//  - Text inside the body is the document's own - every attribute value and text node as it stands,
//  in
//    document order, an element's attributes before its content - except inside these classes:
//      label   words of the table, or an element's or attribute's name where the default rule shows
//      it words   the table's words for a coded value, beside that value gap     a blank that keeps
//      two values apart flag    a warning about the word before it (PRES-6) mark    stands for the
//      one character of the document that it names: "⟦U+202E⟧", or "␣" for a space
//    Leaving out the first four and reading marks as their characters gives back the text of the
//    document.
#ifndef PARAPHE_RENDER_HTML_H_
#define PARAPHE_RENDER_HTML_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "common/bilingual.h"
#include "document/scanner.h"
#include "render/table.h"

namespace paraphe {

// A page beyond this is refused: nobody could read it, and it would cost the server's memory.
inline constexpr size_t kMaxHtmlBytes = size_t{256} << 20;

// The page for a canonical document. Refusals, beside those of xml::Scan:
//   TABLE_UNMAPPED         an element or attribute that the table does not map, named with its path
//                          ("/Acte/Objet/@x") and position, in message and payload (PRES-3); or a
//                          document element other than the table's own
//   DOCUMENT_BEYOND_BOUND  the page would hold more than `max_html_bytes`
// Thread-safe. Memory: the page, and in proportion to the depth of the document.
absl::StatusOr<std::string> RenderHtml(absl::string_view document, const Table& table,
                                       Language language, const xml::Bounds& bounds,
                                       size_t max_html_bytes = kMaxHtmlBytes);

}  // namespace paraphe

#endif  // PARAPHE_RENDER_HTML_H_
